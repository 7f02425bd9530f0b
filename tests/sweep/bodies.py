"""What is posted: what the form of a page sends, so that a refusal is for the right reason."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from content.models import Component
from core import clock
from people.enums import Role
from people.models import User
from review.actions.prepare import prepare
from tests.content.posting import form_data
from tests.factories.content import picture_file
from tests.factories.imports import faq_row, table
from tests.factories.people import PASSWORD
from tests.sweep.world import Holdings, Relation, World

Body = Callable[[World, Holdings], Mapping[str, Any]]


def component(kind: str) -> Body:
    def body(world: World, held: Holdings) -> Mapping[str, Any]:
        return form_data(held.drafts[kind], title="换了标题")

    return body


def confirmed(world: World, held: Holdings) -> Mapping[str, Any]:
    """A form without fields."""
    return {"confirm": "yes"}


def submission(world: World, held: Holdings) -> Mapping[str, Any]:
    prepared = prepare(Component.objects.get(pk=held.brief.pk), clock.now())
    return {"revision_id": prepared.revision_id, "content_sha256": prepared.content_sha256}


def update(world: World, held: Holdings) -> Mapping[str, Any]:
    draft = Component.objects.get(pk=held.brief.pk)
    return {
        "version": held.edition.content_sha256,
        "revision": draft.latest_revision_id,
        "place": "channels/moments",
        "choice": "take",
    }


def decision(world: World, held: Holdings) -> Mapping[str, Any]:
    return {
        "verdict": "approve",
        "reasons": "",
        "level": held.case.current_level,
        "content_sha256": held.case.candidate.content_sha256,
        "password": PASSWORD,
    }


def alarm(world: World, held: Holdings) -> Mapping[str, Any]:
    """A finding that the case has not."""
    return {"finding": "0" * 64, "reason": "不是问题。"}


def missed(world: World, held: Holdings) -> Mapping[str, Any]:
    return {
        "missed-text": held.case.candidate.title,
        "missed-wanted": "block",
        "missed-category": "收益承诺",
        "missed-reason": "应检出。",
    }


def recall(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"reason": "数据有误。", "correction": "", "password": PASSWORD}


def suspension(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"suspend-reason": "链接打不开。", "suspend-password": PASSWORD}


def resumption(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"resume-reason": "链接已恢复。", "resume-password": PASSWORD}


def order(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"channel": "moments", "segment": "credit_card", "request_key": str(uuid4())}


def typed(world: World, held: Holdings) -> Mapping[str, Any]:
    """A line that is being typed."""
    return {"channel": "group", "opening_text": "早上好"}


def searched(world: World, held: Holdings) -> Mapping[str, Any]:
    """What was looked for, as it stands in an address."""
    return {"asked": "q=zq&kind=script"}


def slot(world: World, held: Holdings) -> Mapping[str, Any]:
    piece = f"{held.edition.public_id}:0:{uuid4()}"
    return {"channel": "moments", "segment": "credit_card", "piece": [piece]}


def steps(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"step": ["scenes"]}


def answers(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"answer_1": 1, "answer_2": 1, "answer_3": 1}


def start(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"day": f"{clock.now() + timedelta(days=1):%Y-%m-%d}", "time": "08:00"}


def outcome(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"outcome": "declared_gone"}


def package(world: World, held: Holdings) -> Mapping[str, Any]:
    item = held.package.items.get()
    return {
        "day": held.package.day.isoformat(),
        "title": "换了名字",
        "items-TOTAL_FORMS": 1,
        "items-INITIAL_FORMS": 1,
        "items-MIN_NUM_FORMS": 0,
        "items-MAX_NUM_FORMS": 1000,
        "items-0-id": item.pk,
        "items-0-edition": item.edition_id,
        "items-0-slot": "noon",
        "items-0-position": 0,
    }


def new_package(world: World, held: Holdings) -> Mapping[str, Any]:
    empty = {"items-INITIAL_FORMS": 0, "items-0-id": "", "items-0-edition": held.edition.pk}
    return {**package(world, held), **empty, "title": "新的内容包"}


def programme(world: World, held: Holdings) -> Mapping[str, Any]:
    return {
        "title": "换了名字",
        "starts": held.entry.programme.starts.isoformat(),
        "ends": "",
        "slots-TOTAL_FORMS": 0,
        "slots-INITIAL_FORMS": 0,
        "slots-MIN_NUM_FORMS": 0,
        "slots-MAX_NUM_FORMS": 3,
    }


def entry(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"weekday": "2", "slot": "noon", "purpose": "offers", "how_many": 2, "kinds": ["noon_deal"]}


def event_rule(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"event": "birthday", "kinds": ["script"], "position": 1, "days": 3, "is_on": "on"}


def image(world: World, held: Holdings) -> Mapping[str, Any]:
    return {
        **_medium(held),
        "rights_basis": "own",
        "rights_holder": "",
        "rights_until": "",
        "description": "",
    }


def new_image(world: World, held: Holdings) -> Mapping[str, Any]:
    return {**image(world, held), "file": picture_file(901)}


def document(world: World, held: Holdings) -> Mapping[str, Any]:
    return _medium(held)


def _medium(held: Holdings) -> dict[str, Any]:
    return {"title": "换了名字", "collection": held.branch.collection_id, "tags": ""}


def product(world: World, held: Holdings) -> Mapping[str, Any]:
    return {
        "code": "SFLC9901",
        "name": "换了名字",
        "product_type": world.product.product_type,
        "risk": world.product.risk,
        "issuer": world.product.issuer,
        "registration_code": world.product.registration_code,
    }


def staff(world: World, held: Holdings) -> Mapping[str, Any]:
    return _person(held.staff.username, held.staff.staff_number, held.staff)


def new_staff(world: World, held: Holdings) -> Mapping[str, Any]:
    return _person("newcomer", "900001", held.staff) | {"password1": PASSWORD, "password2": PASSWORD}


def _person(username: str, number: str, like: User) -> dict[str, Any]:
    roles = like.groups.filter(name=Role.EDITOR.value)
    return {
        "username": username,
        "staff_number": number,
        "display_name": "换了名字",
        "email": "",
        "branch": like.branch_id,
        "groups": [role.pk for role in roles],
        "is_active": "on",
    }


def handling(world: World, held: Holdings) -> Mapping[str, Any]:
    """What the three forms about a dead message send."""
    return {
        "retry-note": "已处理",
        "close-outcome": "not_needed",
        "close-note": "不再需要",
        "handler": world.dead.handler,
    }


def telling(world: World, held: Holdings) -> Mapping[str, Any]:
    """A story as a manager's form sends it."""
    today = clock.now().date()
    return {
        "told": "新的故事",
        "consent_number": "SQ-0009",
        "given_on": today.isoformat(),
        "holds_until": (today + timedelta(days=90)).isoformat(),
        "channels": ["moments"],
        "agreed": "on",
        "request_key": str(uuid4()),
    }


def opinion(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"usefulness": "not_usable", "reason": "too_long"}


def asking(world: World, held: Holdings) -> Mapping[str, Any]:
    """A request as a manager's form sends it."""
    wanted = clock.now().date() + timedelta(days=9)
    return {
        "title": "新的需求",
        "purpose": "给新客户",
        "wanted_by": wanted.isoformat(),
        "request_key": str(uuid4()),
    }


def words(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"words": "答复", "kind": "morning_brief"}


def typed_words(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"text": "早安"}


def nothing_to_mask(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"deed": "nothing"}


def closing(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"ground": "invalid"}


def imported_table(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"kind": "faq", "table": ContentFile(table("faq", faq_row(1)), name="questions.xlsx")}


def bank_tags(world: World, held: Holdings) -> Mapping[str, Any]:
    """The head office's tag, which every branch may use."""
    return {"tags": [world.holdings[Relation.PARENT].tag.pk]}


def new_filter(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"name": "新的筛选", "query": "state=draft"}


def pasted(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"html": "<p>早上好</p>"}


def new_system(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"name": "新系统", "branch": held.branch.pk, "contact": "某人", "password": PASSWORD}


def new_token(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"scopes": ["screen"], "days": 30, "password": PASSWORD}


def new_webhook(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"address": "https://elsewhere.example/hook", "events": ["edition.recalled"], "password": PASSWORD}


def signature(world: World, held: Holdings) -> Mapping[str, Any]:
    return {"password": PASSWORD}
