"""What a writer says to the warnings stays with the draft."""

import json
from typing import Any

import pytest
from django.urls import reverse

from content.models import Component
from core.actions import Refused
from core.models import LedgerRecord
from review.actions.keep_justifications import keep_justifications
from review.actions.prepare import prepare
from review.forms.submission import field_name
from review.models import DraftJustification
from review.queries.justifications import kept_justifications
from tests.content.posting import form_data, signed_in
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import make_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

NAME, WORDS = "why-C-001-ab", "募集期以说明书为准。"


@pytest.fixture
def component() -> Component:
    return make_component(branch=branch_tree().east, kind="product_analysis", texts={"moments": "早安。"})


def test_the_newest_words_stay_and_none_take_them_away(component: Component) -> None:
    keep_justifications(component, {NAME: "先写的"}, actor=component.created_by)
    keep_justifications(component, {NAME: f" {WORDS} ", "why-b": "  "}, actor=component.created_by)
    assert kept_justifications(component) == {NAME: WORDS}
    keep_justifications(component, {NAME: ""}, actor=component.created_by)
    assert not DraftJustification.objects.exists()


@pytest.mark.parametrize(("role", "branch"), [("editor", "west"), ("officer", "east"), ("manager", "east")])
def test_others_keep_nothing_and_the_attempt_is_on_record(role: str, branch: str) -> None:
    tree = branch_tree()
    component = make_component(branch=tree.east)
    other = UserFactory(**{role: True}, branch=getattr(tree, branch))
    with pytest.raises(Refused):
        keep_justifications(component, {NAME: WORDS}, actor=other)
    assert not DraftJustification.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


def saved(component: Component, **fields: Any) -> int:
    address = reverse("content_product_analysis:edit", args=[component.pk])
    data = form_data(component) | {"justifications": json.dumps({NAME: WORDS})} | fields
    return signed_in(component.created_by).post(address, data).status_code


def test_saving_the_form_keeps_them_and_an_older_form_leaves_them(component: Component) -> None:
    assert saved(component) == 302
    assert kept_justifications(component) == {NAME: WORDS}
    component = Component.objects.select_related("created_by", "branch").get(pk=component.pk)
    address = reverse("content_product_analysis:edit", args=[component.pk])
    assert signed_in(component.created_by).post(address, form_data(component)).status_code == 302
    assert kept_justifications(component) == {NAME: WORDS}


def test_a_form_that_is_not_saved_keeps_nothing_and_loses_nothing(component: Component) -> None:
    assert saved(component, title="题" * 200) == 200
    assert not DraftJustification.objects.exists()


def test_the_form_shows_what_was_kept(component: Component) -> None:
    keep_justifications(component, {NAME: WORDS}, actor=component.created_by)
    address = reverse("content_product_analysis:edit", args=[component.pk])
    page = signed_in(component.created_by).get(address).content.decode()
    assert WORDS in page


def test_the_submission_page_is_filled_in() -> None:
    component = make_component(kind="product_analysis", texts={"moments": f"限时抢购。{WEALTH_DISCLOSURES}"})
    finding = prepare(component, component.created_at).screening.warnings[0]
    keep_justifications(component, {field_name(finding): WORDS}, actor=component.created_by)
    answer = signed_in(component.created_by).get(reverse("review_submit:submit", args=[component.public_id]))
    assert answer.context["form"][field_name(finding)].value() == WORDS
