"""Thin Celery tasks of this room."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from core import clock
from people.actions.forget_deliveries import forget_deliveries


@shared_task
def forget_expired_sessions() -> None:
    SessionStore.clear_expired()


@shared_task
def forget_old_deliveries() -> int:
    return forget_deliveries(clock.now())
