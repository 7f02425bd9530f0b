"""The form of a package."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core import clock
from core.clock import business_day
from distribution.actions.mark_stale import mark_stale
from distribution.models import Package, PackageItem, PackageLeftOut
from distribution.queries.packages import layable_editions
from review.models import Edition


class PackageForm(WagtailAdminModelForm):
    """A new package belongs to the branch of whoever writes it.

    Its items are chosen among what that branch may use; what has ended since may stay in its package, where
    it is no longer served.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = clock.now()
        if self.instance.pk is None:
            self.instance.branch = self.for_user.branch
            self.initial["day"] = business_day(self.at)
        self.fields["day"].disabled = self.instance.is_built
        self._narrow_choices()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        twins = Package.objects.filter(
            branch=self.instance.branch,
            day=cleaned.get("day"),
            title=cleaned.get("title"),
            is_built=False,
        ).exclude(pk=self.instance.pk)
        if twins.exists():
            self.add_error(
                "title", _("There is a package of this title on this day. Give this one another title.")
            )
        self._refuse_repeated_items()
        return cleaned

    def save(self, commit: bool = True) -> Package:
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
            self.instance.created_at = self.at
        built = self._changed_by_hand()
        package: Package = super().save(commit)
        if package.is_built:
            laid_out = set(package.items.values_list("edition_id", flat=True))
            left_out = [PackageLeftOut(package=package, edition_id=key) for key in built - laid_out]
            PackageLeftOut.objects.bulk_create(left_out, ignore_conflicts=True)
            mark_stale()
        return package

    def _changed_by_hand(self) -> set[int]:
        """Let what was changed in a built package count as put there by hand; return what was built."""
        built = PackageItem.objects.filter(package=self.instance.pk, is_built=True)
        keys = set(built.values_list("edition_id", flat=True))
        for item in self.formsets["items"].forms:
            if item.has_changed():
                item.instance.is_built = item.instance.is_stand_in = False
        return keys

    def _narrow_choices(self) -> None:
        kept = PackageItem.objects.filter(package=self.instance.pk).values("edition")
        allowed = Edition.objects.filter(
            Q(pk__in=layable_editions(self.for_user, self.at).values("pk")) | Q(pk__in=kept)
        )
        for item in self.formsets["items"].forms:
            field = item.fields["edition"]
            field.queryset = field.widget.allowed = allowed
            field.error_messages["invalid_choice"] = _(
                "This may not be laid out: it has ended or is not for your branch."
            )

    def _refuse_repeated_items(self) -> None:
        """An edition stands once in a slot."""
        seen = set()
        for item in self.formsets["items"].forms:
            if not item.is_valid() or item.cleaned_data.get("DELETE"):
                continue
            place = (item.cleaned_data.get("edition"), item.cleaned_data.get("slot"))
            if place in seen:
                item.add_error("edition", ValidationError(_("This is in the same slot already.")))
            seen.add(place)
