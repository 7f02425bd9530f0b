"""Submit: a draft becomes a candidate with an open case."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from content.domain.cited_facts import cited_facts
from content.domain.document import files, passages, valid_from, valid_until
from content.domain.links import actions, links_in
from content.enums import ComponentState
from content.models import Component, Product, proxy_for
from content.queries.freezing import document_of
from content.queries.products import withdrawn_words
from core import blobs, ledger, outbox
from core.actions import Conflict, action
from core.domain import canonical
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority
from review.actions.keep_screening import keep_screening
from review.actions.open_case import open_case
from review.actions.prepare import Prepared, latest_draft
from review.models import (
    Candidate,
    CandidateAuthor,
    CandidateFact,
    CandidateLink,
    CandidateMedium,
    CandidateProduct,
    Case,
    Screening,
)
from review.queries.links import addresses_in_codes
from review.queries.rule_sets import in_force


class NotReady(Exception):
    """The piece cannot be submitted as it is. `problems` says in words what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@action("submit")
def submit(prepared: Prepared, *, actor: User, justifications: Mapping[str, str], at: datetime) -> Case:
    """Write candidate and case for what `prepare` froze, and lock the component for everyone.

    `justifications` maps the key of each warning to the author's words. Raises NotReady for what is
    incomplete, blocked or not justified, Conflict if the draft, a fact in it or the rules changed since
    `prepare`, Refused if `actor` may not submit. Invariants I1 and I2 start here: officers see, and decide
    about, these bytes and no others.
    """
    component = (
        Component.objects.select_for_update(of=("self",))
        .select_related("branch")
        .filter(pk=prepared.component_id)
        .first()
    )
    if component is None:
        raise Conflict(_("This piece was deleted meanwhile. Nothing was submitted."))
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
    _require_unchanged(component, prepared)
    _require_rules_in_force(prepared)
    _require_ready(prepared, justifications)
    _require_files(prepared)
    screening = keep_screening(prepared.content_sha256, prepared.screening, at)
    candidate = _write_candidate(component, prepared, screening, actor, justifications, at)
    case = open_case(candidate, component.declaration.due + at, at)
    Component.objects.filter(pk=component.pk).update(state=ComponentState.IN_REVIEW)
    outbox.announce("case.opened", case.subject, 1, {"case": str(case.public_id)}, at)
    ledger.append(
        Stream.DECISIONS,
        "candidate.submitted",
        subject=case.subject,
        subject_sha256=candidate.content_sha256,
        at=at,
        payload={
            "component": str(component.public_id),
            "revision": prepared.revision_id,
            "submitted_by": actor.actor,
            "screening_sha256": screening.result_sha256,
        },
        personal={"submitted_by": str(actor)},
    )
    return case


def _require_unchanged(component: Component, prepared: Prepared) -> None:
    if component.state == ComponentState.CLOSED:
        raise Conflict(_("The customer has withdrawn the consent. This piece is closed for good."))
    if component.state != ComponentState.DRAFT:
        raise Conflict(_("This piece is in review already."))
    if component.latest_revision_id != prepared.revision_id:
        raise Conflict(_("This draft was changed meanwhile. Look at the newest version, then submit that."))
    draft = latest_draft(component)
    if draft.product is not None and draft.product.is_withdrawn:
        raise Conflict(withdrawn_words(draft.product))
    if canonical.sha256(canonical.encode(document_of(draft))) != prepared.draft_sha256:
        raise Conflict(_("A product, fact or picture in this draft was changed meanwhile. Look at it again."))


def _require_rules_in_force(prepared: Prepared) -> None:
    if prepared.screening.rule_set_sha256 != in_force().fingerprint:
        raise Conflict(_("The rules of screening were changed meanwhile. Look at its findings again."))


def _require_files(prepared: Prepared) -> None:
    """Ask for the bytes last: what is not ready for other reasons may have none yet."""
    if not all(blobs.exists(sha256) for sha256 in files(prepared.document)):
        raise Conflict(_("A picture of this draft was erased meanwhile. Look at it again."))


def _require_ready(prepared: Prepared, justifications: Mapping[str, str]) -> None:
    problems = list(prepared.problems)
    if prepared.screening.blocking:
        problems.append(_("Screening found what must not be said. Change the text first."))
    if any(not justifications.get(finding.key, "").strip() for finding in prepared.screening.warnings):
        problems.append(_("Justify each warning, or change the text."))
    if problems:
        raise NotReady(tuple(problems))


def _write_candidate(
    component: Component,
    prepared: Prepared,
    screening: Screening,
    actor: User,
    justifications: Mapping[str, str],
    at: datetime,
) -> Candidate:
    document = prepared.document
    product = document["product"] or {"type": "", "risk": ""}
    warned = {finding.key for finding in prepared.screening.warnings}
    candidate = Candidate.objects.create(
        component=component,
        branch=component.branch,
        kind=component.kind,
        title=document["title"],
        product_type=product["type"],
        risk=product["risk"],
        segments=document["audience"]["segments"],
        valid_from=valid_from(document),
        valid_until=valid_until(document),
        document=prepared.body,
        content_sha256=prepared.content_sha256,
        revision_id=prepared.revision_id,
        screening=screening,
        justifications={key: words.strip() for key, words in justifications.items() if key in warned},
        submitted_by=actor,
        submitted_at=at,
    )
    CandidateMedium.objects.bulk_create(_media(candidate, document))
    _write_what_it_rests_on(candidate, document)
    CandidateAuthor.objects.bulk_create(
        CandidateAuthor(candidate=candidate, user_id=pk) for pk in sorted(_authors(component, actor))
    )
    return candidate


def _authors(component: Component, actor: User) -> set[int]:
    """Return who wrote any of it. The log is asked too: `purge_revisions` takes old revisions away."""
    types = ContentType.objects.get_for_models(
        Component, proxy_for(component.kind), for_concrete_models=False
    )
    logged = ModelLogEntry.objects.filter(
        content_type__in=types.values(), object_id=str(component.pk), content_changed=True
    )
    return {
        actor.pk,
        component.created_by_id,
        *component.revisions.exclude(user=None).values_list("user_id", flat=True),
        *logged.exclude(user_id=None).values_list("user_id", flat=True),
    }


def _write_what_it_rests_on(candidate: Candidate, document: Mapping[str, Any]) -> None:
    CandidateFact.objects.bulk_create(
        CandidateFact(candidate=candidate, fact_id=fact["id"]) for fact in cited_facts(document)
    )
    CandidateLink.objects.bulk_create(_links(candidate, document))
    if document["product"]:
        product = Product.objects.get(code=document["product"]["code"])
        CandidateProduct.objects.create(candidate=candidate, product=product)


def _links(candidate: Candidate, document: Mapping[str, Any]) -> Iterator[CandidateLink]:
    for channel, one in actions(document):
        if one.address or one.expires_at is not None:
            yield CandidateLink(
                candidate=candidate,
                channel=channel,
                words=one.words,
                address=one.address,
                expires_at=one.expires_at,
            )
    written = [link for one in passages(document) for link in links_in(one.text)]
    in_codes = [address for _picture, address in addresses_in_codes(document)]
    for address in dict.fromkeys([*written, *in_codes]):
        yield CandidateLink(candidate=candidate, address=address)


def _media(candidate: Candidate, document: Mapping[str, Any]) -> list[CandidateMedium]:
    rows = []
    for entry in {one["sha256"]: one for one in document["media"]}.values():
        rows.append(_medium(candidate, entry, entry, ""))
        rows.extend(_medium(candidate, one, entry, one["name"]) for one in entry["derivatives"])
    return rows


def _medium(
    candidate: Candidate, one: Mapping[str, Any], original: Mapping[str, Any], derivative: str
) -> CandidateMedium:
    return CandidateMedium(
        candidate=candidate,
        sha256=one["sha256"],
        original_sha256=original["sha256"],
        derivative=derivative,
        mime=one.get("mime", "application/octet-stream"),
        width=one["width"],
        height=one["height"],
        octets=one["octets"],
    )
