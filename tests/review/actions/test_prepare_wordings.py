"""Other wordings are frozen, screened each by itself, and shown to officers."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from review.actions.prepare import prepare
from tests.factories.people import UserFactory
from tests.factories.review import make_component, open_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

END = "以上信息仅供参考，不构成任何投资建议。"
DOUBLED = "This wording stands there already: write another one, or take it away."
MAIN, OTHER = f"早安，今日要点。{END}", f"早上好，要点在此。{END}"


def test_they_are_part_of_what_is_hashed() -> None:
    component = make_component(texts={"moments": MAIN}, variants={"moments": [OTHER]})
    document = prepare(component, clock.now()).document
    assert [item["value"] for item in document["channels"][0]["value"]["variants"]] == [OTHER]


def test_what_must_not_be_said_is_found_in_them() -> None:
    component = make_component(
        texts={"moments": MAIN}, variants={"moments": [f"保本保收益，稳赚不赔。{END}"]}
    )
    prepared = prepare(component, clock.now())
    places = {finding.place for finding in prepared.screening.blocking}
    assert {place.split("/")[2] for place in places} == {"variants"}


def test_each_carries_its_disclosures_by_itself() -> None:
    complete = make_component(texts={"moments": MAIN}, variants={"moments": [OTHER]})
    lacking = make_component(texts={"moments": MAIN}, variants={"moments": ["早上好，要点在此。"]})
    found = [
        {finding.place for finding in prepare(one, clock.now()).screening.findings}
        for one in (complete, lacking)
    ]
    assert any("/variants/" in place for place in found[1])
    assert not any("/variants/" in place for place in found[0])


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ([MAIN], DOUBLED),
        ([OTHER, OTHER], DOUBLED),
        (["长" * 2001 + END], str(len(("长" * 2001 + END).encode()))),
        ([f"第{number}种。{END}" for number in range(6)], "5"),
    ],
)
def test_what_is_doubled_too_long_or_too_many_is_told(variants: list[str], words: str) -> None:
    component = make_component(texts={"moments": MAIN}, variants={"moments": variants})
    assert any(_(words) in problem for problem in prepare(component, clock.now()).problems)


def test_the_officer_reads_them(client: Client) -> None:
    case = open_case(texts={"moments": MAIN}, variants={"moments": [OTHER]})
    client.force_login(UserFactory(officer=True, branch=case.branch))
    page = client.get(reverse("review_case:case", args=[case.public_id])).content.decode()
    assert "早上好，要点在此。" in page
