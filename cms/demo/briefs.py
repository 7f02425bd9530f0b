"""A morning brief for any day: invented figures and headlines, put together from the library's stock."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cms.demo.reading import ChannelWords, Event, Piece, filled, table
from cms.demo.timetable import weekday_before

HEADLINES = 3


def brief_code(day: date) -> str:
    """Return the code of the brief for `day`."""
    return f"brief/{day.isoformat()}"


def brief_of(day: date) -> Piece:
    """Return the brief for `day`, approved early that morning. The same day gives the same brief."""
    stock = table("briefs")
    indicators = [_indicator(one, day) for one in stock["indicators"]]
    headlines = _headlines(stock["headlines"], day)
    words = {
        "greeting": stock["greetings"][day.weekday()],
        "figures": "\n".join(_figure_line(one) for one in indicators),
        "news": "\n".join(f"{number}. {one['text']}" for number, one in enumerate(headlines, start=1)),
    }
    return Piece(
        code=brief_code(day),
        kind="morning_brief",
        branch=stock["branch"],
        title=stock["title"],
        segments=tuple(stock["segments"]),
        valid=("0 00:00", "0 12:00"),
        body={
            "market_day": {"market_date": "{iso}", "sticker": stock["sticker"]},
            "indicators": indicators,
            "headlines": headlines,
        },
        channels={
            name: ChannelWords(filled(channel["text"], words), tuple(channel.get("pictures", ())))
            for name, channel in stock["channels"].items()
        },
        story=tuple(Event(**one) for one in stock["story"]),
    )


def _headlines(pool: list[dict[str, str]], day: date) -> list[dict[str, str]]:
    first = day.toordinal() * HEADLINES
    return [pool[(first + number) % len(pool)] for number in range(HEADLINES)]


def _indicator(stock: Mapping[str, Any], day: date) -> dict[str, str]:
    close = weekday_before(day)
    value, before = _level(stock, close), _level(stock, weekday_before(close))
    return {
        "name": stock["name"],
        "value": str(value),
        "unit": stock["unit"],
        "change": str(((value / before - 1) * 100).quantize(Decimal("0.01"))),
        "as_of": "{close_iso}T15:00:00+08:00",
        "source": stock["source"],
    }


def _level(stock: Mapping[str, Any], day: date) -> Decimal:
    """Return an invented level near the stock's base, the same for the same day."""
    digest = hashlib.sha256(f"{stock['name']} {day}".encode()).digest()
    swing = Decimal(int.from_bytes(digest[:2]) - 32768) / 32768 * Decimal(stock["swing"]) / 100
    return (Decimal(stock["base"]) * (1 + swing)).quantize(Decimal("0.01"))


def _figure_line(indicator: Mapping[str, str]) -> str:
    change = Decimal(indicator["change"])
    arrow = "▲" if change > 0 else "▼" if change < 0 else "＝"
    return f"{indicator['name']} {Decimal(indicator['value']):,} {indicator['unit']} {arrow} {abs(change)}%"
