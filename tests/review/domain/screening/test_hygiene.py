import pytest

from review.domain.screening.checks import HygieneFault
from review.domain.screening.hygiene import find


@pytest.mark.parametrize(
    ("fault", "text", "spans"),
    [
        (HygieneFault.invisible, "保\u200b\u200b本", [(1, 3)]),
        (HygieneFault.invisible, "您\u200d好", [(1, 2)]),
        (HygieneFault.invisible, "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🏻\u200d💻", []),
        (HygieneFault.invisible, "\u200d👩", [(0, 1)]),
        (HygieneFault.direction, "到账\u202e001\u202c元", [(2, 3), (6, 7)]),
        (HygieneFault.direction, "保\u200b本", []),
    ],
)
def test_faults(fault: HygieneFault, text: str, spans: list[tuple[int, int]]) -> None:
    assert list(find(fault, text)) == spans
