"""Qualifications of staff in the admin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from core import clock
from people.actions.keep_qualification import keep_qualification
from people.enums import QualificationKind
from people.models import Qualification, User


class QualificationForm(WagtailAdminModelForm):
    """Who, what, under which number, and for how long."""

    class Meta:
        model = Qualification
        fields = ["user", "kind", "number", "valid_from", "valid_until"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).order_by("staff_number")
        self.fields["user"].label_from_instance = lambda user: f"{user.staff_number} {user}"
        if self.instance.pk:
            self.fields["user"].disabled = self.fields["kind"].disabled = True


class QualificationFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Qualification"), choices=QualificationKind.choices)

    class Meta:
        model = Qualification
        fields: list[str] = []


class QualificationIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Qualification]:
        return Qualification.objects.select_related("user__branch")


class KeptByActionMixin:
    """Stands before a view that saves: the action does it, and asks for the right once more."""

    def save_instance(self) -> Qualification:
        form = self.form  # type: ignore[attr-defined]
        return keep_qualification(form.save(commit=False), actor=self.request.user, at=clock.now())  # type: ignore[attr-defined]


class QualificationCreateView(KeptByActionMixin, generic.CreateView):
    pass


class QualificationEditView(KeptByActionMixin, generic.EditView):
    pass


class QualificationViewSet(ModelViewSet):
    """Nobody deletes one: it ends on a day."""

    model = Qualification
    name = "qualifications"
    icon = "check"
    menu_label = _("Qualifications")
    menu_order = 805
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = QualificationIndexView
    add_view_class = QualificationCreateView
    edit_view_class = QualificationEditView
    filterset_class = QualificationFilterSet
    search_fields = ["user__display_name", "user__staff_number", "number"]
    search_backend_name = None
    list_display = [
        "__str__",
        Column("staff_number", label=_("Staff number"), accessor="user.staff_number"),
        Column(
            "branch", label=_("Branch"), accessor=lambda one: one.user.branch and one.user.branch.short_name
        ),
        Column("number", label=_("Registration number"), accessor="number"),
        Column("valid_from", label=_("Valid from"), accessor="valid_from"),
        Column("valid_until", label=_("Valid until"), accessor=lambda one: one.valid_until or "—"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return QualificationForm
