"""Screening of the saved draft, in its own form."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from content.queries.freezing import document_of
from core.domain import canonical
from review.queries.screened import screened
from review.queries.writing import MOST_SHOWN
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.review import make_component, submit_component
from tests.factories.rules import spoil_rules

pytestmark = pytest.mark.django_db

BLOCKED = {"moments": f"保证收益。{WEALTH_DISCLOSURES}"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def test_a_finding_links_to_its_block(client: Client) -> None:
    component = make_component(kind="product_analysis", texts=BLOCKED)
    document = document_of(component.latest_revision.as_object())
    client.force_login(component.created_by)
    page = client.get(reverse("content_product_analysis:edit", args=[component.pk])).content.decode()
    assert f'href="#block-{document["channels"][0]["id"]}-section"' in page
    assert f'data-content-sha256="{canonical.sha256(canonical.encode(document))}"' in page
    assert '<mark class="desk-mark desk-mark--block">保证收益<sup>1</sup></mark>' in page


def test_under_rules_that_were_changed_one_can_still_write(client: Client) -> None:
    component = make_component(kind="product_analysis", texts=BLOCKED)
    spoil_rules()
    client.force_login(component.created_by)
    answer = client.get(reverse("content_product_analysis:edit", args=[component.pk]))
    assert answer.status_code == 200
    assert "no longer those that were activated" in answer.content.decode()


def test_a_clean_draft_is_called_so(client: Client) -> None:
    component = make_component()
    client.force_login(component.created_by)
    page = client.get(reverse("content_morning_brief:edit", args=[component.pk])).content.decode()
    assert "Screening found nothing." in page


def test_a_new_form_and_a_draft_are_screened_as_one_writes(client: Client) -> None:
    component = make_component()
    client.force_login(component.created_by)
    for page, address in (
        (reverse("content_faq:add"), reverse("review_writing:new", args=["faq"])),
        (
            reverse("content_morning_brief:edit", args=[component.pk]),
            reverse("review_writing:piece", args=[component.public_id]),
        ),
    ):
        shown = client.get(page).content.decode()
        assert f'data-review-writing-address-value="{address}"' in shown
        assert "review/writing.js" in shown


def test_what_is_in_review_is_not_screened_again_and_again(client: Client) -> None:
    component = make_component(title="早报在审")
    submit_component(component)
    client.force_login(component.created_by)
    page = client.get(reverse("content_morning_brief:edit", args=[component.pk])).content.decode()
    assert "Screening found nothing." in page
    assert "data-review-writing-address-value" not in page
    assert "review/writing.js" not in page


def test_more_findings_than_anybody_reads_are_counted(client: Client) -> None:
    component = make_component(kind="product_analysis", texts={"moments": "保证收益。" * 150})
    client.force_login(component.created_by)
    page = client.get(reverse("content_product_analysis:edit", args=[component.pk])).content.decode()
    assert page.count('id="finding-') == MOST_SHOWN
    found = len(screened(document_of(component)).findings)
    assert f"{found - MOST_SHOWN} more findings are counted and not shown" in page
