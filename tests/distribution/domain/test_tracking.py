from datetime import date
from uuid import UUID

import pytest

from distribution.domain.rotation import proposed_wording
from distribution.domain.tracking import Tampered, read, sign

PULL = UUID("12345678-1234-5678-1234-567812345678")
KEY, OLD = b"one key", b"another key"


def test_a_token_names_its_pull() -> None:
    token = sign(PULL, KEY)
    assert (len(token), read(token, [KEY])) == (35, PULL)
    assert sign(PULL, KEY) == token


def test_links_signed_with_an_earlier_key_lead_on() -> None:
    assert read(sign(PULL, OLD), [KEY, OLD]) == PULL


@pytest.mark.parametrize("place", [0, 10, 20, 21, 22, 30, 33])
def test_one_changed_character_is_found_out(place: int) -> None:
    token = sign(PULL, KEY)
    other = "A" if token[place] != "A" else "B"
    with pytest.raises(Tampered):
        read(token[:place] + other + token[place + 1 :], [KEY])


@pytest.mark.parametrize(
    "token", ["", "x", "A" * 35, "!" * 35, "客户", sign(PULL, OLD), sign(PULL, KEY)[:-4]]
)
def test_what_this_bank_did_not_sign(token: str) -> None:
    with pytest.raises(Tampered):
        read(token, [KEY])


def test_neighbours_and_days_rotate() -> None:
    monday, tuesday, three = date(2026, 3, 2), date(2026, 3, 3), [(), (), ()]
    assert {proposed_wording(key, monday, three) for key in (7, 8, 9)} == {0, 1, 2}
    assert proposed_wording(7, monday, three) != proposed_wording(7, tuesday, three)
    assert proposed_wording(7, monday, three) == proposed_wording(7, monday, three)
    assert proposed_wording(7, monday, [()]) == 0
