"""What should be masked in a customer's picture: areas for a person to look at, who keeps or removes them.

PIPL art. 28 (financial accounts), GB/T 35273 annex B: phone, identity, card and account numbers, a name with
an amount. What no form can find (faces, plates, a name by itself) the person draws.
"""

import re
from collections.abc import Iterator
from typing import Final

from review.domain.pictures.reading import Area, Reading
from review.domain.screening import personal
from review.domain.screening.checks import PersonalData
from review.domain.screening.normalise import normalise

MARGIN: Final = 0.15
"""So much of its height is added around an area: what is read lies close to the letters."""
MOST: Final = 40

_NUMBERED: Final = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|卡尾号|尾号|户号|证件号|身份证号?|手机号?|电话|户名|姓名|持卡人)"
    r"码?[ :]{0,3}"
    r"(?P<it>[\dx*]{4,}(?:[ \-]?[\dx*]{2,}){0,6}|[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff]))"
)
"""A number or a name that its own label gives away, check digit or not."""


def proposed_areas(reading: Reading) -> tuple[Area, ...]:
    """Return the areas of `reading` in which somebody's data stand, each once, from the top."""
    text = reading.text
    spans = sorted({*_spans(text), *_spans(text.replace("\n", " "))})
    areas = dict.fromkeys(area for start, end in spans for area in reading.areas(start, end))
    widened = dict.fromkeys(_widened(area, reading) for area in areas)
    return tuple(sorted(_outermost(tuple(widened)), key=lambda area: (area.y, area.x)))[:MOST]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    found = normalise(text)
    for data in PersonalData:
        for start, end in personal.find(data, found.text):
            yield found.span(start, end)
    for match in _NUMBERED.finditer(found.text):
        yield found.span(*match.span("it"))


def _widened(area: Area, reading: Reading) -> Area:
    by = max(2, round(area.height * MARGIN))
    left, top = max(0, area.x - by), max(0, area.y - by)
    right = min(reading.width, area.x + area.width + by)
    bottom = min(reading.height, area.bottom + by)
    return Area(left, top, right - left, bottom - top)


def _outermost(areas: tuple[Area, ...]) -> list[Area]:
    """Leave out what lies within another."""
    return [one for one in areas if not any(other != one and _holds(other, one) for other in areas)]


def _holds(outer: Area, inner: Area) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and outer.x + outer.width >= inner.x + inner.width
        and outer.bottom >= inner.bottom
    )
