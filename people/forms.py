"""The forms of staff administration."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from people.enums import Role
from people.models import Branch, User

FIELDS = ["username", "staff_number", "display_name", "email", "branch", "groups"]


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by their names in words. A group that is no role is not offered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Group.objects.filter(name__in=Role.values).order_by("pk"),
            label=_("Roles"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def label_from_instance(self, group: Group) -> str:
        return str(Role(group.name).label)


class BranchField(forms.ModelChoiceField):
    """Branches as a tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Branch.objects.order_by("path"), label=_("Branch"), required=False, **kwargs)

    def label_from_instance(self, branch: Branch) -> str:
        return "　" * (branch.depth - 1) + branch.name


class StaffCreationForm(UserCreationForm):
    """No superuser flag: that is for the machine's own command line."""

    first_name = None
    last_name = None
    is_superuser = None
    email = forms.EmailField(label=_("Email"), required=False)
    branch = BranchField()
    groups = RolesField()

    class Meta:
        model = User
        fields = FIELDS


class StaffEditForm(UserEditForm):
    """Nobody changes their own roles, branch or activity, or their password without giving the old one."""

    first_name = None
    last_name = None
    is_superuser = None
    email = forms.EmailField(label=_("Email"), required=False)
    branch = BranchField()
    groups = RolesField()

    class Meta:
        model = User
        fields = [*FIELDS, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=False, **kwargs)
        if editing_self:
            for name in ("groups", "branch", "is_active", "password1", "password2"):
                self.fields[name].disabled = True
            for name in ("password1", "password2"):
                self.fields[name].widget = forms.HiddenInput()
