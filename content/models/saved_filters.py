"""Saved filters of the list of all pieces."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Branch, User


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def offered_to(self, user: User) -> "SavedFilterQuerySet":
        """Return what `user` saved, and what somebody of the same branch shared."""
        return self.filter(Q(owner=user) | Q(shared_with__isnull=False, shared_with=user.branch_id))


class SavedFilter(models.Model):
    """A name for what somebody looks for again and again.

    `query` is the query string of the list, made of known filters alone; `shared_with` names
    the branch whose staff sees it too.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the filter"), max_length=30)
    query = models.CharField(max_length=1000)
    shared_with = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, related_name="+")

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once")]

    def __str__(self) -> str:
        return self.name
