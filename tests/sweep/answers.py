"""The words in which an expectation says who gets which answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.sweep.bodies import Body
from tests.sweep.targets import Target
from tests.sweep.world import Actor, Holdings, Relation, World

Outcome = int | str
"""A status; "login" for being sent to the log-in page, "home" for Wagtail's way back home with words."""

REFUSALS: frozenset[Outcome] = frozenset({"login", "home", 401, 403, 404, 405})

ANYWHERE = frozenset(Relation)
OWN = frozenset({Relation.OWN})
OVERSEEN = frozenset({Relation.OWN, Relation.CHILD})
USABLE = frozenset({Relation.OWN, Relation.PARENT})
LINEAGE = OVERSEEN | USABLE
ABOVE = USABLE - OWN
NOTHING: frozenset[Relation] = frozenset()

EVERYBODY = frozenset(Actor)
ANONYMOUS = frozenset({Actor.ANONYMOUS})
EDITOR = frozenset({Actor.EDITOR})
MANAGER = frozenset({Actor.MANAGER})
ADMINISTRATOR = frozenset({Actor.ADMINISTRATOR})
SUPERUSER = frozenset({Actor.SUPERUSER})
BRANCHLESS = frozenset({Actor.BRANCHLESS})
OFFICER = frozenset({Actor.OFFICER})
REVIEWERS = OFFICER | {Actor.LEGAL, Actor.CONSUMER_PROTECTION}
LAYING_OUT = EDITOR | {Actor.OPERATOR, Actor.LEAD}
KEEPING_PRODUCTS = EDITOR | {Actor.OPERATOR}
OVERSEERS = LAYING_OUT | REVIEWERS | {Actor.AUDITOR}
AT_HOME = EVERYBODY - {Actor.ANONYMOUS, Actor.MANAGER}
"""Who may open the admin."""

Row = tuple[frozenset[Actor], frozenset[Relation], Outcome]


@dataclass(frozen=True)
class Answers:
    """Rows of who, whose and what; the first that fits counts."""

    rows: tuple[Row, ...]

    def to(self, actor: Actor, relation: Relation) -> Outcome:
        """Return the expected outcome."""
        return next(outcome for who, whose, outcome in self.rows if actor in who and relation in whose)


def everybody(outcome: Outcome) -> Answers:
    """Return answers that make no difference between people."""
    return Answers(((EVERYBODY, ANYWHERE, outcome),))


def logged_in(*rows: Row, otherwise: Outcome) -> Answers:
    """Return answers of a page for everybody who is logged in."""
    return Answers(((ANONYMOUS, ANYWHERE, "login"), *rows, (EVERYBODY, ANYWHERE, otherwise)))


def desk(*rows: Row, otherwise: Outcome) -> Answers:
    """Return answers of a page of the admin, which sends those without a desk role to the log-in page."""
    return Answers(((EVERYBODY - AT_HOME, ANYWHERE, "login"), *rows, (EVERYBODY, ANYWHERE, otherwise)))


def portal(*rows: Row, otherwise: Outcome) -> Answers:
    """Return answers of a page for managers. `BRANCHLESS` is a manager too, with nothing to see."""
    strangers = EVERYBODY - MANAGER - BRANCHLESS
    return logged_in((strangers, ANYWHERE, 403), *rows, otherwise=otherwise)


def may(who: frozenset[Actor], whose: frozenset[Relation], outcome: Outcome = 200) -> Row:
    return (who, whose, outcome)


@dataclass(frozen=True)
class Expectation:
    """What one group of routes answers.

    `routes` are patterns (fnmatch) of names as `namespace:name`; a route without a name is matched by "/"
    and its pattern. `target` fills the arguments of the address, `query` is put behind it, `body` is
    posted. `tells` names whose content an answer may contain for somebody who oversees or manages; `lists`
    says that it does contain exactly this for `readers`. `names` is for pages that name staff of all
    branches, `bank_wide` for addresses with arguments that name no branch's thing. `at` is the address of a
    nameless regular expression.
    """

    routes: tuple[str, ...]
    get: Answers
    post: Answers
    target: Target | None = None
    query: Callable[[World, Holdings], Mapping[str, Any]] | None = None
    body: Body | None = None
    tells: frozenset[Relation] = OVERSEEN
    lists: frozenset[Relation] | None = None
    readers: frozenset[Actor] = OVERSEERS
    names: bool = False
    bank_wide: bool = False
    at: str = ""
    writes_on_get: frozenset[str] = frozenset()


def on(*routes: str, get: Answers, post: Answers, **more: Any) -> Expectation:
    return Expectation(routes, get, post, **more)
