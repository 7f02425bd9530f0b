"""Whatever is sent to the search page, on each engine: a page, or words that it cannot be taken."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import FrozenClock
from tests.search.library import brief, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine_in_use")]

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SIGNS = st.text(alphabet="\"'\\*^:()[]{}/~+-&|!<>=%_$;# 示范早ab12.\x00\n😀", max_size=60)
LONG = st.sampled_from(["示范" * 5_000, '"' * 10_000, "(a+)+$ " * 1_000, "示 AND " * 1_500, "示范*" * 2_000])
FILTERS = st.lists(TEXT | st.sampled_from(["morning_brief", "payroll"]), max_size=50)


@pytest.mark.parametrize("address", ["/search/", "/scripts/"])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    query=TEXT | SIGNS | LONG,
    kinds=FILTERS,
    segments=FILTERS,
    page=st.integers(-(10**9), 10**9).map(str) | TEXT,
)
def test_the_page_answers(
    address: str,
    query: str,
    kinds: list[str],
    segments: list[str],
    page: str,
    client: Client,
    frozen_clock: FrozenClock,
) -> None:
    if "_auth_user_id" not in client.session:
        brief("示范")
        client.force_login(manager())

    answer = client.get(address, {"q": query, "kind": kinds, "segment": segments, "page": page})

    whole = "".join([query, *kinds, *segments, page])
    assert answer.status_code == (400 if "\x00" in whole else 200)


@pytest.mark.parametrize("page", ["-1", "0", "1000000000", "九"])
def test_a_page_that_is_not_there_shows_the_nearest(
    page: str, client: Client, frozen_clock: FrozenClock
) -> None:
    brief("示范")
    client.force_login(manager())

    for query in ("示范", ""):
        answer = client.get("/search/", {"q": query, "page": page})
        assert (answer.status_code, answer.context["found"].page, answer.context["found"].total) == (
            200,
            1,
            1,
        )
