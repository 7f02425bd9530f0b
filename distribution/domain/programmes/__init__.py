"""Programmes: what a week selects for whom. Pure."""
