"""Composition: settings, addresses, Celery. It must be imported before Django opens a database."""

from cms.sqlite import use_bundled_sqlite

use_bundled_sqlite()

from cms.celery import app as celery_app  # noqa: E402  (Celery loads settings, which need the SQLite chosen above)

__all__ = ["celery_app"]
