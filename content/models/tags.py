"""Tags: the desk's own words for finding pieces. Nobody outside the desk sees them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models.component import Component
from people.models import Branch, BranchOwnedQuerySet


class Tag(models.Model):
    """A word that a branch and those below it put on their pieces. Its code never changes; it is never
    deleted, it goes out of use.
    """

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Letters, digits and hyphens. It never changes.")
    )
    name = models.CharField(_("tag"), max_length=20)
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick this to stop offering it; pieces keep it.")
    )

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ComponentTag(models.Model):
    """One tag on one piece. Of the row and not of a revision: a piece may be tagged while it is in review."""

    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged")

    class Meta:
        ordering = ["tag__name", "tag"]
        constraints = [models.UniqueConstraint(fields=["component", "tag"], name="component_tag_once")]

    def __str__(self) -> str:
        return self.tag.name
