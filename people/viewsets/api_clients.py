"""Other systems and their tokens, for administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from core.actions import Conflict
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.actions.revoke_api_token import revoke_api_token
from people.enums import Role, Scope
from people.models import ApiClient
from people.queries.api_tokens import clients_with_counts, signing_secret
from people.viewsets.administrator_view import LIST_URL, AdministratorView
from people.viewsets.api_forms import AddClientForm, IssueTokenForm, RevokeTokenForm
from people.viewsets.webhooks import webhook_urls

MOST_SHOWN = 200


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
            "webhooks": self.client.webhooks.present(),
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
        secret = signing_secret(text) if Scope.EVENTS_WRITE in scopes else ""
        return self.render_to_response(self.get_context_data(text=text, secret=secret))


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
            *webhook_urls(),
        ]
