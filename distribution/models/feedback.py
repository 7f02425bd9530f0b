"""What managers say to the editors: of a piece, and of what they lack."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.models import Component
from distribution.enums import RequestState, Unusable, Usefulness
from people.models import Branch, BranchOwnedQuerySet, User
from review.models import Edition

LONGEST_WORDS = 300
LONGEST_TITLE = 60


class Feedback(models.Model):
    """One manager's opinion of one edition; distribution.actions.give_feedback and answer_feedback."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="feedback")
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", help_text="The edition's: its editors answer."
    )
    usefulness = models.CharField(max_length=16, choices=Usefulness)
    reason = models.CharField(max_length=24, choices=Unusable, blank=True, default="")
    words = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    given_at = models.DateTimeField()
    answer_due = models.DateTimeField(null=True, help_text="Only what is not usable asks for an answer.")
    answer = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=["manager", "edition"], name="feedback_once"),
            models.CheckConstraint(
                condition=Q(usefulness=Usefulness.USEFUL, reason="")
                | (Q(usefulness=Usefulness.NOT_USABLE) & ~Q(reason="")),
                name="feedback_reason_if_not_usable",
            ),
        ]
        indexes = [models.Index(fields=["branch", "answer_due"], name="feedback_to_answer")]

    def __str__(self) -> str:
        return f"{self.manager} {self.edition}: {self.get_usefulness_display()}"


class ContentRequest(models.Model):
    """What a manager lacks; distribution.actions.ask_for_content, start_requested and decline_request."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", help_text="The manager's, then."
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    purpose = models.CharField(_("what for"), max_length=LONGEST_WORDS)
    wanted_by = models.DateField(_("wanted by"))
    asked_at = models.DateTimeField()
    request_key = models.UUIDField(help_text="Made with the form, so that a double tap asks once.")
    state = models.CharField(max_length=16, choices=RequestState, default=RequestState.OPEN)
    component = models.ForeignKey(Component, on_delete=models.SET_NULL, related_name="+", null=True)
    answer = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    handled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    handled_at = models.DateTimeField(null=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("content request")
        verbose_name_plural = _("content requests")
        constraints = [
            models.UniqueConstraint(fields=["manager", "request_key"], name="content_request_once")
        ]
        indexes = [models.Index(fields=["state", "wanted_by"], name="content_request_open")]

    def __str__(self) -> str:
        return self.title
