"""Resetting somebody's second factor, from the page of that member of staff."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import clock
from people.actions.reset_second_factor import reset_second_factor
from people.enums import Role
from people.models import User
from people.portal.signing import SignedForm
from people.queries.signing import authenticated_at, note_authentication


class ResetSecondFactorView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for the administrator's password, then resets.

    Nobody else learns who it is about; their attempts are refused by the action, on record.
    """

    template_name = "people/reset_second_factor.html"
    page_title = gettext_lazy("Reset the second factor")
    header_icon = "lock"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at = clock.now()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Role.ADMINISTRATOR not in request.user.roles:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if Role.ADMINISTRATOR not in request.user.roles:
            reset_second_factor(self.staff(), actor=request.user, authenticated_at=None, at=self.at)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if form.asks_for_password:
            note_authentication(request.session, self.at)
        reset_second_factor(self.staff(), actor=request.user, authenticated_at=form.signed_at, at=self.at)
        messages.success(
            request, _("Reset. %(name)s is logged out and sets up a new one.") % {"name": self.staff()}
        )
        return redirect("wagtailusers_users:edit", pk)

    def staff(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def form(self, data: Any = None) -> SignedForm:
        return SignedForm(
            data, user=self.request.user, authenticated_at=authenticated_at(self.request.session), at=self.at
        )

    def get_page_subtitle(self) -> str:
        return str(self.staff())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailusers_users:edit", args=[self.kwargs["pk"]])
        return {"form": self.form(), "staff": self.staff(), "back": back} | super().get_context_data(**kwargs)
