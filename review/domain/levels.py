"""Which levels a candidate goes through. Policy in code, so that nobody can switch a level off in a form."""

from content.domain.risks import HIGH_RISKS

READ_FOR_CONSUMERS = frozenset({"product_analysis", "noon_deal", "activity_kit", "ugc_story"})
"""Kinds in which customers are promised something, or shown: read for consumer protection."""


def required_levels(kind: str, product_type: str | None, risk: str | None) -> tuple[str, ...]:
    """Return the codes of the levels, in order.

    A brief needs compliance alone. A piece about a product, an offer, a prize or a customer is read for
    consumer protection too
    (令2022年第9号: 消保审查); R4 and R5 need legal as well (适当性管理办法, 令2025年第7号).
    """
    levels = ["compliance"]
    if kind in READ_FOR_CONSUMERS or product_type is not None:
        levels.append("consumer_protection")
    if risk in HIGH_RISKS:
        levels.append("legal")
    return tuple(levels)
