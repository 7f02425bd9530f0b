"""The form of every kind of component."""

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamBlock

from content.blocks.checking import CheckedField
from content.blocks.text import refuse_hidden_characters
from content.enums import Origin, Segment
from content.kinds import ProductNeed, get_kind
from content.models import Tag
from content.queries.calendar import columns_for
from content.queries.partner import partners_for, receipt_of, was_received
from content.queries.pieces import tags_for
from content.queries.products import withdrawn_words

OF_PARTNERS = {"partner": None, "approval_number": "", "approved_until": None, "as_received": False}
"""The fields of partner material, empty."""

REQUIRED_FOR_REVIEW = ("valid_from", "valid_until")


class ComponentForm(WagtailAdminModelForm):
    """Edits one component with the blocks of its kind.

    A draft may be incomplete (Wagtail defers what is required); with full validation everything that review
    needs must be there. What a draft must not be either way: longer than WeCom takes, or with characters
    nobody can see. `opened_on` is the id of the revision on which the form was opened; content.actions.edit
    compares it under lock.
    """

    segments = forms.MultipleChoiceField(
        label=_("Customer segments"), choices=Segment, widget=forms.CheckboxSelectMultiple
    )
    as_received = forms.BooleanField(
        label=_("This is exactly what the partner sent"),
        required=False,
        help_text=_(
            "Tick this once, after comparing texts and pictures with the partner's file. From then on they "
            "are locked, but for an opening line above a channel's text."
        ),
    )
    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"),
        queryset=Tag.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For finding it again at the desk: customers and managers do not see them."),
    )
    tags_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    opened_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Media:
        css = {"all": ["content/editor.css", "content/blocks.css"]}
        js = ["content/editor.js", "content/blocks.js", "content/pasting.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = get_kind(self.instance.kind)
        self.initial["opened_on"] = self.instance.latest_revision_id
        if "body" in self.fields:
            self.fields["body"] = CheckedField(
                block=_body_block(self.kind.code), label=self.fields["body"].label, required=False
            )
        if "channels" in self.fields:
            plain = self.fields["channels"]
            self.fields["channels"] = CheckedField(
                block=plain.block, label=plain.label, help_text=plain.help_text, required=plain.required
            )
        self._offer_tags()
        if "column" in self.fields:
            self.fields["column"].queryset = columns_for(self.for_user, self.instance.column_id)
        if "partner" in self.fields:
            self.fields["partner"].queryset = partners_for(self.instance.partner_id)
        if "as_received" in self.fields and (self.instance.pk is None or receipt_of(self.instance)):
            del self.fields["as_received"]
        if "title" in self.fields:
            self.fields["title"].validators.append(refuse_hidden_characters)

    def _offer_tags(self) -> None:
        """What the editor may put on, and what is there already: a tag out of use may be taken off."""
        carried = [tagged.tag_id for tagged in self.instance.tagged.all()] if self.instance.pk else []
        offered = tags_for(self.for_user) if self.for_user is not None else Tag.objects.none()
        self.fields["tags"].queryset = offered | Tag.objects.filter(pk__in=carried)
        if not self.fields["tags"].queryset:
            del self.fields["tags"]
        self.initial["tags"] = carried
        self.initial["tags_shown"] = ",".join(str(key) for key in carried)

    @property
    def chosen_tags(self) -> dict[str, Any]:
        """Which tags the form showed as carried, and which were ticked; with full or deferred validation."""
        if "tags" not in self.fields:
            return {"shown": set(), "chosen": []}
        shown = self.cleaned_data.get("tags_shown", "").split(",")
        return {
            "shown": {tag.pk for tag in self.fields["tags"].queryset if str(tag.pk) in shown},
            "chosen": list(self.cleaned_data.get("tags", ())),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "origin" in self.fields:
            self._settle_origin(cleaned)
        if not self.is_deferred_validation:
            self._require_for_review(cleaned)
        return cleaned

    def _settle_origin(self, cleaned: dict[str, Any]) -> None:
        """A piece of the bank's own keeps nothing of a partner; what is received has its approval number."""
        if cleaned.get("origin") != Origin.PARTNER:
            cleaned["origin"] = Origin.OWN
            cleaned |= {name: empty for name, empty in OF_PARTNERS.items() if name in self.fields}
            if was_received(self.instance):
                self.add_error(
                    "origin",
                    _("This was received from a partner. Begin a new piece for words of the bank's own."),
                )
        elif cleaned.get("as_received") and not cleaned.get("approval_number"):
            self.add_error("approval_number", _("Enter the approval number first: what is received has one."))

    def _require_for_review(self, cleaned: dict[str, Any]) -> None:
        for name in REQUIRED_FOR_REVIEW:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        product = cleaned.get("product")
        if product is not None and product.is_withdrawn:
            self.add_error("product", withdrawn_words(product))
        needed = {
            "product": (self.kind.product is ProductNeed.MUST, _("Choose the product that this is about.")),
            **{
                name: (cleaned.get("origin") == Origin.PARTNER, _("Partner material needs this."))
                for name in ("partner", "approval_number", "approved_until")
            },
            "channels": (self.kind.needs_channels, _("Write a text for at least one channel.")),
        }
        for name, (is_needed, words) in needed.items():
            if is_needed and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)


@cache
def _body_block(kind_code: str) -> StreamBlock:
    """The block of the kind, made once: packing it for the browser costs more than the rest of the form."""
    return get_kind(kind_code).body_block()
