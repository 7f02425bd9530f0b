import pytest

from review.domain.screening.personal import find, is_id_number
from review.domain.screening.rules import PersonalData


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812345678。", ["13812345678"]),
        ("138 1234 5678 / 139-1234-5678", ["138 1234 5678", "139-1234-5678"]),
        ("+86 13812345678", ["+86 13812345678"]),
        ("1.3.8.1.2.3.4.5.6.7.8", ["1.3.8.1.2.3.4.5.6.7.8"]),
        ("13.5 12.3 45.6 7", []),
        ("138****5678", []),
        ("12812345678", []),
        ("9913812345678", []),
        ("138123456789", []),
    ],
)
def test_mobile_numbers(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.mobile, text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11010519491231002x", ["11010519491231002x"]),
        ("110105 19491231 002x", ["110105 19491231 002x"]),
        ("110105194912310021", []),
        ("110105194902300025", []),
    ],
)
def test_identity_numbers(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.id_card, text)] == found


def test_every_other_check_digit_is_refused() -> None:
    assert [digit for digit in "0123456789x" if is_id_number("44052418800101001" + digit)] == ["4"]
