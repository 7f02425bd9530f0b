"""The component: a piece under authoring. It is never live; what is approved leaves it as a candidate."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.locks import BaseLock
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from content.blocks.channels import ChannelsBlock
from content.enums import Channel, ComponentState, Origin, Segment, Tier, Voice
from content.kinds import KINDS, Kind, find_kind, get_kind, kind_choices
from content.locks import ClosedLock, InReviewLock
from content.models.calendar import WeeklyColumn
from content.models.partner import Partner
from content.models.product import Product
from people.models import Branch, BranchOwnedQuerySet, User


class AnyBodyBlock(StreamBlock):
    """All blocks of all kinds: what the column can hold. Each kind's form edits its own subset."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([block for kind in KINDS for block in kind.blocks], required=False, **kwargs)


class Component(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """Columns are what all kinds share, plus product; the rest are typed blocks (content.queries.freezing).

    Changed through Wagtail's editor while it is a draft; submitted by review.actions.submit. `live` is always
    false: a CHECK says so, `publish` refuses, and nobody but editors and officers ever reads this table.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=32, choices=kind_choices, editable=False)
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ComponentState, default=ComponentState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=80)
    product = models.ForeignKey(
        Product,
        verbose_name=_("product"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="components",
    )
    voice = models.CharField(_("voice"), max_length=16, choices=Voice, default=Voice.EXPERT)
    segments = models.JSONField(_("customer segments"), default=list)
    tier = models.CharField(_("group tier"), max_length=16, choices=Tier, default=Tier.BASIC)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    column = models.ForeignKey(
        WeeklyColumn,
        verbose_name=_("weekly column"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="components",
        help_text=_("For the calendar: the column that this piece fills on the days of its validity."),
    )
    body = StreamField(AnyBodyBlock(), blank=True, verbose_name=_("content"))
    channels = StreamField(ChannelsBlock(), blank=True, verbose_name=_("channel texts"))
    origin = models.CharField(_("origin"), max_length=16, choices=Origin, default=Origin.OWN)
    partner = models.ForeignKey(
        Partner,
        verbose_name=_("partner institution"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="components",
    )
    approval_number = models.CharField(
        _("approval number"),
        max_length=60,
        blank=True,
        help_text=_("Under which the partner approved this material."),
    )
    approved_until = models.DateField(
        _("approved until"),
        null=True,
        blank=True,
        help_text=_("The last day of the approval. The piece ends with it."),
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    live = models.BooleanField(default=False, editable=False)

    objects = BranchOwnedQuerySet.as_manager()

    declared: ClassVar[Kind | None] = None
    """The kind that a proxy stands for; None on the concrete model."""

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(live=False), name="component_never_live"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ComponentState]),
                name="component_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=[origin.value for origin in Origin]),
                name="component_origin_known",
            ),
        ]
        indexes = [models.Index(fields=["kind", "branch", "state"], name="component_listing")]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.declared is not None:
            self.kind = self.declared.code
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            errors["valid_until"] = _("The end must be after the beginning.")
        if unknown := [code for code in self.segments if code not in Segment.values]:
            errors["segments"] = _("Unknown segment: %(code)s") % {"code": unknown[0]}
        if errors:
            raise ValidationError(errors)

    def publish(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(_("Components are never published. Submit it for review instead."))

    def with_content_json(self, content: dict[str, Any]) -> "Component":
        """Rebuild the component from a revision, but keep what belongs to the row and not to a revision."""
        rebuilt: Component = super().with_content_json(content)
        for name in (
            "public_id",
            "kind",
            "branch_id",
            "state",
            "created_by_id",
            "created_at",
            "copied_from_id",
        ):
            setattr(rebuilt, name, getattr(self, name))
        return rebuilt

    def get_latest_revision_as_object(self) -> "Component":
        """Return the piece as last saved, or as it was read if it was deleted since: actions say so."""
        try:
            revision = self.latest_revision
        except Revision.DoesNotExist:
            return self
        if revision is None:
            return self
        if self.is_of_gone_kind:
            return self.with_content_json(revision.content)
        if revision.content_object is None:
            return self
        saved: Component = revision.as_object()
        return saved

    def get_lock(self) -> BaseLock | None:
        if self.state == ComponentState.CLOSED:
            return ClosedLock(self)
        return InReviewLock(self) if self.state == ComponentState.IN_REVIEW else super().get_lock()

    @property
    def declaration(self) -> Kind:
        """The declaration of this component's kind. Raises KeyError for a kind that is no longer declared."""
        return get_kind(self.kind)

    @property
    def is_of_gone_kind(self) -> bool:
        """Whether its kind is no longer declared: it is kept and shown, and neither written nor submitted."""
        return find_kind(self.kind) is None

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        whole = ("document", _("Whole piece"))
        return [*Channel.choices, whole] if self.needs_channels else [whole]

    @property
    def default_preview_mode(self) -> str:
        """What the piece opens on: its first channel, or all of it where nobody is sent it."""
        if not self.needs_channels:
            return "document"
        written: str | None = next((block.block_type for block in self.channels), None)
        return written or "moments"

    @property
    def needs_channels(self) -> bool:
        """Whether it is for sending. True of a kind that is no longer declared: nothing of it is hidden."""
        kind = find_kind(self.kind)
        return kind is None or kind.needs_channels

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "content/preview/page.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "component": self, "mode": mode_name}
