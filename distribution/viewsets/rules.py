"""Limits and windows in the admin: what holds, by which source, and head office's way to set it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.enums import Segment
from content.viewsets.calendar_month import OverseersMenuItem
from core import clock
from core.breadcrumbs import HOME
from distribution.actions.set_rule import set_rule
from distribution.domain.counters import DAYS_OF_MONTH, UNLIMITED
from distribution.forms.rules import NUMBER, LimitForm, PermissionForm, RuleForm, WindowsForm
from distribution.queries.rules import ALLOWED, CODES, FREE_OPENING, WINDOWS, Rule, rules_in_force
from people.enums import OVERSEEING, Role
from people.models import User

LIMIT_LABELS = {
    "segment_day": _("Pieces that one manager takes for one segment on one day"),
    "moments_day": _("Moments that one customer gets on one day"),
    "moments_month": _("Moments that one customer gets in one month"),
    "message_month": _("Messages one to one that one customer gets in one month"),
    "group_month": _("Messages to the groups of one segment in one month"),
}


def label_of(code: str) -> str:
    """Return what people call the rule."""
    if code.startswith(WINDOWS):
        segment = Segment(code.removeprefix(WINDOWS)).label
        return gettext("Times at which messages may be sent to: %(segment)s") % {"segment": segment}
    if code == FREE_OPENING:
        return gettext("Opening lines that managers type themselves, screened before they are taken")
    return str(LIMIT_LABELS[code])


def value_words(rule: Rule) -> str:
    """Return what the rule says, as people read it."""
    if rule.code == FREE_OPENING:
        return gettext("Allowed") if rule.value == ALLOWED else gettext("Not allowed")
    named = {
        DAYS_OF_MONTH: gettext("As many as the month has days"),
        UNLIMITED: gettext("Any number"),
        "": gettext("At any time"),
    }
    return named.get(rule.value, rule.value)


def may_set(user: User) -> bool:
    """Return whether `user` is shown the way to set rules; distribution.actions.set_rule asks again."""
    return user.is_of_head_office and Role.OPERATOR in user.roles


class RulesPage(WagtailAdminTemplateMixin, TemplateView):
    """What both pages share."""

    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.branch is None or not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_open(self, user: User) -> bool:
        return bool(user.roles & OVERSEEING)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": reverse_lazy("sending_rules:index"), "label": _("Limits of sending")},
        ]


class RulesView(RulesPage):
    """All rules with their sources."""

    template_name = "distribution/rules/list.html"
    page_title = _("Limits of sending")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = rules_in_force().by_code.values()
        return {
            **super().get_context_data(**kwargs),
            "rules": [(label_of(rule.code), value_words(rule), rule) for rule in rules],
            "may_set": may_set(self.request.user),
        }


class RuleView(RulesPage):
    """One rule, to be set."""

    template_name = "distribution/rules/set.html"
    http_method_names = ["get", "head", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if kwargs["code"] not in CODES:
            raise Http404
        super().setup(request, *args, **kwargs)

    def may_open(self, user: User) -> bool:
        return may_set(user)

    def get_page_title(self) -> str:
        return label_of(self.kwargs["code"])

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = self._form_class()(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        cleaned = form.cleaned_data
        set_rule(code, cleaned["value"], cleaned["source"], actor=request.user, at=clock.now())
        messages.success(request, gettext("It holds from now on."))
        return redirect(reverse("sending_rules:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = self._form_class()(initial=self._initial())
        return super().get_context_data(**kwargs)

    def _form_class(self) -> type[RuleForm]:
        if self.kwargs["code"] == FREE_OPENING:
            return PermissionForm
        return WindowsForm if self.kwargs["code"].startswith(WINDOWS) else LimitForm

    def _initial(self) -> dict[str, Any]:
        rule = rules_in_force().by_code[self.kwargs["code"]]
        if rule.code.startswith(WINDOWS):
            return {"windows": rule.value, "source": rule.source}
        if rule.code == FREE_OPENING:
            return {"value": rule.value, "source": rule.source}
        is_number = rule.value.isdecimal()
        return {
            "measure": NUMBER if is_number else rule.value,
            "number": rule.value if is_number else None,
            "source": rule.source,
        }


class RulesViewSet(ViewSet):
    """Both pages and the menu entry."""

    name = "sending_rules"
    url_prefix = "sending-rules"
    icon = "history"
    menu_label = _("Limits of sending")
    menu_order = 155
    add_to_admin_menu = True
    menu_item_class = OverseersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", RulesView.as_view(), name="index"),
            path("<slug:code>/", RuleView.as_view(), name="set"),
        ]
