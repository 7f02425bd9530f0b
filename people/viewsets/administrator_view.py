"""What the pages of connected systems and their webhooks have in common."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import clock
from core.actions import Refused
from core.breadcrumbs import HOME
from people.enums import Role
from people.portal.signing import SignedForm
from people.queries import authority
from people.queries.signing import authenticated_at, note_authentication

LIST_URL = reverse_lazy("api_clients:index")


class AdministratorView(WagtailAdminTemplateMixin, TemplateView):
    """For administrators. Reading is refused here, changing by the action, on record."""

    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        try:
            if request.method in {"GET", "HEAD"}:
                authority.require_role(request.user, {Role.ADMINISTRATOR}, subject="api")
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:  # Wagtail would send whoever is refused home, and not say this
            return render(request, "core/refused.html", {"words": refusal.words}, status=403)

    def signed(self, form_class: type[SignedForm], data: Any = None) -> Any:
        return form_class(
            data, user=self.request.user, authenticated_at=authenticated_at(self.request.session), at=self.at
        )

    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.request.user.roles

    def signature(self, form: SignedForm) -> dict[str, Any]:
        """Return who signs and when, as the actions take it; a password given now is good for minutes."""
        if self.is_administrator() and form.asks_for_password:
            note_authentication(self.request.session, self.at)
        signed_at = form.signed_at if self.is_administrator() else None
        return {"actor": self.request.user, "authenticated_at": signed_at, "at": self.at}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": LIST_URL, "label": _("Connected systems")},
            {"url": "", "label": self.get_page_title()},
        ]
