"""Opening lines: which approved ones a manager may take, and what screening says of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from content.domain.document import Document, with_text
from content.domain.merge import filled
from content.enums import Channel
from content.kinds import SCRIPT
from distribution.domain.openings import MOST_CHARACTERS, Flaw, Unfit, approved_lines, free_line, opened
from distribution.queries.editions import offer_of, visible_by_key, visible_editions
from distribution.queries.limits import manager_day
from distribution.queries.own_fields import own_fields
from people.models import User
from review.models import Edition
from review.queries.added import Added, added_findings

MOST_SCRIPTS = 100
"""So many of the newest scripts are looked through."""


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """An approved line as it will be sent. `value` is what the form sends back."""

    edition: Edition
    wording: int
    text: str

    @property
    def value(self) -> str:
        return f"{self.edition.public_id}:{self.wording}"


class OpeningRefused(Exception):
    """The typed line may not be sent; the words say why, and what would do."""


def offered_lines(manager: User, channel: Channel, at: datetime) -> Sequence[OfferedLine]:
    """Return the approved lines that `manager` may put before a text on `channel` now. Five queries."""
    own = manager_day(manager, at)
    newest = (
        visible_editions(manager, at).filter(kind=SCRIPT.code).order_by("-pk").values_list("pk", flat=True)
    )
    editions = visible_by_key(manager, list(newest[:MOST_SCRIPTS]), at)
    fields = own_fields(manager)
    return [
        OfferedLine(edition, line.wording, filled(line.text, fields))
        for _key, edition in sorted(editions.items())
        if own.channel_reason(offer_of(edition), channel) is None
        for line in approved_lines(edition.content, channel)
    ]


def free_lines_allowed(manager: User, at: datetime) -> bool:
    """Return whether head office lets managers type a line of their own."""
    return manager_day(manager, at).rules.allows_free_openings


def screened_line(typed: str, document: Document, channel: str, text: str) -> tuple[str, Added]:
    """Return the typed line, cleaned, and what the rules say of it before `text` of an approved `document`.

    Pure work on the processor; hold no transaction. Raises OpeningRefused for what is no line, and for
    anything that the rules warn of or block and did not before: nobody is there to justify it.
    """
    try:
        line = free_line(typed)
    except Unfit as unfit:
        raise OpeningRefused(_flaw_words(unfit.flaw)) from unfit
    added = added_findings(
        with_text(document, channel, text), with_text(document, channel, opened(line, text))
    )
    if added.findings:
        grave = added.findings[0]
        raise OpeningRefused(
            _("“%(text)s” may not be said: %(why)s. Say it another way.")
            % {"text": grave.text or line, "why": grave.message}
        )
    return line, added


def _flaw_words(flaw: Flaw) -> str:
    return {
        Flaw.EMPTY: _("Write an opening line, or choose none."),
        Flaw.TOO_LONG: _("The opening line takes at most %(most)d characters. Shorten it.")
        % {"most": MOST_CHARACTERS},
        Flaw.WITH_LINK: _("No address may stand in the opening line. Take it out."),
        Flaw.WITH_FIELD: _("No braces may stand in the opening line. Take them out."),
    }[flaw]
