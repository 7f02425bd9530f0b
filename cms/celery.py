"""The Celery application: the same task bodies that `manage.py work` runs without a broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")

app = Celery("armoury")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
