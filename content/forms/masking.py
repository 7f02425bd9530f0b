"""What is to be masked in a picture: boxes as numbers, the accessible way, and how they are masked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.domain.masking import LEAST_SIDE, MOST_BOXES, Box
from content.domain.pictures import MAX_PIXELS
from content.enums import MaskOrigin, MaskStyle

EMPTY_ROWS = 3


class BoxForm(forms.Form):
    """One box in pixels of the picture. A row left empty is no box."""

    x = forms.IntegerField(label=gettext_lazy("From the left"), min_value=0, max_value=MAX_PIXELS)
    y = forms.IntegerField(label=gettext_lazy("From the top"), min_value=0, max_value=MAX_PIXELS)
    width = forms.IntegerField(label=gettext_lazy("Width"), min_value=LEAST_SIDE, max_value=MAX_PIXELS)
    height = forms.IntegerField(label=gettext_lazy("Height"), min_value=LEAST_SIDE, max_value=MAX_PIXELS)
    origin = forms.ChoiceField(
        choices=MaskOrigin, initial=MaskOrigin.HAND, widget=forms.HiddenInput, required=False
    )

    def has_changed(self) -> bool:
        """An origin alone is no box."""
        return not {"x", "y", "width", "height"}.isdisjoint(self.changed_data)


class BaseBoxFormSet(BaseFormSet):
    """`size` is the picture's; a box outside of it is refused."""

    def __init__(self, *args: Any, size: tuple[int, int], **kwargs: Any) -> None:
        self.size = size
        super().__init__(*args, **{**kwargs, "prefix": "boxes"})

    def _construct_form(self, i: int, **kwargs: Any) -> forms.Form:
        """A proposed box may be removed by emptying its row."""
        return super()._construct_form(i, **{**kwargs, "empty_permitted": True})  # type: ignore[misc]

    def clean(self) -> None:
        if any(self.errors):
            return
        if not self._rows():
            raise ValidationError(
                _("Draw a box over each face and number, or say that there is nothing to mask.")
            )
        for form in self._rows():
            if self._box(form) is None:
                form.add_error(None, _("This box lies outside the picture. Correct it or empty its row."))

    @property
    def boxes(self) -> list[Box]:
        """The boxes, cut off at the picture's edge."""
        return [box for form in self._rows() if (box := self._box(form)) is not None]

    def _rows(self) -> list[forms.Form]:
        return [form for form in self.forms if form.has_changed() and form.cleaned_data.get("width")]

    def _box(self, form: forms.Form) -> Box | None:
        said = form.cleaned_data
        origin = said["origin"] or MaskOrigin.HAND.value
        return Box(said["x"], said["y"], said["width"], said["height"], origin).within(*self.size)


BoxFormSet = formset_factory(
    BoxForm,
    formset=BaseBoxFormSet,
    extra=EMPTY_ROWS,
    max_num=MOST_BOXES,
    absolute_max=MOST_BOXES,
    validate_max=True,
)


class StyleForm(forms.Form):
    """How the boxes are masked."""

    style = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=MaskStyle,
        initial=MaskStyle.OPAQUE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Neither can be undone. Cover what must not be guessed either."),
    )
