"""The form of a rule of events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from content.kinds import kind_choices, kind_label
from content.models import WeeklyColumn
from distribution.forms.entry import tag_choices, with_gone
from distribution.models import EventRule
from people.models import User


class EventRuleForm(WagtailAdminModelForm):
    """Which pieces an event asks for. What is left empty asks for nothing; of several kinds or tags one is
    enough. The instance that is handed in has its branch.
    """

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("Tags"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = EventRule
        fields = ["event", "kinds", "tags", "column", "product", "position", "days", "is_on"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, for_user=user, **kwargs)
        rule = self.instance
        self.fields["kinds"].choices = with_gone(kind_choices(), rule.kinds, kind_label)
        self.fields["tags"].choices = tag_choices(user, rule.tags)
        columns = WeeklyColumn.objects.filter(is_active=True).usable_by(user)
        self.fields["column"].queryset = columns | WeeklyColumn.objects.filter(pk=rule.column_id)
