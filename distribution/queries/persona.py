"""The persona that a manager has taken up, and those to choose from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from content.domain.document import Document, body_values
from content.enums import PersonaType
from content.kinds import PERSONA_TEMPLATE
from distribution.enums import PersonaStep
from distribution.models import ChosenPersona
from distribution.queries.editions import ending_of, newest_of, visible_by_key, visible_of_kind
from people.models import User
from review.enums import EditionStatus
from review.models import Edition


@dataclass(frozen=True, slots=True)
class Template:
    """A template in force, with what one chooses by."""

    edition: Edition
    persona: PersonaType
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps, and whether the manager has ticked it."""

    step: PersonaStep
    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """What the template says, read for the phone."""

    tone: str
    introduction: str
    avatar: str
    cover: str
    steps: tuple[Step, ...]
    posts: tuple[str, ...]
    do: tuple[str, ...]
    dont: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnPersona:
    """What a manager has chosen. `guide` is None once the edition is not in force for him any more.

    `ending` then says how it ended (None: it is no longer his branch's), `newer` is the edition to go
    on with.
    """

    persona: PersonaType
    edition: Edition
    guide: Guide | None
    ending: EditionStatus | None
    newer: Edition | None


def persona_of(user: User) -> str | None:
    """Return the code of the persona type that `user` has taken up, or None.

    It stays when the template's edition ends, until another is chosen.
    """
    code: str | None = (
        ChosenPersona.objects.filter(manager=user).values_list("persona_type", flat=True).first()
    )
    return code


def persona_in(document: Document) -> PersonaType:
    """Return the persona type of a persona template's document."""
    return PersonaType(body_values(document, "persona")[0]["persona_type"]["code"])


def templates_for(user: User, at: datetime) -> list[Template]:
    """Return the templates that `user` may choose at `at`, in the order of the twelve types. One query."""
    found = [
        Template(edition, persona_in(edition.content), body_values(edition.content, "persona")[0]["tone"])
        for edition in visible_of_kind(user, PERSONA_TEMPLATE.code, at)
    ]
    order = list(PersonaType)
    return sorted(found, key=lambda one: order.index(one.persona))


def own_persona(user: User, at: datetime) -> OwnPersona | None:
    """Return what `user` has chosen as it stands at `at`, or None. Four queries at most."""
    chosen = (
        ChosenPersona.objects.filter(manager=user)
        .select_related("edition")
        .defer("edition__certificate")
        .first()
    )
    if chosen is None:
        return None
    persona = PersonaType(chosen.persona_type)
    visible = visible_by_key(user, {chosen.edition_id}, at).get(chosen.edition_id)
    if visible is not None:
        return OwnPersona(persona, visible, _guide(visible.content, chosen.steps_done), None, None)
    newer = newest_of(user, chosen.edition.component_id, at)
    return OwnPersona(persona, chosen.edition, None, _ending(user, chosen.edition, at), newer)


def _ending(user: User, edition: Edition, at: datetime) -> EditionStatus | None:
    try:
        return ending_of(user, edition.public_id, at)
    except Edition.DoesNotExist:
        return None


def _guide(document: Document, done: Collection[str]) -> Guide:
    said, steps = body_values(document, "persona")[0], body_values(document, "persona_steps")[0]
    return Guide(
        tone=said["tone"],
        introduction=said["self_introduction"],
        avatar=said["avatar"],
        cover=said["cover"],
        steps=tuple(Step(step, steps[step.value], step.value in done) for step in PersonaStep),
        posts=_lines(document, "sample_posts"),
        do=_lines(document, "persona_do"),
        dont=_lines(document, "persona_dont"),
    )


def _lines(document: Document, block: str) -> tuple[str, ...]:
    return tuple(item["value"] for value in body_values(document, block) for item in value)
