"""A search of the portal with its filters, as it stands in an address."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and what of it is wanted."""

    query: str
    kinds: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The search as the part of an address behind the question mark."""
        pairs = [("q", self.query), *(("kind", one) for one in self.kinds)]
        return urlencode([*pairs, *(("segment", one) for one in self.segments)])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kinds or self.segments)
