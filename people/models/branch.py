"""The tree of branches: head office at the root, branches, sub-branches."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection


class Branch(MP_Node):
    """A unit of the bank.

    `code` is the bank's own and never changes; rows refer to the id, paths are resolved live.
    """

    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)
    collection = models.OneToOneField(
        Collection,
        on_delete=models.PROTECT,
        related_name="branch",
        editable=False,
        help_text="Where its media live.",
    )

    node_order_by: list[str] = []

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")

    def __str__(self) -> str:
        return self.name

    @property
    def is_head_office(self) -> bool:
        return bool(self.depth == 1)

    def lineage_paths(self) -> list[str]:
        """Return the tree paths of this branch and all above it, root first. No query."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
