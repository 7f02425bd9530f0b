"""A system's webhooks in the admin: add one, its page with its log, and the verbs."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from people.actions.add_webhook import add_webhook
from people.actions.remove_webhook import remove_webhook
from people.actions.rotate_webhook_secret import rotate_webhook_secret
from people.actions.switch_on_webhook import switch_on_webhook
from people.actions.try_webhook import try_webhook
from people.enums import WebhookEvent
from people.models import ApiClient, Webhook
from people.queries.webhooks import last_deliveries
from people.viewsets.administrator_view import AdministratorView
from people.viewsets.api_forms import AddWebhookForm, WebhookVerbForm

LOG_LENGTH = 50


class OfClientView(AdministratorView):
    """Something that belongs to one system."""

    @cached_property
    def client(self) -> ApiClient:
        clients = ApiClient.objects.select_related("branch")
        return get_object_or_404(clients, public_id=self.kwargs["public_id"])

    @property
    def client_url(self) -> str:
        return reverse("api_clients:client", args=[self.client.public_id])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, systems, page = super().get_breadcrumbs_items()
        return [home, systems, {"url": self.client_url, "label": str(self.client)}, page]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"api_client": self.client, "back": self.client_url} | super().get_context_data(**kwargs)


class AddWebhookView(OfClientView):
    http_method_names = ["get", "post"]
    template_name = "people/api/webhook_add.html"
    page_title = gettext_lazy("Add a webhook")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the secret in this one answer."""
        form = self.signed(AddWebhookForm, request.POST)
        if self.is_administrator() and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        said = form.cleaned_data if self.is_administrator() else {"address": "", "events": []}
        events = [WebhookEvent(event) for event in said["events"]]
        made, secret = add_webhook(self.client, said["address"], events=events, **self.signature(form))
        return self.render_to_response(self.get_context_data(secret=secret, made=made))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.signed(AddWebhookForm)} | super().get_context_data(**kwargs)


class WebhookView(OfClientView):
    """One webhook: what it is told, what was delivered, and what can be done."""

    http_method_names = ["get"]
    template_name = "people/api/webhook.html"

    @cached_property
    def webhook(self) -> Webhook:
        return get_object_or_404(self.client.webhooks, public_id=self.kwargs["webhook_id"])

    def get_page_title(self) -> str:
        return str(self.webhook)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {
            "webhook": self.webhook,
            "deliveries": last_deliveries(self.webhook, LOG_LENGTH),
            "form": self.signed(WebhookVerbForm),
        }
        return shown | super().get_context_data(**kwargs)


class WebhookVerbView(WebhookView):
    """Does one thing to a webhook and says that it is done."""

    http_method_names = ["post"]
    do: ClassVar[Callable[..., Any]]
    words: ClassVar[Promise]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.signed(WebhookVerbForm, request.POST)
        if self.is_administrator() and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.answer(type(self).do(self.webhook.pk, **self.signature(form)))

    def answer(self, done: Any) -> HttpResponse:
        messages.success(self.request, str(self.words))
        return redirect("api_clients:webhook", self.client.public_id, self.webhook.public_id)


class RotateView(WebhookVerbView):
    do = staticmethod(rotate_webhook_secret)

    def answer(self, done: Any) -> HttpResponse:
        """Show the secret in this one answer."""
        return self.render_to_response(self.get_context_data(secret=done))


class TryView(WebhookVerbView):
    do = staticmethod(try_webhook)
    words = gettext_lazy("A test event is on its way. Reload the page in a few seconds to see the answer.")


class SwitchOnView(WebhookVerbView):
    do = staticmethod(switch_on_webhook)
    words = gettext_lazy("The webhook is on again. What was given up is delivered again from the deliveries.")


class RemoveView(WebhookVerbView):
    do = staticmethod(remove_webhook)
    words = gettext_lazy("The webhook is removed and told nothing more.")

    def answer(self, done: Any) -> HttpResponse:
        messages.success(self.request, str(self.words))
        return redirect(self.client_url)


def webhook_urls() -> list[Any]:
    """Return the addresses below a system's."""
    one = "<uuid:public_id>/webhooks/<uuid:webhook_id>/"
    return [
        path("<uuid:public_id>/webhooks/add/", AddWebhookView.as_view(), name="webhook_add"),
        path(one, WebhookView.as_view(), name="webhook"),
        path(f"{one}rotate/", RotateView.as_view(), name="webhook_rotate"),
        path(f"{one}try/", TryView.as_view(), name="webhook_try"),
        path(f"{one}switch-on/", SwitchOnView.as_view(), name="webhook_switch_on"),
        path(f"{one}remove/", RemoveView.as_view(), name="webhook_remove"),
    ]
