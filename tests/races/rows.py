"""Rows for hundreds of rounds, copied in bulk from one piece that went the real way."""

from collections.abc import Sequence

from benchmarks.library import candidate_like, grow
from content.enums import ComponentState
from content.models import Component
from core import clock
from people.models import User
from review.models import Candidate, CandidateAuthor, Case, CaseLevel, Edition


def open_cases(sample: Case, count: int) -> list[Case]:
    """Return `count` open cases like `sample`, each of a component and a candidate of its own."""
    components = Component.objects.bulk_create(
        _component(sample.candidate, number, ComponentState.IN_REVIEW) for number in range(count)
    )
    candidates = Candidate.objects.bulk_create(candidate_like(sample.candidate, one) for one in components)
    CandidateAuthor.objects.bulk_create(
        CandidateAuthor(candidate=one, user_id=author.user_id)
        for one in candidates
        for author in sample.candidate.authors.all()
    )
    cases = Case.objects.bulk_create(
        Case(
            candidate=one,
            branch=sample.branch,
            current_level=sample.current_level,
            due_at=sample.due_at,
            opened_at=sample.opened_at,
        )
        for one in candidates
    )
    CaseLevel.objects.bulk_create(
        CaseLevel(case=case, position=level.position, level=level.level)
        for case in cases
        for level in sample.levels.all()
    )
    return cases


def editions(sample: Edition, count: int) -> list[Edition]:
    """Return `count` editions like `sample`, each of a component of its own, borne out by the ledger."""
    before = set(Edition.objects.values_list("pk", flat=True))
    grow(sample, len(before) + count, clock.now())
    return list(Edition.objects.exclude(pk__in=before).select_related("component").order_by("pk"))


def drafts(sample: Component, count: int) -> list[Component]:
    """Return `count` drafts like `sample`, each with a revision of its own."""
    made = []
    for number in range(count):
        copy = type(sample).objects.get(pk=sample.pk)
        copy.pk, copy.public_id, copy.latest_revision = None, Component().public_id, None
        copy.title = f"{sample.title} {number}"
        copy.save(force_insert=True)
        copy.save_revision(user=sample.created_by, clean=False, log_action=False)
        made.append(copy)
    return made


def author_of(case: Case) -> User:
    """Return who submitted the piece."""
    author: User = case.candidate.submitted_by
    return author


def states(components: Sequence[int]) -> dict[int, str]:
    """Return the state of each component, by primary key."""
    return dict(Component.objects.filter(pk__in=components).values_list("pk", "state"))


def _component(sample: Candidate, number: int, state: ComponentState) -> Component:
    source = sample.component
    return Component(
        kind=source.kind,
        branch=source.branch,
        state=state,
        title=f"{source.title} {number}",
        product=source.product,
        segments=source.segments,
        body=source.body,
        channels=source.channels,
        created_by=source.created_by,
        valid_from=source.valid_from,
        valid_until=source.valid_until,
    )
