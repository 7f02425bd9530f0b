"""The wording for the manager's persona is proposed first; any other may be chosen."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from content.enums import PersonaType
from content.kinds import PERSONA_TEMPLATE
from core import blobs, clock
from distribution.models import ChosenPersona, Pull
from people.models import User
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.distribution.portal.test_pulling import order, take
from tests.distribution.portal.test_slots import brief, laid, shown, ticked
from tests.factories.content import for_personas
from tests.factories.review import issue_of_kind

END = "以上信息仅供参考，不构成任何投资建议。"
PLAIN, ATHLETE, DATA = f"给大家的话。{END}", f"跑完步说的话。{END}", f"三个数字的话。{END}"
MARKED = {
    "moments": [
        for_personas(ATHLETE, "disciplined_athlete"),
        for_personas(DATA, "hard_data", "founders_peer"),
    ]
}


@pytest.fixture
def edition(bank: Bank) -> Edition:
    return brief(bank, "一条早报", texts={"moments": PLAIN, "group": PLAIN}, variants=MARKED)


def take_up(manager: User, bank: Bank, persona: PersonaType) -> None:
    template = issue_of_kind(PERSONA_TEMPLATE.code, bank.tree.head_office)
    ChosenPersona.objects.create(
        manager=manager, edition=template, persona_type=persona, chosen_at=clock.now()
    )


def part(client: Client, edition: Edition, **query: object) -> BeautifulSoup:
    address = reverse("edition", args=[edition.public_id])
    response = client.get(address, {"channel": "moments", **query}, headers={"HX-Request": "true"})
    return BeautifulSoup(response.content, "html.parser")


def number(page: BeautifulSoup) -> str:
    return str(page.select_one("input[name=wording]")["value"])


def suits(persona: PersonaType) -> str:
    return _("Suits your persona: %(suits_persona)s") % {"suits_persona": persona.label}


@pytest.mark.parametrize(
    ("persona", "proposed", "text"),
    [
        (PersonaType.DISCIPLINED_ATHLETE, "1", ATHLETE),
        (PersonaType.HARD_DATA, "2", DATA),
        (PersonaType.FOUNDERS_PEER, "2", DATA),
    ],
)
def test_the_wording_for_the_persona_is_shown_first_and_says_so(
    persona: PersonaType, proposed: str, text: str, bank: Bank, edition: Edition, manager_client: Client
) -> None:
    take_up(bank.manager, bank, persona)
    page = part(manager_client, edition)
    assert (number(page), text in page.text, suits(persona) in page.text) == (proposed, True, True)


def test_without_a_persona_or_with_another_the_one_for_everybody_is_shown(
    bank: Bank, edition: Edition, manager_client: Client
) -> None:
    heading = suits(PersonaType.STEADY_ELDER).partition(str(PersonaType.STEADY_ELDER.label))[0]
    for _turn in range(2):
        page = part(manager_client, edition)
        assert (number(page), PLAIN in page.text, heading in page.text) == ("0", True, False)
        ChosenPersona.objects.all().delete()
        take_up(bank.manager, bank, PersonaType.STEADY_ELDER)


def test_any_other_may_be_chosen_and_is_on_record(
    bank: Bank, edition: Edition, manager_client: Client
) -> None:
    take_up(bank.manager, bank, PersonaType.HARD_DATA)
    page = part(manager_client, edition, wording="1")
    assert (number(page), suits(PersonaType.HARD_DATA) in page.text) == ("1", False)
    manager_client.post(take(edition), order(wording=1), headers={"HX-Request": "true"})
    made = Pull.objects.get()
    produced = json.loads(blobs.get(made.produced_sha256))
    assert (made.wording, produced["wording"], produced["text"]) == (1, 1, ATHLETE)


def test_the_slot_proposes_by_the_same_rule(bank: Bank, edition: Edition, manager_client: Client) -> None:
    laid(bank, edition)
    (without,) = ticked(shown(manager_client, channel="moments", segment="credit_card"))
    assert without.split(":")[1] == "0"
    take_up(bank.manager, bank, PersonaType.HARD_DATA)
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert [one.split(":")[1] for one in ticked(page)] == ["2"]
    assert suits(PersonaType.HARD_DATA) in page


def test_the_persona_is_asked_once_for_a_slot(bank: Bank, edition: Edition, manager_client: Client) -> None:
    several = [brief(bank, f"早报{one}", texts={"moments": PLAIN}, variants=MARKED) for one in range(3)]
    laid(bank, edition, *several)
    with CaptureQueriesContext(connection) as asked:
        shown(manager_client, channel="moments", segment="credit_card")
    assert sum("distribution_chosenpersona" in one["sql"] for one in asked.captured_queries) == 1


def test_nothing_is_asked_where_nothing_is_marked(bank: Bank, manager_client: Client) -> None:
    plain = brief(bank, "早报", texts={"moments": PLAIN}, variants={"moments": [DATA]})
    with CaptureQueriesContext(connection) as asked:
        part(manager_client, plain)
    assert not any("distribution_chosenpersona" in one["sql"] for one in asked.captured_queries)
