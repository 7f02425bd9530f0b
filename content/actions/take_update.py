"""Take an update (采纳总行更新): what head office changed comes into the branch's copy, place by place."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.domain.three_way import ABSENT, places
from content.enums import ComponentState
from content.models import BranchCopy, Component, OriginDamaged
from content.queries.branch_copies import Update, update_of, write_places
from core.actions import Conflict, action
from people.enums import Role
from people.models import User
from people.queries import authority


class Choice(StrEnum):
    """What to do at one place.

    TAKE: head office's change comes in and wins where both changed the same point; the branch's other changes
    stay. KEEP: the branch's text stays as it is, and the place counts as decided.
    """

    TAKE = "take"
    KEEP = "keep"


@action("take_update")
def take_update(
    component: Component,
    choices: Mapping[str, Choice],
    *,
    version_sha256: str,
    revision_id: int | None,
    actor: User,
    at: datetime,
) -> Component:
    """Decide the places in `choices` and return the draft with its new revision.

    `version_sha256` and `revision_id` are what the actor saw. What the branch had written stays in the
    revision before. Raises Refused (role, foreign branch), Conflict if it is no copy, in review, changed
    meanwhile, or head office has issued yet another edition.
    """
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
    held = Component.objects.select_for_update(of=("self",)).filter(pk=component.pk).first()
    copy = BranchCopy.objects.select_related("source__branch").filter(component=component.pk).first()
    if held is None or copy is None:
        raise Conflict(_("This is no copy of a head-office piece, or it was deleted meanwhile."))
    if held.is_of_gone_kind:
        raise Conflict(_("This kind of content is out of use. Nothing was changed."))
    if held.state != ComponentState.DRAFT:
        raise Conflict(_("This piece is in review. Withdraw it first, then take the update."))
    if held.latest_revision_id != revision_id:
        raise Conflict(_("Somebody saved this draft meanwhile. Look at the differences again."))
    copy.component = held
    update = _compared(copy, actor, at)
    if update.version.sha256 != version_sha256:
        raise Conflict(_("Head office has issued yet another edition. Look at the differences again."))
    draft = _written(update, choices, actor)
    _move_base(copy, update, choices, actor, at)
    return draft


def _compared(copy: BranchCopy, actor: User, at: datetime) -> Update:
    try:
        update = update_of(copy, actor, at)
    except OriginDamaged as damaged:
        raise Conflict(
            _("What was kept of head office's text was altered. Tell an operator and copy the piece anew.")
        ) from damaged
    if update is None:
        raise Conflict(_("Head office's piece is no longer in force. There is nothing to take."))
    if "partner" in update.document:
        raise Conflict(_("Head office now passes on a partner's material here. Use the edition itself."))
    return update


def _written(update: Update, choices: Mapping[str, Choice], actor: User) -> Component:
    draft = update.draft
    taken = {one.place: one.merged.theirs for one in update.incoming if choices.get(one.place) is Choice.TAKE}
    if not taken:
        return draft
    write_places(draft, taken, update.document, actor)
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.edit", user=actor, revision=revision, content_changed=True)
    return draft


def _move_base(
    copy: BranchCopy, update: Update, choices: Mapping[str, Choice], actor: User, at: datetime
) -> None:
    """Head office's side of each decided place is the new base; once all are decided, of the whole piece."""
    theirs = places(update.document)
    decided = {one.place for one in update.incoming if one.place in choices}
    if len(decided) == len(update.incoming):
        copy.compared_with(theirs)
        copy.version_sha256, copy.number = update.version.sha256, update.version.number
    else:
        moved = copy.places | {place: theirs.get(place, ABSENT) for place in decided}
        copy.compared_with({place: value for place, value in moved.items() if value is not ABSENT})
    copy.taken_by, copy.taken_at = actor, at
    copy.save()
