"""Forms of tags: the tag itself, and which tags go on or off pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.models import Tag
from content.queries.pieces import branches_overseen, tags_for, tags_known_to
from people.models import User


class TagForm(WagtailAdminModelForm):
    """A tag belongs to the user's branch or one below it. Its code is written once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "branch" in self.fields:
            self.fields["branch"].queryset = branches_overseen(self.for_user)
            self.fields["branch"].initial = self.for_user.branch
        if "code" in self.fields and self.instance.pk:
            self.fields["code"].disabled = True


class ChosenTagsForm(forms.Form):
    """Which tags; at least one."""

    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"), queryset=Tag.objects.none(), widget=forms.CheckboxSelectMultiple
    )


class TagsToAddForm(ChosenTagsForm):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = tags_for(user)


class TagsToRemoveForm(ChosenTagsForm):
    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = tags_known_to(user)
