"""Links that lead elsewhere and codes that have ended keep a piece from review; a code ends its piece."""

from datetime import timedelta
from typing import Any

import pytest

from content.queries.freezing import document_of
from core import clock
from core.domain import canonical
from review.actions.prepare import prepare
from review.actions.submit import NotReady
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory, block, group_code, h5_link
from tests.factories.review import issue_edition, make_component, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

WORDS = "以上信息仅供参考，不构成任何投资建议。"
FOREIGN = "https://evil.example/offer"


def problems(**traits: Any) -> str:
    return "\n".join(prepare(make_component(**traits), clock.now()).problems)


def test_a_listed_link_is_frozen_as_a_link_and_is_no_text() -> None:
    prepared = prepare(make_component(actions={"group": h5_link()}), clock.now())
    sent = next(one for one in prepared.document["channels"] if one["type"] == "group")
    assert prepared.problems == ()
    assert sent["value"]["action"][0]["value"] == {
        "words": "查看活动",
        "address": {"link": "https://m.shifanbank.example/offer"},
    }


@pytest.mark.parametrize(
    "action",
    [
        h5_link(FOREIGN),
        h5_link("https://shifanbank.example.evil.example/"),
        block("app_link", {"words": "打开", "address": FOREIGN}),
    ],
)
def test_a_link_elsewhere_is_refused_with_words(action: dict[str, Any]) -> None:
    said = problems(actions={"group": action})
    assert f"Group leads to {action['value']['address']}." in said
    assert "Only https links to shifanbank.example may be sent" in said


def test_a_foreign_mini_program_is_refused() -> None:
    action = block("mini_program", {"words": "领取", "app_id": "wx0123456789abcdef", "path": "pages/a"})
    assert "Group opens the mini-program wx0123456789abcdef" in problems(actions={"group": action})


@pytest.mark.parametrize(
    "address", [FOREIGN, "http://m.shifanbank.example/", "www.evil.example", "weixin://a"]
)
def test_an_address_in_a_text_is_refused_like_a_link(address: str) -> None:
    assert f"A text leads to {address}." in problems(texts={"group": f"详见{address}。{WORDS}"})


def test_a_listed_address_in_a_text_is_no_problem() -> None:
    assert problems(texts={"group": f"详见https://m.shifanbank.example/a。{WORDS}"}) == ""


def test_nothing_is_submitted_that_leads_elsewhere() -> None:
    with pytest.raises(NotReady, match=r"evil\.example"):
        submit_component(make_component(actions={"group": h5_link(FOREIGN)}))


def test_a_codes_end_ends_the_piece(frozen_clock: FrozenClock) -> None:
    ends = frozen_clock.at + timedelta(hours=3)
    edition = issue_edition(actions={"group": group_code(ImageFactory(), ends)})
    assert edition.valid_until == ends
    assert edition.content["media"] != []


def test_an_expired_code_is_named(frozen_clock: FrozenClock) -> None:
    ends = frozen_clock.at
    component = make_component(actions={"group": group_code(ImageFactory(), ends)})
    said = "\n".join(prepare(component, ends).problems)
    assert "The group code “桃园福利群” expired on 2026-03-02" in said
    assert document_of(component)["validity"]["until"] == canonical.moment(ends)
