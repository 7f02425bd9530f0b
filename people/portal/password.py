"""A new password for oneself."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from people import security_log
from people.actions.end_sessions import end_sessions
from people.portal.forms import OwnPasswordForm


class OwnPasswordView(LoginRequiredMixin, PasswordChangeView):
    """Asks for the old one; ends the person's other sessions (OWASP ASVS 5.0, 6.2.2, 6.2.3, 7.4.3)."""

    form_class = OwnPasswordForm
    template_name = "people/own_password.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        end_sessions(self.request.user)
        response = super().form_valid(form)
        security_log.note("password.changed", self.request, by=self.request.user)
        return response
