"""The page of an account's security, and what the library's views for security keys leave open."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from people.queries.home import home_of
from people.queries.second_factor import has_second_factor, needs_second_factor


class SecurityView(IndexView):
    """Password, second factors and recovery codes of whoever is logged in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "has_factor": has_second_factor(user),
            "must_set_up": needs_second_factor(user) and not has_second_factor(user),
            "home": home_of(user),
        }


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemoveSecurityKeyView(RemoveWebAuthnView):
    """Back to the one page that lists keys."""

    success_url = reverse_lazy("mfa_index")


class SecurityKeyAgainView(ReauthenticateWebAuthnView):
    """Says on the spot that a key did not do. The library would send people to the log-in page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))
