"""Addresses: the portal at the root, Wagtail's admin, media behind checked views."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.errors import not_here
from core.health import live, ready

handler400 = "cms.errors.bad_request"
handler403 = "cms.errors.permission_denied"
handler404 = "cms.errors.page_not_found"
handler500 = "cms.errors.server_error"

WITHOUT_PAGES = ("pages", "reports", "workflows", "collections", "sites", "locales")
"""Parts of Wagtail's admin that are about pages, or tell of every branch at once. They are not here."""

urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    *(path(f"admin/{part}/<path:rest>", not_here) for part in WITHOUT_PAGES),
    *(path(f"admin/{part}/", not_here) for part in WITHOUT_PAGES),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("language/", set_language, name="set_language"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include("distribution.urls")),
]
