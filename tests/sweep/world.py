"""One bank with something of everything in four branches, built once for the whole sweep.

Every actor works in the east branch. Seen from there a thing is `own`, the `parent`'s (head office), the
`sibling`'s (west) or the `child`'s (a sub-branch). What a branch holds carries its marker in titles and
texts, so that an answer which tells of it is found out by its bytes.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from content.enums import CustomerEvent, DayTable
from content.kinds import ACTIVITY_KIT, KINDS, LESSON, PERSONA_TEMPLATE, SCRIPT
from content.models import (
    CalendarYear,
    Component,
    Fact,
    Festival,
    Import,
    LibraryDocument,
    LibraryImage,
    Partner,
    Product,
    SavedFilter,
    Story,
    Tag,
    WeeklyColumn,
)
from content.models.origin import BranchCopy
from core import clock
from core.models import OutboxMessage, OutboxStatus
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.choose_persona import choose_persona
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.actions.save_piece import save_piece
from distribution.actions.start_run import start_run
from distribution.enums import Unusable, Usefulness
from distribution.models import (
    ContentRequest,
    EventRule,
    Feedback,
    Package,
    ProgrammeEntry,
    Pull,
    RecallTask,
    ReceivedEvent,
)
from people.enums import Role
from people.models import ApiClient, ApiToken, Branch, User, Webhook
from review.models import Case, Edition
from tests.factories.api import ApiClientFactory, token_of
from tests.factories.calendar import FestivalFactory, WeeklyColumnFactory, make_year
from tests.factories.content import (
    DocumentFactory,
    FactFactory,
    ImageFactory,
    MorningBriefFactory,
    channel,
    h5_link,
)
from tests.factories.distribution import (
    EntryFactory,
    PackageFactory,
    ProgrammeFactory,
    pull_edition,
    recall_task,
    wish,
)
from tests.factories.events import reported
from tests.factories.imports import running
from tests.factories.kinds import make_of_kind, of_gone_kind
from tests.factories.partner import PartnerFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import issue_edition, issue_of_kind, open_case
from tests.factories.stories import make_story
from tests.factories.tags import SavedFilterFactory, TagFactory
from tests.factories.unread import unread_piece
from tests.factories.webhooks import WebhookFactory

GROUP_CALL = "今晚一起来。活动奖品数量有限，规则以本行公示为准；参与活动无需购买任何产品。"


class Relation(StrEnum):
    """Whose it is, seen from the actor's branch."""

    OWN = "own"
    PARENT = "parent"
    SIBLING = "sibling"
    CHILD = "child"


class Actor(StrEnum):
    """Who asks: each role by itself, and the odd ones."""

    ANONYMOUS = "anonymous"
    EDITOR = "editor"
    OFFICER = "officer"
    LEGAL = "legal"
    CONSUMER_PROTECTION = "consumer_protection"
    MANAGER = "manager"
    LEAD = "lead"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SUPERUSER = "superuser"
    """A superuser without any role."""
    BRANCHLESS = "branchless"
    """Every role but the administrator's, and no branch."""


def marker(relation: Relation) -> str:
    """Return the text that nothing but the content of `relation` contains."""
    return f"QZX{relation.upper()}XZQ"


def staff_marker(relation: Relation) -> str:
    """Return the text that nothing but the names of the staff of `relation` contains."""
    return f"QSX{relation.upper()}XSQ"


@dataclass
class Holdings:
    """What one branch holds. `manager` pulled `edition` and `ended`; the own one is the actor."""

    relation: Relation
    branch: Branch
    staff: User
    manager: User
    drafts: dict[str, Component]
    """One of each kind, by the kind's code."""
    kept: Component
    """Of a kind that is no longer declared."""
    unread: tuple[Component, str]
    case: Case
    edition: Edition
    ended: Edition
    persona: Edition
    """A persona template in force, chosen by `manager`."""

    lesson: Edition
    kit: Edition
    """An activity kit in force; `manager` has planned it for tomorrow."""

    package: Package
    entry: ProgrammeEntry
    """Of the branch's programme."""

    rule: EventRule
    """Of a payday, in use."""

    event: ReceivedEvent
    """A payday of a customer of `manager`."""

    pull: Pull
    task: RecallTask
    feedback: Feedback
    asked: ContentRequest
    image: LibraryImage
    document: LibraryDocument
    column: WeeklyColumn
    story: Story
    tag: Tag
    saved_filter: SavedFilter

    imported: Import
    """Runs in the name of `staff`."""

    @property
    def brief(self) -> Component:
        return self.drafts["morning_brief"]


@dataclass
class World:
    """Actors (None for the anonymous one), what each branch holds, and what belongs to the whole bank."""

    actors: dict[Actor, User | None]
    holdings: dict[Relation, Holdings]
    product: Product
    fact: Fact
    year: CalendarYear
    festival: Festival
    partner: Partner
    dead: OutboxMessage
    token: ApiToken
    webhook: Webhook


def build_world() -> World:
    """Make everything through the real actions. The caller holds a transaction and a frozen clock."""
    tree = branch_tree()
    actors = _actors(tree)
    branches = {
        Relation.OWN: tree.east,
        Relation.PARENT: tree.head_office,
        Relation.SIBLING: tree.west,
        Relation.CHILD: tree.east_sub,
    }
    fact = FactFactory()
    holdings = {
        relation: _holdings(relation, branch, actors[Actor.MANAGER], fact)
        for relation, branch in branches.items()
    }
    token = token_of(ApiClientFactory(branch=tree.head_office))[1]
    return World(
        actors,
        holdings,
        fact.product,
        fact,
        make_year(DayTable.BANK, clock.now().year),
        FestivalFactory(),
        PartnerFactory(),
        _dead_message(),
        token,
        _failing_webhook(token.client),
    )


def copy_of(edition: Edition, draft: Component) -> None:
    """Make `draft` a copy of the edition's piece that was never compared with anything."""
    BranchCopy(
        component_id=draft.pk,
        source_id=edition.component_id,
        version_sha256="0" * 64,
        number="",
        taken_by=draft.created_by,
        taken_at=edition.issued_at,
    ).compared_with({}).save()


def _dead_message() -> OutboxMessage:
    """Return a message that was given up."""
    message = OutboxMessage.objects.order_by("pk")[0]
    message.status = OutboxStatus.DEAD
    message.save(update_fields=["status"])
    return message


def _failing_webhook(client: ApiClient) -> Webhook:
    """Return a webhook that was switched off because it failed."""
    at = clock.now()
    made: Webhook = WebhookFactory(client=client, failing_since=at, switched_off_at=at)
    return made


def _actors(tree: BranchTree) -> dict[Actor, User | None]:
    actors: dict[Actor, User | None] = {Actor.ANONYMOUS: None}
    for role in Role:
        actors[Actor(role.value)] = UserFactory(roles=[role], branch=tree.east)
    actors[Actor.SUPERUSER] = UserFactory(is_superuser=True, branch=tree.east)
    every_desk_role = [role for role in Role if role != Role.ADMINISTRATOR]
    actors[Actor.BRANCHLESS] = UserFactory(roles=every_desk_role, branch=None)
    return actors


def _holdings(relation: Relation, branch: Branch, acting_manager: User | None, fact: Fact) -> Holdings:
    secret = marker(relation)
    staff = UserFactory(editor=True, branch=branch, display_name=f"{staff_marker(relation)}员工")
    manager = UserFactory(manager=True, branch=branch, display_name=f"{staff_marker(relation)}经理")
    if relation == Relation.OWN and acting_manager is not None:
        manager = acting_manager
    image = ImageFactory(branch=branch, title=f"{secret}图片")
    image.get_rendition("width-60")
    on_the_first_page = image.created_at + timedelta(days=1)
    LibraryImage.objects.filter(pk=image.pk).update(created_at=on_the_first_page)
    own: dict[str, Any] = {
        "title": f"{secret}早报",
        "texts": {"moments": f"{secret}早安。以上信息仅供参考，不构成任何投资建议。"},
    }
    brief = MorningBriefFactory(created_by=staff, pictures=[image], **own)
    asking = {**own, "texts": {**own["texts"], "group": own["texts"]["moments"]}}
    edition = issue_edition(editor=staff, pictures=[image], actions={"group": h5_link()}, **asking)
    copy_of(edition, brief)
    ended = issue_edition(editor=staff, **own)
    persona = issue_of_kind(PERSONA_TEMPLATE.code, branch, title=f"{secret}人设")
    issue_of_kind(SCRIPT.code, branch, title=f"{secret}话术")
    kit = issue_of_kind(
        ACTIVITY_KIT.code, branch, title=f"{secret}活动", channels=[channel("group", GROUP_CALL)]
    )
    start_run(kit.public_id, clock.now() + timedelta(days=1), actor=manager, at=clock.now())
    save_piece(edition.public_id, actor=manager, at=clock.now())
    choose_persona(persona.public_id, actor=manager, at=clock.now())
    task = recall_task(ended, manager)
    return Holdings(
        relation=relation,
        branch=branch,
        staff=staff,
        manager=manager,
        drafts=_drafts(relation, staff, fact) | {"morning_brief": brief},
        kept=of_gone_kind(staff, f"{secret}停用"),
        unread=unread_piece(editor=staff, **own),
        case=open_case(editor=staff, pictures=[image], **own),
        edition=edition,
        ended=ended,
        persona=persona,
        lesson=issue_of_kind(LESSON.code, branch, title=f"{secret}培训"),
        kit=kit,
        package=PackageFactory(branch=branch, title=f"{secret}内容包", editions=(edition,), created_by=staff),
        entry=EntryFactory(
            programme=ProgrammeFactory(branch=branch, title=f"{secret}周计划"), place=f"{secret}地"
        ),
        rule=EventRule.objects.create(branch=branch, event=CustomerEvent.PAYDAY, kinds=[SCRIPT.code]),
        event=reported(manager),
        pull=pull_edition(edition, manager),
        task=task,
        feedback=give_feedback(
            edition.public_id,
            Opinion(Usefulness.NOT_USABLE, Unusable.TOO_LATE, f"{secret}晚"),
            actor=manager,
            at=clock.now(),
        ),
        asked=ask_for_content(wish(f"{secret}求"), actor=manager, at=clock.now()),
        image=image,
        document=DocumentFactory(branch=branch, title=f"{secret}文件"),
        column=WeeklyColumnFactory(branch=branch, name=f"{secret}栏目"),
        story=make_story(manager, told=f"{secret}故事"),
        imported=running(staff, f"{secret}表.xlsx", f"{secret}问题"),
        tag=TagFactory(branch=branch, name=f"{secret}"),
        saved_filter=SavedFilterFactory(owner=staff, name=f"{secret}筛选"),
    )


def _drafts(relation: Relation, staff: User, fact: Fact) -> dict[str, Component]:
    """Return a draft of each kind but the brief."""
    more = {"product_analysis": {"product": fact.product, "fact": fact}}
    return {
        kind.code: make_of_kind(
            kind.code,
            staff,
            clock.now(),
            title=f"{marker(relation)}{kind.label}",
            **more.get(kind.code, {}),
        )
        for kind in KINDS
        if kind.code != "morning_brief"
    }
