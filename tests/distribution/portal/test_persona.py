"""My persona: chosen from templates in force, step by step, and what happens when the template ends."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.enums import PersonaType
from content.kinds import FAQ, PERSONA_TEMPLATE
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.choose_persona import choose_persona
from distribution.actions.tick_steps import tick_steps
from distribution.enums import PersonaStep
from distribution.models import ChosenPersona
from distribution.queries.persona import persona_of
from people.models import Branch, User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.bodies import BODIES
from tests.factories.people import UserFactory
from tests.factories.review import (
    follow_edition,
    issue_of_kind,
    recall_edition,
    resume_edition,
    suspend_edition,
)

HTMX = {"HX-Request": "true"}
POST = "今天看三个数。"


def template(branch: Branch, **fields: object) -> Edition:
    return issue_of_kind(PERSONA_TEMPLATE.code, branch, **fields)


def choose(edition: Edition, manager: User) -> ChosenPersona:
    return choose_persona(edition.public_id, actor=manager, at=clock.now())


def opened(client: Client) -> BeautifulSoup:
    response = client.get(reverse("persona"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def offered(page: BeautifulSoup) -> list[str]:
    return [form["action"] for form in page.select("form[action$='/choose/']")]


def test_it_is_two_taps_away(manager_client: Client) -> None:
    bar = BeautifulSoup(manager_client.get("/").content, "html.parser").select_one("nav.nav")
    assert bar.select_one(f"a[href='{reverse('mine')}']").text == "我的"
    mine = BeautifulSoup(manager_client.get(reverse("mine")).content, "html.parser")
    ways = [link["href"] for link in mine.select("main a")]
    assert ways == [
        reverse(name)
        for name in ("persona", "lessons", "runs", "saved", "pulls", "influence", "voice", "stories")
    ]
    assert mine.select_one("nav.nav a[aria-current]").text == "我的"
    assert "还没选" in mine.text


def test_one_is_chosen_and_shown_step_by_step(bank: Bank, manager_client: Client) -> None:
    edition = template(bank.tree.head_office)
    assert persona_of(bank.manager) is None
    (address,) = offered(opened(manager_client))
    assert manager_client.post(address)["Location"] == reverse("persona")
    assert persona_of(bank.manager) == PersonaType.HARD_DATA
    page = opened(manager_client)
    assert [box["value"] for box in page.select("input[name=step]")] == PersonaStep.values
    assert page.select("input[checked]") == []
    copied = page.select_one("[data-copy=post-1]")
    assert page.find(id=copied["data-copy"]).text == POST
    assert "不预测行情。" in page.text
    assert offered(page) == []
    assert page.select_one(f"a[href='{reverse('edition', args=[edition.public_id])}']") is not None


def test_ticks_are_kept_and_taken_away_again(bank: Bank, manager_client: Client) -> None:
    edition = template(bank.tree.head_office)
    choose(edition, bank.manager)
    address = reverse("tick_steps", args=[edition.public_id])
    answer = manager_client.post(address, {"step": ["scenes", "positioning"]}, headers=HTMX)
    assert answer.content.decode().strip() == "已完成 2 / 5 步。"
    assert [box["value"] for box in opened(manager_client).select("input[checked]")] == [
        "positioning",
        "scenes",
    ]
    assert manager_client.post(address)["Location"] == reverse("persona")
    assert ChosenPersona.objects.get().steps_done == []
    assert manager_client.post(address, {"step": "flying"}).status_code == 404


def test_another_persona_begins_anew_and_a_newer_edition_goes_on(bank: Bank) -> None:
    first, other = template(bank.tree.head_office), template(bank.tree.east)
    choose(first, bank.manager)
    tick_steps(first.public_id, [PersonaStep.ARMOURY], actor=bank.manager, at=clock.now())
    newer = follow_edition(first, title="数据派新版")
    assert choose(newer, bank.manager).steps_done == ["armoury"]
    assert choose(other, bank.manager).steps_done == []
    assert ChosenPersona.objects.get().edition == other


def test_ticks_of_a_persona_that_was_left_are_refused(bank: Bank) -> None:
    first, other = template(bank.tree.head_office), template(bank.tree.east)
    choose(first, bank.manager)
    choose(other, bank.manager)
    with pytest.raises(Conflict):
        tick_steps(first.public_id, [PersonaStep.ARMOURY], actor=bank.manager, at=clock.now())
    assert ChosenPersona.objects.get().steps_done == []


def test_a_recalled_template_says_so_and_shows_nothing_of_its_text(
    bank: Bank, manager_client: Client
) -> None:
    edition = template(bank.tree.head_office)
    choose(edition, bank.manager)
    recall_edition(edition)
    page = opened(manager_client)
    assert "该内容已召回，不得再发送。" in page.select_one(".notice--warn").text
    assert POST not in page.text
    assert page.select("textarea, input[name=step]") == []
    assert offered(page) == []
    assert persona_of(bank.manager) == PersonaType.HARD_DATA
    tick = manager_client.post(reverse("tick_steps", args=[edition.public_id]), {"step": "scenes"})
    assert tick.status_code == 410
    assert manager_client.post(reverse("choose_persona", args=[edition.public_id])).status_code == 410
    assert ChosenPersona.objects.get().steps_done == []


def test_the_newer_edition_is_offered_with_the_ticks_kept(bank: Bank, manager_client: Client) -> None:
    edition = template(bank.tree.head_office)
    choose(edition, bank.manager)
    tick_steps(edition.public_id, [PersonaStep.SCENES], actor=bank.manager, at=clock.now())
    middle = follow_edition(edition, title="数据派第二版")
    newest = follow_edition(middle, title="数据派第三版")
    address = reverse("choose_persona", args=[newest.public_id])
    assert set(offered(opened(manager_client))) == {address}
    manager_client.post(address)
    assert [box["value"] for box in opened(manager_client).select("input[checked]")] == ["scenes"]


def test_a_suspension_takes_it_away_and_gives_it_back(bank: Bank, manager_client: Client) -> None:
    edition = template(bank.tree.head_office)
    choose(edition, bank.manager)
    suspend_edition(edition)
    assert POST not in opened(manager_client).text
    resume_edition(edition)
    assert POST in opened(manager_client).text


def test_of_a_branch_beside_nothing_is_told_or_chosen(bank: Bank, manager_client: Client) -> None:
    foreign = template(bank.tree.west, title="西城人设")
    page = opened(manager_client)
    assert offered(page) == []
    assert "西城" not in page.text
    assert manager_client.post(reverse("choose_persona", args=[foreign.public_id])).status_code == 404
    assert not ChosenPersona.objects.exists()


def test_after_a_move_to_another_branch_it_is_no_longer_there(bank: Bank, manager_client: Client) -> None:
    choose(template(bank.tree.east), bank.manager)
    User.objects.filter(pk=bank.manager.pk).update(branch=bank.tree.west)
    page = opened(manager_client)
    assert "已不再供你所在的网点使用" in page.text
    assert POST not in page.text


def test_another_kind_is_no_persona(bank: Bank) -> None:
    with pytest.raises(Edition.DoesNotExist):
        choose(issue_of_kind(FAQ.code, bank.tree.head_office), bank.manager)


def test_only_managers_have_one(bank: Bank) -> None:
    edition, editor = template(bank.tree.head_office), UserFactory(editor=True, branch=bank.tree.east)
    with pytest.raises(Refused):
        choose(edition, editor)
    with pytest.raises(Refused):
        tick_steps(edition.public_id, [], actor=editor, at=clock.now())
    assert not ChosenPersona.objects.exists()


def test_a_preference_stands_in_no_ledger(bank: Bank) -> None:
    edition = template(bank.tree.head_office)
    before = LedgerRecord.objects.count()
    choose(edition, bank.manager)
    tick_steps(edition.public_id, [PersonaStep.SCENES], actor=bank.manager, at=clock.now())
    assert LedgerRecord.objects.count() == before


def test_everybody_has_his_own(bank: Bank, manager_client: Client) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    choose(template(bank.tree.head_office), colleague)
    assert persona_of(bank.manager) is None
    assert POST not in opened(manager_client).text


def test_the_twelve_stand_in_their_order(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    for code in (PersonaType.WARM_VOLUNTEER, PersonaType.THOUGHTFUL_SISTER, PersonaType.HARD_DATA):
        body = BODIES["persona_template"](frozen_clock.at, None)
        body[0]["value"]["persona_type"] = code
        template(bank.tree.head_office, body=body)
    names = [name.text for name in opened(manager_client).select(".template__name")]
    assert names == [
        str(PersonaType(code).label) for code in ("thoughtful_sister", "hard_data", "warm_volunteer")
    ]


def test_many_cost_no_more(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    choose(template(bank.tree.head_office), bank.manager)
    with django_assert_num_queries(9) as one:
        opened(manager_client)
    for _edition in range(19):
        template(bank.tree.head_office)
    with django_assert_num_queries(len(one)):
        opened(manager_client)
