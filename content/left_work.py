"""What of content may be left with a person."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from content.enums import ComponentState
from content.models import Component, Import
from content.models.imports import ImportStatus
from people.enums import REVIEWING, Role
from people.models import User
from people.registry import LeftWork, register_left_work


def _drafts(person: User) -> QuerySet[Component]:
    """Return what the person answers for: everything they began that is not closed, because what is in force
    has successors and returned cases too. A manager's story waits for the editors, and for no manager.
    """
    return (
        Component.objects.filter(created_by=person, story=None)
        .exclude(state=ComponentState.CLOSED)
        .order_by("pk")
    )


def _locked(person: User) -> QuerySet[Component]:
    """Return what others answer for and this person keeps locked."""
    return Component.objects.filter(locked_by=person).exclude(created_by=person).order_by("pk")


def _titles(person: User) -> Sequence[str]:
    found = _drafts(person).values_list("title", flat=True), _locked(person).values_list("title", flat=True)
    return [str(title) for titles in found for title in titles]


def _move(person: User, colleague: User) -> int:
    """Hand the pieces over and open the locks. Who wrote what stays in revisions and log."""
    others = _locked(person).count()
    Component.objects.filter(locked_by=person).update(locked=False, locked_by=None, locked_at=None)
    return others + _drafts(person).update(created_by=colleague)


def _imports(person: User) -> Sequence[str]:
    running = Import.objects.filter(uploaded_by=person, status=ImportStatus.RUNNING)
    return [str(name) for name in running.values_list("file_name", flat=True)]


register_left_work(
    LeftWork(
        "drafts",
        _("Pieces and their drafts"),
        ("content.Component.created_by", "content.Component.locked_by"),
        _titles,
        _move,
        needs=frozenset({Role.EDITOR}),
        barred=REVIEWING,
    )
)
register_left_work(
    LeftWork(
        "imports",
        _("Imports that run"),
        ("content.Import.uploaded_by",),
        _imports,
        None,
        needs=frozenset({Role.EDITOR}),
        how=_("Stop them, or wait until they have finished: rows come in in the name of who uploaded them."),
    )
)
