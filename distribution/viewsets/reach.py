"""Whom managers reach: what is known, and the file that replaces it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min, Sum
from django.db.models.aggregates import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.breadcrumbs import HOME
from core.domain.canonical import sha256
from distribution.actions.take_reach import KEEPERS, take_reach
from distribution.domain.reach import BY_PAGE, HEADINGS, Unreadable
from distribution.forms.reach import ReachFileForm
from distribution.models import ReachTable
from distribution.queries.reach_file import read_file, trouble_words
from people.models import User

MOST_SHOWN = 200


def keeps_reach(user: User) -> bool:
    """Return whether `user` is shown the page; the action asks again."""
    return user.branch is not None and bool(user.roles & KEEPERS)


class ReachView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows what is known, a POST of a file replaces its managers' tables, or says what is wrong."""

    template_name = "distribution/reach.html"
    page_title = _("Customers reached")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_reach(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReachFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form=form)
        content = form.cleaned_data["file"]
        try:
            source = read_file(content, request.user)
        except Unreadable as error:
            return self._again(refusal=trouble_words(error.trouble))
        if source.errors:
            return self._again(errors=source.errors[:MOST_SHOWN], error_count=len(source.errors))
        counts = take_reach(source, file_sha256=sha256(content), actor=request.user, at=clock.now())
        messages.success(
            request,
            ngettext(
                "The table of %(managers)d manager was replaced: %(customers)d customers.",
                "The tables of %(managers)d managers were replaced: %(customers)d customers.",
                counts["managers"],
            )
            % counts,
        )
        return redirect(reverse("reach:index"))

    def _again(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=400)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ReachFileForm())
        tables = ReachTable.objects.filter(manager__branch__path__startswith=self.request.user.branch.path)
        known = tables.aggregate(
            managers=Count("pk"), rows=Sum("size"), oldest=Min("taken_at"), newest=Max("taken_at")
        )
        heads = [writings[0] for writings in HEADINGS.values()]
        return {
            **super().get_context_data(**kwargs),
            "known": known,
            "heads": ",".join(heads),
            "most": BY_PAGE,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class KeepersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_reach(request.user)


class ReachViewSet(ViewSet):
    """The page and its menu entry."""

    name = "reach"
    url_prefix = "reach"
    icon = "group"
    menu_label = _("Customers reached")
    menu_order = 156
    add_to_admin_menu = True
    menu_item_class = KeepersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", ReachView.as_view(), name="index")]
