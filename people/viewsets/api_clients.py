"""Other systems and their tokens, for administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.actions import Conflict, Refused
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.actions.revoke_api_token import revoke_api_token
from people.enums import Role, Scope
from people.models import ApiClient
from people.portal.signing import SignedForm
from people.queries import authority
from people.queries.api_tokens import clients_with_counts
from people.queries.signing import authenticated_at, note_authentication
from people.viewsets.api_forms import AddClientForm, IssueTokenForm, RevokeTokenForm

LIST_URL = reverse_lazy("api_clients:index")
MOST_SHOWN = 200


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
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
            {"url": LIST_URL, "label": _("Connected systems")},
            {"url": "", "label": self.get_page_title()},
        ]


class ClientListView(AdministratorView):
    http_method_names = ["get"]
    template_name = "people/api/list.html"
    page_title = gettext_lazy("Connected systems")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:2]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"clients": clients_with_counts(self.at)[:MOST_SHOWN]} | super().get_context_data(**kwargs)


class AddClientView(AdministratorView):
    http_method_names = ["get", "post"]
    template_name = "people/api/add.html"
    page_title = gettext_lazy("Connect a system")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.signed(AddClientForm, request.POST)
        if self.is_administrator() and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        said = form.cleaned_data if self.is_administrator() else dict.fromkeys(("name", "branch", "contact"))
        try:
            made = add_api_client(
                said["name"], branch=said["branch"], contact=said["contact"], **self.signature(form)
            )
        except Conflict as conflict:
            form.add_error("name", conflict.words)
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("api_clients:client", made.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.signed(AddClientForm)} | super().get_context_data(**kwargs)


class ClientView(AdministratorView):
    """One system: its tokens, and a form for another."""

    http_method_names = ["get"]
    template_name = "people/api/client.html"

    @cached_property
    def client(self) -> ApiClient:
        clients = ApiClient.objects.select_related("branch")
        return get_object_or_404(clients, public_id=self.kwargs["public_id"])

    def get_page_title(self) -> str:
        return str(self.client)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tokens = [(token, token.holds(self.at)) for token in self.client.tokens.all()[:MOST_SHOWN]]
        context = {
            "api_client": self.client,
            "tokens": tokens,
            "form": self.signed(IssueTokenForm),
            "revoke_form": self.signed(RevokeTokenForm),
            "back": LIST_URL,
        }
        return context | super().get_context_data(**kwargs)


class IssueTokenView(ClientView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the token in this one answer: it is kept nowhere."""
        form = self.signed(IssueTokenForm, request.POST)
        if self.is_administrator() and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        said = form.cleaned_data if self.is_administrator() else {"scopes": [], "days": 0}
        scopes = [Scope(scope) for scope in said["scopes"]]
        text = issue_api_token(self.client, scopes=scopes, days=said["days"], **self.signature(form))
        return self.render_to_response(self.get_context_data(text=text))


class RevokeTokenView(ClientView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, token_id: int, **kwargs: Any) -> HttpResponse:
        form = self.signed(RevokeTokenForm, request.POST)
        if self.is_administrator() and not form.is_valid():
            return self.render_to_response(self.get_context_data(revoke_form=form))
        get_object_or_404(self.client.tokens, pk=token_id)
        token = revoke_api_token(token_id, **self.signature(form))
        words = _("Revoked. %(prefix)s… opens nothing any more.") % {"prefix": token.prefix}
        messages.success(request, words)
        return redirect(reverse("api_clients:client", args=[self.client.public_id]))


class ClientsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.ADMINISTRATOR in request.user.roles


class ApiClientViewSet(ViewSet):
    """List, one system, and the three verbs."""

    name = "api_clients"
    url_prefix = "api-clients"
    icon = "link"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Connected systems")
    menu_name = "api_clients"
    menu_order = 815
    menu_item_class = ClientsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ClientListView.as_view(), name="index"),
            path("add/", AddClientView.as_view(), name="add"),
            path("<uuid:public_id>/", ClientView.as_view(), name="client"),
            path("<uuid:public_id>/issue/", IssueTokenView.as_view(), name="issue"),
            path("<uuid:public_id>/revoke/<int:token_id>/", RevokeTokenView.as_view(), name="revoke"),
        ]
