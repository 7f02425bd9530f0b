"""Thin Celery tasks of this room."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task
def forget_expired_sessions() -> None:
    SessionStore.clear_expired()
