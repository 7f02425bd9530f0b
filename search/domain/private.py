"""What somebody typed that may be a customer's own: never kept, never written down."""

import re
from typing import Final

from review.domain.screening import personal
from review.domain.screening.checks import PersonalData
from search.domain.figures import DATE
from search.domain.folding import folded

_LONG_NUMBER: Final = re.compile(r"[0-9](?:[ \-._]?[0-9]){6,}")
"""Accounts and telephones of any form: longer than a fund's code."""
_DATE: Final = re.compile(DATE)
_LONGEST_NAME: Final = 5


def holds_personal_data(text: str) -> bool:
    """Return whether `text` holds a telephone, identity, card or account number, an address of mail, or a
    name with an amount.
    """
    plain = folded(text)
    if _LONG_NUMBER.search(_DATE.sub(" ", plain)):
        return True
    return any(any(True for _span in personal.find(data, plain)) for data in PersonalData)


def may_be_personal(query: str) -> bool:
    """Return whether `query` must not be kept: it holds personal data, or may be nothing but a name. Some
    words of no harm are lost by that (PIPL Art. 6: no more is kept than is needed).
    """
    name = "".join(folded(query).split())
    is_name = len(name) <= _LONGEST_NAME and any(start == 0 for start, _end in personal.names(name))
    return is_name or holds_personal_data(query)
