"""Screening of the saved draft, in its own form."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from content.queries.freezing import document_of
from core.domain import canonical
from review.panels import findings
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.review import make_component

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


def test_a_clean_draft_is_called_so(client: Client) -> None:
    component = make_component()
    client.force_login(component.created_by)
    page = client.get(reverse("content_morning_brief:edit", args=[component.pk])).content.decode()
    assert "Screening found nothing." in page


def test_the_same_bytes_are_screened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(make_component(kind="product_analysis", texts=BLOCKED))
    runs: list[str] = []
    original = findings.screen_document

    def counted(asked: object) -> object:
        runs.append("run")
        return original(asked)

    monkeypatch.setattr(findings, "screen_document", counted)
    first = findings.screened(document)
    assert findings.screened(document) == first
    assert len(runs) == 1
    findings.screened(document | {"title": "另一个标题"})
    assert len(runs) == 2
