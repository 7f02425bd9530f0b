"""Customers' events in the admin: which pieces each asks for, what came, what found nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.enums import CustomerEvent
from content.kinds import kind_label
from content.models import Tag
from core import clock
from core.breadcrumbs import HOME
from core.clock import business_day
from distribution.actions.delete_event_rule import delete_event_rule
from distribution.actions.save_event_rule import save_event_rule
from distribution.forms.event_rule import EventRuleForm
from distribution.models import EventRule
from distribution.queries.event_numbers import days_of_events, unfitted
from distribution.queries.event_rules import own_event_rules, rules_along
from distribution.queries.packages import LAYING_OUT
from people.models import Branch, User
from people.queries import authority


def keeps_event_rules(user: User) -> bool:
    """Return whether `user` is shown this page; the actions ask again."""
    return user.branch is not None and bool(user.roles & LAYING_OUT)


class KeepersView(View):
    """For those who lay out packages, in their own branch."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_event_rules(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def branch(self) -> Branch:
        return authority.own_branch(self.request.user, subject="event_rules")


class EventsPage(KeepersView, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "crosshairs"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": reverse_lazy("customer_events:index"), "label": _("Customers' events")},
            {"url": "", "label": str(self.page_title)},
        ]


class EventsView(EventsPage):
    """The rules that hold here, the counts of two weeks, and what found nothing."""

    template_name = "distribution/events/index.html"
    page_title = gettext_lazy("Customers' events")
    http_method_names = ["get", "head"]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = business_day(clock.now())
        rules = list(rules_along(self.branch))
        nearest = {rule.event: rule.branch_id for rule in reversed(rules)}
        names = dict(Tag.objects.values_list("code", "name"))
        return {
            **super().get_context_data(**kwargs),
            "rules": [
                {
                    "rule": rule,
                    "is_own": rule.branch_id == self.branch.pk,
                    "counts": rule.is_on and nearest[rule.event] == rule.branch_id,
                    "asks_for": _asks_for(rule, names),
                }
                for rule in rules
            ],
            "usual": [event.label for event in CustomerEvent if event.value not in nearest],
            "days": days_of_events(self.request.user, today),
            "unfitted": unfitted(self.request.user, today),
        }


class RulePage(EventsPage):
    """The form of one rule."""

    template_name = "distribution/events/rule.html"

    @cached_property
    def instance(self) -> EventRule:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or EventRuleForm(instance=self.instance, user=self.request.user)
        context = super().get_context_data(**kwargs)
        return {**context, "form": form, "media": form.media, "rule": self.instance}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EventRuleForm(request.POST, instance=self.instance, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        save_event_rule(form.instance, actor=request.user, at=clock.now())
        messages.success(request, _("It holds from now on."))
        return redirect(reverse("customer_events:index"))


class AddView(RulePage):
    page_title = gettext_lazy("New rule")

    @cached_property
    def instance(self) -> EventRule:
        asked = self.request.GET.get("event", "")
        return EventRule(branch=self.branch, event=asked if asked in CustomerEvent.values else "")


class EditView(RulePage):
    """The key of another branch's rule does not exist."""

    page_title = gettext_lazy("Change a rule")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.instance  # noqa: B018  (404 before anything else)

    @cached_property
    def instance(self) -> EventRule:
        return get_object_or_404(own_event_rules(self.request.user), pk=self.kwargs["pk"])


class DeleteView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = get_object_or_404(own_event_rules(request.user), pk=pk)
        delete_event_rule(rule, actor=request.user, at=clock.now())
        messages.success(request, _("The rule is deleted."))
        return redirect(reverse("customer_events:index"))


def _asks_for(rule: EventRule, names: dict[str, str]) -> str:
    parts = [str(kind_label(code)) for code in rule.kinds]
    parts += [f"#{names.get(code, code)}" for code in rule.tags]
    parts += [str(one) for one in (rule.column, rule.product) if one]
    return " · ".join(parts) or _("Everything that suits the customer")


class KeepersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_event_rules(request.user)


class EventsViewSet(ViewSet):
    """The pages and the menu entry."""

    name = "customer_events"
    url_prefix = "customer-events"
    icon = "crosshairs"
    menu_label = gettext_lazy("Customers' events")
    menu_order = 151
    add_to_admin_menu = True
    menu_item_class = KeepersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", EventsView.as_view(), name="index"),
            path("new/", AddView.as_view(), name="add"),
            path("<int:pk>/", EditView.as_view(), name="edit"),
            path("<int:pk>/delete/", DeleteView.as_view(), name="delete"),
        ]
