from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core.schedule import recurring
from people.tasks import forget_expired_sessions
from tests.factories.people import UserFactory


@pytest.mark.django_db
def test_sessions_that_are_over_do_not_pile_up() -> None:
    for _number in range(2):
        Client().force_login(UserFactory())
    over = Session.objects.first()
    assert over is not None
    Session.objects.filter(pk=over.pk).update(expire_date=timezone.localtime() - timedelta(seconds=1))
    forget_expired_sessions.apply()
    assert not Session.objects.filter(pk=over.pk).exists()
    assert Session.objects.count() == 1
    assert forget_expired_sessions.name in {one.task.name for one in recurring()}
