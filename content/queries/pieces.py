"""Pieces of all kinds as the desk's lists read them."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from content.models import Component, ComponentTag, Tag
from people.models import Branch, User

HEAVY = ("body", "channels")
"""Columns that lists leave in the database."""


def overseen_pieces(user: User) -> QuerySet[Component]:
    """Return every piece of the user's branch and those below it, the last saved first.

    By the newest revision's key: it rises with every save and has an index, its moment has none.
    """
    pieces: QuerySet[Component] = (
        Component.objects.overseen_by(user)
        .select_related("branch", "created_by", "latest_revision")
        .prefetch_related("tagged__tag")
        .defer(*HEAVY, "latest_revision__content")
        .order_by(F("latest_revision").desc(nulls_last=True), "-pk")
    )
    return pieces


def with_words(pieces: QuerySet[Component], typed: str) -> QuerySet[Component]:
    """Keep those whose title contains each of the words in `typed`."""
    wanted = Q()
    for word in typed.split():
        wanted &= Q(title__icontains=word)
    return pieces.filter(wanted)


def in_segments(pieces: QuerySet[Component], codes: Iterable[str]) -> QuerySet[Component]:
    """Keep what names any of `codes`. As text, because SQLite's JSON knows no "contains"."""
    named = Q()
    for code in codes:
        named |= Q(segments_text__contains=f'"{code}"')
    return pieces.annotate(segments_text=Cast("segments", TextField())).filter(named)


def with_tags(pieces: QuerySet[Component], tags: Collection[Tag]) -> QuerySet[Component]:
    """Keep those that carry any of `tags`."""
    return pieces.filter(pk__in=ComponentTag.objects.filter(tag__in=tags).values("component"))


def by_author(pieces: QuerySet[Component], typed: str) -> QuerySet[Component]:
    """Keep those begun by whoever has this staff number, or whose name contains what was typed."""
    return pieces.filter(Q(created_by__staff_number=typed) | Q(created_by__display_name__icontains=typed))


def counted_by_state(pieces: QuerySet[Component]) -> Counter[str]:
    """Return how many of `pieces` are in each state. One query."""
    rows = pieces.order_by().values_list("state").annotate(count=Count("pk"))
    return Counter(dict(rows))


def branches_overseen(user: User) -> QuerySet[Branch]:
    """Return the branches whose pieces `user` oversees, the own one first."""
    if user.branch is None:
        nothing: QuerySet[Branch] = Branch.objects.none()
        return nothing
    found: QuerySet[Branch] = Branch.objects.filter(path__startswith=user.branch.path).order_by("path")
    return found


def tags_for(user: User) -> QuerySet[Tag]:
    """Return the tags that `user` may put on a piece: in use, of the own branch or one above."""
    found: QuerySet[Tag] = Tag.objects.usable_by(user).filter(is_active=True)
    return found


def tags_known_to(user: User) -> QuerySet[Tag]:
    """Return the tags that pieces in the reach of `user` may carry: of branches above and below too."""
    found: QuerySet[Tag] = Tag.objects.usable_by(user) | Tag.objects.overseen_by(user)
    return found


def lock_pieces(keys: Collection[int]) -> QuerySet[Component]:
    """Return these pieces with their rows locked, by key. The caller holds a transaction."""
    locked: QuerySet[Component] = (
        Component.objects.select_for_update(of=("self",))
        .select_related("branch")
        .defer(*HEAVY)
        .filter(pk__in=keys)
        .order_by("pk")
    )
    return locked
