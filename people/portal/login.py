"""Logging in."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from people.queries import session_state
from people.queries.home import home_of
from people.throttling import waits_until


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class DoorView(LoginView):
    """One door for all. It says the same, after the same work, for a name nobody has, a wrong password and
    a disabled account; and the same to everybody who has to wait (OWASP ASVS 5.0, 6.3.8).
    """

    template_name = "people/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The password was right. Whoever has a second factor is asked for it now, and is not in yet."""
        if self.request.user.is_authenticated:
            logout(self.request)
        user = form.get_user()
        self.request.session.cycle_key()
        session_state.note_password(self.request.session, user)
        return perform_login(self.request, user, redirect_url=self.get_redirect_url() or home_of(user))

    def form_invalid(self, form: Any) -> HttpResponse:
        if not getattr(self.request, "axes_locked_out", False):
            return super().form_invalid(form)
        until = waits_until(self.request, form.cleaned_data.get("username", ""))
        words = _("Too many wrong passwords from here. Wait a quarter of an hour, then try again.")
        if until is not None:
            words = _("Too many wrong passwords from here. Try again after %(time)s.") % {
                "time": f"{timezone.localtime(until):%H:%M}"
            }
        return self.render_to_response(self.get_context_data(form=form, waiting=words), status=429)
