"""The page on which editors and officers close a customer's story for good."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import UGC_STORY
from content.models import Component
from content.queries.addresses import page_address
from review.actions.withdraw_consent import CLOSING, withdraw_consent
from review.enums import WithdrawalGround
from review.forms.consent import WithdrawalForm
from review.models import ConsentWithdrawal
from review.viewsets.access import DeskPage


class WithdrawalPage(DeskPage):
    """GET asks once more, POST does it."""

    template_name = "review/consent.html"
    header_icon = "warning"
    roles = CLOSING

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        stories = Component.objects.filter(kind=UGC_STORY.code).select_related("branch")
        visible = stories.overseen_by(request.user).filter(public_id=public_id).first()
        self.hidden = visible is None
        self.component = visible or get_object_or_404(
            stories if request.method == "POST" else stories.none(), public_id=public_id
        )
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Withdraw the consent or close")

    def get_page_subtitle(self) -> str:
        return str(self.component)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=WithdrawalForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WithdrawalForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=400)
        withdraw_consent(
            self.component.public_id,
            ground=WithdrawalGround(form.cleaned_data["ground"]),
            actor=request.user,
            at=self.at,
        )
        messages.success(request, _("Closed. Its editions are recalled, its pictures are being erased."))
        return redirect("review_consent:withdraw", self.component.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        withdrawal = ConsentWithdrawal.objects.filter(component=self.component)
        return super().get_context_data(**kwargs) | {
            "component": self.component,
            "withdrawal": withdrawal.select_related("withdrawn_by").first(),
            "inspect_url": page_address(self.component.kind, self.component.pk, "inspect"),
        }


class ConsentViewSet(ViewSet):
    """The page of withdrawal."""

    name = "review_consent"
    url_prefix = "review/consent"
    icon = "warning"

    def get_urlpatterns(self) -> list[Any]:
        return [path("<uuid:public_id>/", WithdrawalPage.as_view(), name="withdraw")]
