"""What a manager keeps for himself. Preferences: they stand in no ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.enums import PersonaType
from people.models import User
from review.models import Edition


class ChosenPersona(models.Model):
    """The persona that a manager has taken up, by distribution.actions.choose_persona: one row a manager.

    `persona_type` stays when the edition ends: it says who the manager is to his customers, and nothing of
    the template's text.
    """

    manager = models.OneToOneField(User, on_delete=models.PROTECT, related_name="chosen_persona")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    persona_type = models.CharField(_("persona"), max_length=24, choices=PersonaType)
    steps_done = models.JSONField(default=list, help_text="Codes of PersonaStep.")
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chosen persona")
        verbose_name_plural = _("chosen personas")

    def __str__(self) -> str:
        return f"{self.manager}: {self.get_persona_type_display()}"


class SavedEdition(models.Model):
    """A piece that a manager has put aside for himself, by save_piece and unsave_piece."""

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved piece")
        verbose_name_plural = _("saved pieces")
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["manager", "edition"], name="saved_once")]

    def __str__(self) -> str:
        return f"{self.manager}: {self.edition_id}"


class OwnSearch(models.Model):
    """What a manager has looked for, shown to that manager alone; by note_search, save_search and
    forget_searches. Never what may be a customer's data.

    `asked` is the query with its filters, as in an address.
    """

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=1500)
    query = models.CharField(max_length=60)
    searched_at = models.DateTimeField()
    is_saved = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("own search")
        verbose_name_plural = _("own searches")
        ordering = ["-searched_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["manager", "asked"], name="own_search_once")]

    def __str__(self) -> str:
        return f"{self.manager}: {self.query}"


class OpenedEdition(models.Model):
    """When a manager last opened a piece; the newest of each manager, by distribution.actions.note_opened."""

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opened piece")
        verbose_name_plural = _("opened pieces")
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["manager", "edition"], name="opened_once")]

    def __str__(self) -> str:
        return f"{self.manager}: {self.edition_id}"
