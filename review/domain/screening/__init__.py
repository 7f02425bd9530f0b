"""Screening: what in a piece of content breaks, or may break, a rule of financial marketing.

Pure Python. `engine.screen(subject, rule_set)` is the one call; `loader.builtin()` gives the
rules shipped with the project.
"""
