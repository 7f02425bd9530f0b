"""Addresses: the portal at the root, Wagtail's admin, media behind checked views."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.errors import not_here
from core.health import live, ready
from people.portal.login import DoorView
from people.portal.logout import ClearingLogoutView

handler400 = "cms.errors.bad_request"
handler403 = "cms.errors.permission_denied"
handler404 = "cms.errors.page_not_found"
handler500 = "cms.errors.server_error"

WITHOUT_PAGES = (
    *("pages", "reports", "workflows", "collections", "sites", "locales", "api", "choose-page"),
    *("choose-external-link", "choose-email-link", "choose-phone-link", "choose-anchor-link"),
    *("failwhale", "test404", "bulk/wagtailcore"),
)
"""Parts of Wagtail's admin that are about pages and links, tell of every branch at once (its `api` lists all
pictures and documents to everybody at the desk), or fail on purpose. They are not here. Nor are previews of a
picture at any scale that is asked for: `scale-100000` of a small one takes all the memory there is.
"""

urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    *(path(f"admin/{part}/<path:rest>", not_here) for part in WITHOUT_PAGES),
    *(path(f"admin/{part}/", not_here) for part in WITHOUT_PAGES),
    re_path(r"^admin/images/\d+/(?:preview|generate_url)/(?P<rest>.*)$", not_here),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("cms.api_urls")),
    path("language/", set_language, name="set_language"),
    path("login/", DoorView.as_view(), name="login"),
    path("login/", DoorView.as_view(), name="account_login"),
    path("logout/", ClearingLogoutView.as_view(), name="logout"),
    path("security/", include("people.portal.urls")),
    path("", include("distribution.urls")),
]
