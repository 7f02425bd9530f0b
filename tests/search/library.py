"""Editions for tests of search: owned by head office unless said otherwise."""

from typing import Any

from people.models import Branch, User
from review.models import Edition
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import issue_edition

RISK = "以上信息仅供参考，不构成任何投资建议。"


def head_office() -> Branch:
    """Return head office, made if need be."""
    return Branch.objects.filter(code="HO").first() or BranchFactory(code="HO")


def manager() -> User:
    """Return a new customer manager of head office."""
    made: User = UserFactory(manager=True, branch=head_office())
    return made


def brief(title: str = "示范", text: str = "您好。", **traits: Any) -> Edition:
    """Issue a morning brief whose only channel text is `text` and the words that a brief must have."""
    texts = traits.pop("texts", {"moments": text + RISK})
    return issue_edition(title=title, texts=texts, **{"branch": head_office(), **traits})


def analysis(title: str, **traits: Any) -> Edition:
    """Issue a product analysis."""
    return issue_edition(kind="product_analysis", title=title, **{"branch": head_office(), **traits})
