"""Marks on the page of a case."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review.enums import LabelOrigin
from review.models import Case, LabelledSentence
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.labelled import LabelledFactory
from tests.factories.people import UserFactory
from tests.factories.review import officer_for, open_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

WARNED = {"moments": f"大家早上好。限时抢购。{WEALTH_DISCLOSURES}"}


@pytest.fixture
def case() -> Case:
    return open_case(kind="product_analysis", texts=WARNED)


def page_of(case: Case) -> str:
    return reverse("review_case:case", args=[case.public_id])


def alarm(case: Case, **changes: str) -> dict[str, str]:
    finding = case.candidate.screening.outcome.warnings[0]
    return {"finding": finding.key, "reason": "活动规则已写明。"} | changes


def test_an_officer_marks_a_false_alarm_beside_its_finding(client: Client, case: Case) -> None:
    client.force_login(officer_for(case.branch))
    assert "False alarm?" in client.get(page_of(case)).content.decode()
    response = client.post(
        reverse("review_marks:false_alarm", args=[case.public_id]), alarm(case), follow=True
    )
    page = response.content.decode()
    assert response.redirect_chain == [(page_of(case), 302)]
    assert "Marked as a false alarm" in page
    assert "活动规则已写明。" in page
    assert LabelledSentence.objects.get().origin == LabelOrigin.FALSE_ALARM


def test_without_a_reason_nothing_is_marked_and_it_is_said(client: Client, case: Case) -> None:
    client.force_login(officer_for(case.branch))
    response = client.post(
        reverse("review_marks:false_alarm", args=[case.public_id]), alarm(case, reason=" ")
    )
    assert response.status_code == 400
    assert "Say in a few words why it is a false alarm." in response.content.decode()
    assert not LabelledSentence.objects.exists()


def test_what_was_missed_keeps_what_was_typed_until_it_is_right(client: Client, case: Case) -> None:
    client.force_login(officer_for(case.branch))
    address = reverse("review_marks:missed", args=[case.public_id])
    given = {
        "missed-text": "不在里面的话",
        "missed-wanted": "warn",
        "missed-rule": "",
        "missed-category": "渠道",
        "missed-reason": "不应群发。",
    }
    wrong = client.post(address, given)
    assert wrong.status_code == 400
    assert "This sentence does not stand in the piece." in wrong.content.decode()
    assert "不应群发。" in wrong.content.decode()
    for changes in ({"missed-rule": "XXX-999"}, {"missed-category": ""}, {"missed-reason": ""}):
        assert client.post(address, given | changes).status_code == 400
    assert not LabelledSentence.objects.exists()
    right = client.post(address, given | {"missed-text": "大家早上好"}, follow=True)
    assert "Marked as missed" in right.content.decode()
    assert LabelledSentence.objects.get().text == "大家早上好"


def test_readers_see_marks_and_are_offered_none(client: Client, case: Case) -> None:
    finding = case.candidate.screening.outcome.warnings[0]
    LabelledFactory(case=case, finding=finding.key, origin=LabelOrigin.FALSE_ALARM, reason="写明了。")
    client.force_login(UserFactory(auditor=True, branch=case.branch.get_root()))
    page = client.get(page_of(case)).content.decode()
    assert "写明了。" in page
    assert "False alarm?" not in page
    assert "Was something missed?" not in page


def test_marks_cost_the_same_queries_however_many_there_are(client: Client, case: Case) -> None:
    client.force_login(officer_for(case.branch))
    client.get(page_of(case))
    counts = []
    for count in (1, 19):
        LabelledFactory.create_batch(count, case=case, origin=LabelOrigin.MISSED)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page_of(case))
        counts.append(len(queries))
    assert counts[0] == counts[1]
