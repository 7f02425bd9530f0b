"""Methods that no page uses are refused before any view works."""

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Component
from tests.factories.content import MorningBriefFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["put", "delete", "trace"])
def test_a_delete_page_does_not_act_on_other_methods(client: Client, method: str) -> None:
    component = MorningBriefFactory(created_by=UserFactory(editor=True))
    client.force_login(component.created_by)
    response = getattr(client, method)(reverse("content_morning_brief:delete", args=[component.pk]))
    assert response.status_code == 405
    assert Component.objects.filter(pk=component.pk).exists()


def test_a_dismissed_notice_is_kept(client: Client) -> None:
    client.force_login(UserFactory(editor=True))
    response = client.patch("/admin/dismissibles/", '{"notice": true}', content_type="application/json")
    assert response.status_code == 200
