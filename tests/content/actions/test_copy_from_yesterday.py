"""Copy from yesterday: structure kept, figures gone, and only by those who may write."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from content.actions.copy_from_yesterday import copy_from_yesterday
from content.domain.figures import count_empty
from content.enums import ComponentState
from content.models import Component, Fact, MorningBrief
from core.actions import Refused
from core.models import LedgerRecord
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import (
    FactFactory,
    ImageFactory,
    MorningBriefFactory,
    ProductAnalysisFactory,
    brief_body,
)
from tests.factories.people import BranchTree, UserFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
YESTERDAY = datetime(2026, 3, 2, 7, 30, tzinfo=SHANGHAI)
TODAY = datetime(2026, 3, 3, 7, 0, tzinfo=SHANGHAI)


@pytest.fixture
def yesterdays(editor: User) -> MorningBrief:
    return MorningBriefFactory(
        created_by=editor,
        at=YESTERDAY,
        market_day=date(2026, 3, 2),
        title="晨间财经早报 3月2日 周一",
        pictures=[ImageFactory(branch=editor.branch)],
    )


def test_structure_stays_and_figures_go(yesterdays: MorningBrief, editor: User) -> None:
    draft = copy_from_yesterday(yesterdays, actor=editor, at=TODAY)
    saved = MorningBrief.objects.get(pk=draft.pk)
    assert saved.title == "晨间财经早报 3月3日 周二"
    assert saved.body[0].value["market_date"] == date(2026, 3, 3)
    assert [indicator["name"] for indicator in saved.body[1].value] == ["上证指数", "深证成指"]
    assert [indicator["source"] for indicator in saved.body[1].value] == ["示范行情中心", "示范行情中心"]
    for indicator in saved.body[1].value:
        assert (indicator["value"], indicator["change"], indicator["as_of"]) == (None, None, None)
    assert count_empty(saved.body.get_prep_value(), saved.declaration.figures) == 6
    assert saved.channels.get_prep_value() == yesterdays.channels.get_prep_value()


def test_block_ids_are_kept_so_that_changes_can_be_shown(yesterdays: MorningBrief, editor: User) -> None:
    draft = copy_from_yesterday(yesterdays, actor=editor, at=TODAY)
    assert [block.id for block in draft.body] == [block.id for block in yesterdays.body]
    assert [item.id for item in draft.body[1].value.bound_blocks] == [
        item.id for item in yesterdays.body[1].value.bound_blocks
    ]


def test_the_draft_is_the_actors_own(yesterdays: MorningBrief, tree: BranchTree) -> None:
    colleague = UserFactory(editor=True, branch=tree.head_office)
    draft = copy_from_yesterday(yesterdays, actor=colleague, at=TODAY)
    saved = MorningBrief.objects.get(pk=draft.pk)
    assert (saved.branch, saved.created_by, saved.copied_from_id) == (
        tree.head_office,
        colleague,
        yesterdays.pk,
    )
    assert (saved.state, saved.live) == (ComponentState.DRAFT, False)
    assert saved.latest_revision.user == colleague
    assert (saved.valid_from, saved.valid_until) == (TODAY, datetime(2026, 3, 4, tzinfo=SHANGHAI))
    assert saved.public_id != yesterdays.public_id


def test_a_piece_in_review_may_be_copied(yesterdays: MorningBrief, editor: User) -> None:
    Component.objects.update(state=ComponentState.IN_REVIEW)
    draft = copy_from_yesterday(MorningBrief.objects.get(), actor=editor, at=TODAY)
    assert draft.state == ComponentState.DRAFT


def test_the_day_is_the_business_day(yesterdays: MorningBrief, editor: User) -> None:
    late_in_london = datetime(2026, 3, 2, 23, 0, tzinfo=ZoneInfo("Europe/London"))
    draft = copy_from_yesterday(yesterdays, actor=editor, at=late_in_london)
    assert draft.body[0].value["market_date"] == date(2026, 3, 3)


@pytest.mark.parametrize("role", ["officer", "lead", "operator", "auditor", "manager", "administrator"])
def test_others_are_refused_and_recorded(role: str, yesterdays: MorningBrief, tree: BranchTree) -> None:
    with pytest.raises(Refused) as refusal:
        copy_from_yesterday(yesterdays, actor=UserFactory(branch=tree.head_office, **{role: True}), at=TODAY)
    assert refusal.value.rule == "role"
    assert MorningBrief.objects.count() == 1
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


@pytest.mark.parametrize("branch", ["west", "east_sub"])
def test_an_editor_of_another_branch_is_refused(
    branch: str, yesterdays: MorningBrief, tree: BranchTree
) -> None:
    with pytest.raises(Refused) as refusal:
        copy_from_yesterday(
            yesterdays, actor=UserFactory(editor=True, branch=getattr(tree, branch)), at=TODAY
        )
    assert refusal.value.rule == "branch"
    assert MorningBrief.objects.count() == 1


def test_a_kind_without_figures_is_refused(editor: User) -> None:
    analysis = ProductAnalysisFactory(created_by=editor)
    with pytest.raises(Refused) as refusal:
        copy_from_yesterday(analysis, actor=editor, at=TODAY)
    assert refusal.value.rule == "kind"


def test_one_press_opens_the_new_draft_with_its_empty_figures_named(
    yesterdays: MorningBrief, editor: User, frozen_clock: object
) -> None:
    client = signed_in(editor)
    address = reverse("content_morning_brief:copy_from_yesterday", args=[yesterdays.pk])
    assert client.get(address).status_code == 405
    response = client.post(address)
    draft = MorningBrief.objects.exclude(pk=yesterdays.pk).get()
    opened = reverse("content_morning_brief:edit", args=[draft.pk])
    assert response.headers["Location"] == opened
    page = client.get(opened).content.decode()
    assert 'data-emptied-figures="as_of change market_date value"' in page
    filled = form_data(draft, body=brief_body(date(2026, 3, 2), YESTERDAY + timedelta(hours=1)))
    assert client.post(opened, filled).status_code == 302
    assert (
        count_empty(MorningBrief.objects.get(pk=draft.pk).body.get_prep_value(), draft.declaration.figures)
        == 0
    )


def test_the_button_stands_where_a_kind_has_figures(yesterdays: MorningBrief, editor: User) -> None:
    analysis = ProductAnalysisFactory(created_by=editor)
    client = signed_in(editor)
    address = reverse("content_morning_brief:copy_from_yesterday", args=[yesterdays.pk])
    for page in (
        reverse("content_morning_brief:list"),
        reverse("content_morning_brief:edit", args=[yesterdays.pk]),
    ):
        assert f'data-w-action-url-value="{address}"' in client.get(page).content.decode()
    for page in (
        reverse("content_product_analysis:list"),
        reverse("content_product_analysis:edit", args=[analysis.pk]),
    ):
        assert "copy-from-yesterday" not in client.get(page).content.decode()


def shanghai(**fields: object) -> Fact:
    told = {
        "subject": "上证指数",
        "label": "收盘",
        "value": "3,012.50",
        "unit": "点",
        "as_of": date(2026, 3, 2),
    }
    ends = {"expires_on": date(2026, 3, 6), "source": "示范行情中心"}
    return FactFactory(**{"product": None, **told, **ends, **fields})


def citing(brief: MorningBrief, fact: Fact) -> MorningBrief:
    raw = brief.body.get_prep_value()
    raw[1]["value"][0]["value"] |= {"fact": fact.pk}
    brief.body = raw
    brief.save()
    brief.save_revision(user=brief.created_by, clean=False)
    return brief


def test_the_newest_value_takes_the_place_of_the_fact(yesterdays: MorningBrief, editor: User) -> None:
    old = shanghai()
    new = shanghai(value="3,020.10", as_of=date(2026, 3, 3), source="示范交易所")
    draft = copy_from_yesterday(citing(yesterdays, old), actor=editor, at=TODAY)
    first, second = MorningBrief.objects.get(pk=draft.pk).body[1].value
    assert first["fact"] == new
    assert (first["value"], first["unit"], first["source"]) == (Decimal("3020.10"), "点", "示范交易所")
    assert first["as_of"].astimezone(SHANGHAI).date() == date(2026, 3, 3)
    assert first["change"] is None
    assert (second["fact"], second["value"]) == (None, None)


def test_a_fact_without_a_newer_value_is_kept_as_long_as_it_is_good(
    yesterdays: MorningBrief, editor: User
) -> None:
    fact = shanghai()
    draft = copy_from_yesterday(citing(yesterdays, fact), actor=editor, at=TODAY)
    first = MorningBrief.objects.get(pk=draft.pk).body[1].value[0]
    assert (first["fact"], first["value"]) == (fact, Decimal("3012.50"))


def test_an_expired_fact_stays_for_the_editor_to_replace_but_fills_nothing(
    yesterdays: MorningBrief, editor: User
) -> None:
    fact = shanghai(expires_on=date(2026, 3, 2))
    draft = copy_from_yesterday(citing(yesterdays, fact), actor=editor, at=TODAY)
    first = MorningBrief.objects.get(pk=draft.pk).body[1].value[0]
    assert (first["fact"], first["value"], first["as_of"]) == (fact, None, None)
