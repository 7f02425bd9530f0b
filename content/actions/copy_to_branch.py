"""Copy to a branch (引用到本行): another branch's piece becomes a draft of one's own, linked to it."""

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.domain.three_way import places
from content.models import BranchCopy, Component
from content.queries.branch_copies import draft_from, version_of
from core.actions import Refused, action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("copy_to_branch")
def copy_to_branch(source: Component, *, actor: User, at: datetime) -> Component:
    """Return the new draft of `actor`'s branch, saved with its first revision and what head office wrote.

    Taken is the edition in force if `actor` may use or oversees it, else the draft of a piece that `actor`
    oversees. Block ids are kept, so that later versions can be compared. The copy ends when its source ends.
    Raises Refused if `actor` may not write, may read neither, the piece is of the actor's own branch, it
    rests on a customer's consent, which no copy would hear of being withdrawn, or is partner material.
    """
    subject = f"component:{source.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    own = authority.own_branch(actor, subject=subject)
    told = version_of(source, actor, at)
    if told is None:
        raise Refused(
            _("There is no edition of this in force that your branch may use."),
            actor=actor.actor,
            subject=subject,
            rule="source",
        )
    if source.branch_id == own.pk:
        raise Refused(
            _("This is your branch's own piece. Use “Copy” in its list."),
            actor=actor.actor,
            subject=subject,
            rule="own",
        )
    if source.is_of_gone_kind:
        raise Refused(
            _("This kind of content is out of use: it can be read, and not copied."),
            actor=actor.actor,
            subject=subject,
            rule="kind",
        )
    if source.declaration.rests_on_consent:
        raise Refused(
            _("A customer's story is told once and not copied. Use the edition itself."),
            actor=actor.actor,
            subject=subject,
            rule="kind",
        )
    version, document = told
    if "partner" in document:
        raise Refused(
            _("Partner material is passed on as it was received and not copied. Use the edition itself."),
            actor=actor.actor,
            subject=subject,
            rule="partner",
        )
    draft = draft_from(source.declaration, document, actor, at)
    draft.copied_from_id = source.pk
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    BranchCopy(
        component_id=draft.pk,
        source_id=source.pk,
        version_sha256=version.sha256,
        number=version.number,
        taken_by=actor,
        taken_at=at,
    ).compared_with(places(document)).save()
    return draft
