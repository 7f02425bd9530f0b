"""What managers have answered in lessons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.models import Edition


class LessonResult(models.Model):
    """A manager's newest answers to the questions of a lesson, by distribution.actions.answer_lesson.

    `passed_at` is when all were right for the first time; it stays whatever is answered later.
    """

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=list, help_text="The number chosen for each question, from one.")
    tries = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lesson result")
        verbose_name_plural = _("lesson results")
        constraints = [
            models.UniqueConstraint(fields=["manager", "edition"], name="lesson_result_once"),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(tries__gt=0), name="lesson_passed_by_trying"
            ),
        ]
        indexes = [models.Index(fields=["edition", "passed_at"], name="lesson_result_passed")]

    def __str__(self) -> str:
        return f"{self.manager} {self.edition_id}: {self.tries}"
