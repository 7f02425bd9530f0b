from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.kinds import PRODUCT_ANALYSIS
from core import immutability
from review.models import Candidate, Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import pull_edition
from tests.factories.partner import ISSUER, make_partner_piece
from tests.factories.people import UserFactory
from tests.factories.review import (
    issue_edition,
    make_component,
    recall_edition,
    resume_edition,
    suspend_edition,
)

HTMX = {"HX-Request": "true"}


def address(edition: Edition) -> str:
    return reverse("edition", args=[edition.public_id])


def test_it_shows_what_the_customer_will_see(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        texts={
            "moments": "朋友圈的文案。以上信息仅供参考，不构成任何投资建议。",
            "group": "社群的文案。以上信息仅供参考，不构成任何投资建议。",
        },
    )
    page = manager_client.get(address(edition), {"channel": "group"}).content.decode()
    preview = page[page.index("channel__preview") : page.index('class="whole"')]
    assert "社群的文案" in preview
    assert "朋友圈的文案" not in preview
    assert edition.number in page


def test_a_tab_is_a_partial(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    partial = manager_client.get(address(edition), {"channel": "group"}, headers=HTMX).content.decode()
    assert "<html" not in partial
    assert 'name="channel" value="group"' in partial


def test_the_only_segment_is_chosen_already_and_no_other_offered(bank: Bank, manager_client: Client) -> None:
    one = manager_client.get(address(issue_edition(branch=bank.tree.head_office, segments=["payroll"])))
    assert 'value="payroll" required checked' in one.content.decode()
    assert 'value="elderly"' not in one.content.decode()
    two = issue_edition(branch=bank.tree.head_office, segments=["payroll", "elderly"])
    assert "checked" not in manager_client.get(address(two)).content.decode()


def test_full_segments_cannot_be_chosen(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, segments=["payroll", "elderly"])
    for _number in range(settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY):
        pull_edition(edition, bank.manager, segment="payroll")
    page = manager_client.get(address(edition)).content.decode()
    assert 'value="payroll" required disabled' in page
    assert 'value="elderly" required checked' in page
    for _number in range(settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY):
        pull_edition(edition, bank.manager, segment="elderly")
    assert "request_key" not in manager_client.get(address(edition)).content.decode()


def test_high_risk_says_why_and_opens_one_to_one(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        kind=PRODUCT_ANALYSIS.code,
        risk="R4",
        texts={"one_to_one": "风险等级R4。理财非存款、产品有风险、投资须谨慎。"},
    )
    locked = manager_client.get(address(edition), {"channel": "moments"}).content.decode()
    assert "notice--locked" in locked
    assert "request_key" not in locked
    assert 'name="channel" value="one_to_one"' in manager_client.get(address(edition)).content.decode()


def test_a_key_of_another_branch_tells_nothing(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west)
    ended = issue_edition(branch=bank.tree.west)
    recall_edition(ended)
    answers = {manager_client.get(address(one)).status_code for one in (foreign, ended)}
    unknown = manager_client.get(reverse("edition", args=[uuid4()]))
    assert answers | {unknown.status_code} == {404}


def test_what_is_scheduled_does_not_exist_yet(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(branch=bank.tree.head_office, valid_from=frozen_clock.at + timedelta(hours=2))
    assert manager_client.get(address(edition)).status_code == 404
    frozen_clock.advance(hours=2)
    assert manager_client.get(address(edition)).status_code == 200


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_recalled_or_has_expired_is_gone_without_a_word_of_it(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock, headers: dict[str, str]
) -> None:
    recalled = issue_edition(branch=bank.tree.head_office, title="不再出现的标题")
    expired = issue_edition(
        branch=bank.tree.head_office, title="不再出现的标题", valid_until=frozen_clock.at + timedelta(hours=1)
    )
    recall_edition(recalled)
    frozen_clock.advance(hours=1)
    for edition in (recalled, expired):
        response = manager_client.get(address(edition), headers=headers)
        assert response.status_code == 410
        assert "不再出现的标题" not in response.content.decode()


def test_a_superseded_edition_leads_to_its_successor(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    component = make_component(branch=bank.tree.head_office)
    first = issue_edition(component=component)
    frozen_clock.advance(minutes=1)
    component.refresh_from_db()
    component.title = "新版"
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    component.refresh_from_db()
    second = issue_edition(component=component)
    response = manager_client.get(address(first))
    assert response.status_code == 410
    assert address(second) in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_tampered_bytes_are_not_shown(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, title="原来的标题")
    immutability.uninstall(connection)
    Candidate.objects.update(document=bytes(edition.candidate.document).replace(b"schema", b"sxhema"))
    immutability.install(connection)
    assert manager_client.get(address(edition)).status_code == 404
    assert "原来的标题" not in manager_client.get("/search/").content.decode()


def test_queries_do_not_grow(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short = issue_edition(
        branch=bank.tree.head_office, texts={"moments": "短。以上信息仅供参考，不构成任何投资建议。"}
    )
    long = issue_edition(
        branch=bank.tree.head_office, segments=["credit_card", "payroll", "elderly", "neighbourhood"]
    )
    counts = []
    for edition in (short, long):
        manager_client.get(address(edition))  # the first look is noted
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            manager_client.get(address(edition))
        counts.append(len(captured))
    assert counts == [14, 14]


HIDDEN = "暂停后不可见的文字。以上信息仅供参考，不构成任何投资建议。"


def test_a_suspended_piece_says_why_and_comes_back(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": HIDDEN})
    foreign = issue_edition(branch=bank.tree.west)
    for one in (edition, foreign):
        suspend_edition(one, reason="活动页面打不开，核实中。")
    answer = manager_client.get(reverse("edition", args=[edition.public_id]))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "活动页面打不开，核实中。" in page
    assert HIDDEN not in page
    assert manager_client.get(reverse("edition", args=[foreign.public_id])).status_code == 404
    resume_edition(edition)
    assert manager_client.get(reverse("edition", args=[edition.public_id])).status_code == 200


def test_partner_material_names_its_source_and_nothing_more(bank: Bank, manager_client: Client) -> None:
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    edition = issue_edition(component=make_partner_piece(editor=editor))
    shown = manager_client.get(address(edition)).content.decode()
    assert f"<dt>来源</dt><dd>{ISSUER}</dd>" in shown
    assert edition.content["partner"]["approval_number"] not in shown
    own = manager_client.get(address(issue_edition(branch=bank.tree.head_office))).content.decode()
    assert "<dt>来源</dt>" not in own
