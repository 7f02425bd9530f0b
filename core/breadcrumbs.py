"""The beginning of every path of pages in the admin."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}
