"""What upper rooms put into the editor.

They fill it in their AppConfig.ready; content reads it and knows none of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from wagtail.admin.panels import Panel

from content.domain.document import Document
from content.domain.masking import Box
from content.domain.planning import Piece
from content.models import Component
from people.models import User

PanelMaker = Callable[[], Panel]
SubmitUrl = Callable[[Component], str]
IssuedPieces = Callable[[User, datetime, datetime, datetime], Sequence[Piece]]
ProposedBoxes = Callable[[bytes], Sequence[Box] | None]
InForce = Callable[[int, User, datetime], "tuple[Version, Document] | None"]
NewestVersions = Callable[[Collection[int], datetime], "Mapping[int, Version]"]
Standings = Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Dependent:
    """A piece that rests on a fact or product: its title, where it stands in words, its page."""

    title: str
    kind: str | Promise
    branch: str
    standing: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a piece by its hash; `number` is its review number, empty for a draft."""

    sha256: str
    number: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a component, a product, a picture by its SHA-256, or an edition of a component."""

    component: int | None = None
    edition: int | None = None
    product: int | None = None
    picture: str = ""


Uses = Callable[[Subject, User, datetime], Sequence[Dependent]]


@dataclass(frozen=True, slots=True)
class UseGroup:
    """One sort of thing that uses others. `find` returns what the user oversees of it, in a fixed number of
    queries.
    """

    code: str
    label: str | Promise
    find: Uses


@dataclass(frozen=True, slots=True)
class LinkedPiece:
    """A piece that leads to an address, or shows a group code that ends at `expires_at`, and its page."""

    title: str
    branch: str
    standing: str | Promise
    url: str
    words: str
    address: str
    expires_at: datetime | None


LinkedPieces = Callable[[User, Collection[str], datetime, datetime], Sequence[LinkedPiece]]

Dependence = Callable[[int, User, datetime], Sequence[Dependent]]

editor_panels: list[PanelMaker] = []
"""Each makes a panel that stands at the end of every component's form."""

submit_url: SubmitUrl | None = None
"""Gives the page on which a saved draft is submitted. None hides the button."""

standings: Standings | None = None
"""Gives, by primary key, words for where a component's newest submission stands. Two queries for all."""

citing_fact: Dependence | None = None
"""Gives what upper rooms have in review or in force that froze the fact with this key, as far as the user
oversees it. The same number of queries however much it is."""

about_product: Dependence | None = None
"""The same for a product."""

links_in_use: Callable[[datetime], Sequence[str]] | None = None
"""Gives each address that something in use leads to at a moment."""

linked_pieces: LinkedPieces | None = None
"""Gives, of what a user oversees, the pieces that lead to one of some addresses, and those with a code that
ends before a moment. The same number of queries however many they are."""

issued_pieces: IssuedPieces | None = None
"""Gives, of what a user oversees, the editions that begin, end or fill a column between two moments."""

proposed_boxes: ProposedBoxes | None = None
"""Proposes what to mask in a picture, each box with the origin "proposed". A person keeps or removes them.
None while it is still looked through."""

close_url: Callable[[Component], str] | None = None
"""Gives the page on which a customer's story is closed for good. None hides the button."""

in_force: InForce | None = None
"""Gives the edition in force of the component with this key and its document, if the user may use or oversees
it."""

newest_versions: NewestVersions | None = None
"""Gives the edition in force of each component by primary key; one without any is left out. One query."""

use_groups: list[UseGroup] = []
"""What upper rooms have that may use a component, an edition, a product or a picture, in the order shown."""
