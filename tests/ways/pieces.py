"""Who tries, and the piece that they try to get out. Every text of it holds MARKER."""

from functools import cached_property
from typing import Any

from content.models import Component
from people.enums import Role
from people.models import User
from review.models import Case, Edition
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, make_component, submit_component

MARKER = "蓝鲸行动"
WORDS = "以上信息仅供参考，不构成任何投资建议。"
ACTORS = ("editor", "officer", "superuser", "bare_superuser")


class Bank:
    """Head office with branches; each person is made when first named.

    `superuser` holds the roles of editor and officer beside being superuser, `bare_superuser` no role at all.
    """

    def __init__(self, tree: BranchTree, clock: FrozenClock) -> None:
        self.tree, self.clock = tree, clock

    @cached_property
    def manager(self) -> User:
        made: User = UserFactory(manager=True, branch=self.tree.east_sub)
        return made

    @cached_property
    def other_manager(self) -> User:
        made: User = UserFactory(manager=True, branch=self.tree.east_sub)
        return made

    @cached_property
    def editor(self) -> User:
        made: User = UserFactory(editor=True, branch=self.tree.head_office)
        return made

    @cached_property
    def officer(self) -> User:
        made: User = UserFactory(officer=True, branch=self.tree.head_office)
        return made

    @cached_property
    def superuser(self) -> User:
        made: User = UserFactory(
            roles=[Role.EDITOR, Role.OFFICER], is_superuser=True, branch=self.tree.head_office
        )
        return made

    @cached_property
    def bare_superuser(self) -> User:
        made: User = UserFactory(is_superuser=True, branch=self.tree.head_office)
        return made

    def person(self, name: str) -> User:
        """Return one of ACTORS."""
        found: User = getattr(self, name)
        return found


def words(**traits: Any) -> dict[str, Any]:
    """Return the traits of a piece whose title and text hold MARKER, unless `traits` say otherwise."""
    return {"title": f"{MARKER}早报", "texts": {"moments": f"{MARKER}今日要点。{WORDS}"}, **traits}


def draft(bank: Bank, **traits: Any) -> Component:
    """Return a complete draft of the bank's editor, owned by head office."""
    return make_component(editor=bank.editor, **words(**traits))


def in_review(bank: Bank, **traits: Any) -> Case:
    """Return the open case of such a draft."""
    return submit_component(draft(bank, **traits))


def issued(bank: Bank, **traits: Any) -> Edition:
    """Return an edition of such a draft, with a picture."""
    branch = bank.tree.head_office
    return issue_edition(component=draft(bank, **{"pictures": [ImageFactory(branch=branch)], **traits}))


def at_levels(bank: Bank, risk: str = "R2") -> Case:
    """Return the open case of a product analysis: compliance, consumer protection, and legal from R4 on."""
    component = make_component(
        kind="product_analysis", editor=bank.editor, risk=risk, title=f"{MARKER}产品分析"
    )
    return submit_component(component)
