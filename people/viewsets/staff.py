"""Staff in the admin."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import users

from core import clock
from people.actions.change_staff import SomethingLeft, change_staff
from people.actions.record_password import record_password
from people.actions.record_rights import record_rights
from people.enums import Role
from people.forms import StaffCreationForm, StaffEditForm
from people.models import Branch, User
from people.queries.second_factor import has_second_factor
from people.viewsets.second_factor import ResetSecondFactorView


class StaffFilterSet(WagtailFilterSet):
    branch = django_filters.ModelMultipleChoiceFilter(
        label=_("Branch"), queryset=Branch.objects.order_by("path"), widget=CheckboxSelectMultiple
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), field_name="groups__name", choices=Role.choices, widget=CheckboxSelectMultiple
    )
    is_active = django_filters.BooleanFilter(label=_("Active"), widget=BooleanRadioSelect)

    class Meta:
        model = User
        fields: list[str] = []


class StaffIndexView(users.IndexView):
    page_title = _("Staff")
    add_item_label = _("Add a member of staff")
    search_fields = ["username", "display_name", "staff_number"]

    @cached_property
    def columns(self) -> list[Any]:
        name = self._get_title_column_class(users.UserColumn)
        return [
            name(
                "name",
                accessor="display_name",
                label=pgettext_lazy("person", "Name"),
                sort_key="display_name",
                get_url=self.get_edit_url,
            ),
            Column("staff_number", label=_("Staff number"), accessor="staff_number", sort_key="staff_number"),
            Column("branch", label=_("Branch"), accessor=lambda user: user.branch and user.branch.name),
            Column("roles", label=_("Roles"), accessor=_roles),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        found: QuerySet[User] = super().get_base_queryset()
        return found.select_related("branch").prefetch_related("groups")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        del kwargs["is_searching"]
        return kwargs


def _roles(user: User) -> str:
    held = {group.name for group in user.groups.all()}
    return "、".join(str(role.label) for role in Role if role.value in held) or "—"


class StaffCreateView(users.CreateView):
    page_title = _("Add a member of staff")

    def save_instance(self) -> User:
        made: User = super().save_instance()
        record_rights(made, before=None, actor=self.request.user, at=clock.now())
        return made


class StaffEditView(users.EditView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)
        except SomethingLeft as refusal:
            self.produced_error_message = str(refusal)
            self.object: User = User.objects.get(pk=self.kwargs["pk"])
            answer = self.form_invalid(form)
        return answer

    def save_instance(self) -> User:
        at = clock.now()
        changed = change_staff(self.object, super().save_instance, actor=self.request.user, at=at)
        if self.form.cleaned_data.get("password1"):
            record_password(changed, actor=self.request.user, at=at)
        return changed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_reset = not self.editing_self and has_second_factor(self.object)
        return super().get_context_data(**kwargs) | {"may_reset_second_factor": may_reset}


class StaffViewSet(users.UserViewSet):
    """In the place of Wagtail's users, by people.apps.StaffAdminConfig."""

    menu_label = _("Staff")
    menu_name = "staff"
    menu_order = 800
    add_to_settings_menu = False
    add_to_admin_menu = True
    copy_view_enabled = False
    ordering = "staff_number"
    filterset_class = StaffFilterSet
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    template_prefix = ""
    create_template_name = "people/staff_create.html"
    edit_template_name = "people/staff_edit.html"
    index_template_name = users.IndexView.template_name
    index_results_template_name = users.IndexView.results_template_name

    def get_urlpatterns(self) -> list[Any]:
        reset = path(
            "<int:pk>/reset-second-factor/",
            ResetSecondFactorView.as_view(),
            name="reset_second_factor",
        )
        return [*super().get_urlpatterns(), reset]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return StaffEditForm if for_update else StaffCreationForm
