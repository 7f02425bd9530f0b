"""Risk levels as rules speak of them: plain codes, the same as content.enums.Risk."""

HIGH_RISKS = frozenset({"R4", "R5"})
"""Offers of these pass a further level of review and are sent one to one only (令2025年第7号, 第十二条)."""
