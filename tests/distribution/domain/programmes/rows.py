"""Plain rows for the rules."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from distribution.domain.programmes.entries import Entry, Selector, Shelved
from distribution.domain.slots import windows

MONDAY = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
WINDOWS = windows(MONDAY.date(), {}, ZoneInfo("Asia/Shanghai"))


def entry(key: int, **fields: Any) -> Entry:
    """An entry of Monday's morning for briefs, unless `fields` say something else."""
    known: dict[str, Any] = {
        "slot": "morning",
        "weekday": 1,
        "selector": Selector(kinds=frozenset({"morning_brief"})),
    }
    return Entry(key=key, **{**known, **fields})


def shelved(key: int, **fields: Any) -> Shelved:
    """A brief for all customers, from Monday on for two days, issued `key` minutes past midnight."""
    midnight = MONDAY.replace(hour=0)
    known: dict[str, Any] = {
        "component": key,
        "kind": "morning_brief",
        "title": f"第{key}篇",
        "branch_path": "0001",
        "begins_at": midnight,
        "ends_at": midnight + timedelta(days=2),
        "issued_at": midnight + timedelta(minutes=key),
        "segments": frozenset({"credit_card", "payroll", "elderly", "neighbourhood"}),
    }
    return Shelved(key=key, **{**known, **fields})
