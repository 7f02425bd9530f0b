"""Cases, editions and recalls, made through the real actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from content.domain.risks import HIGH_RISKS
from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS
from content.models import Component, Product
from core import clock
from people.enums import Role
from people.models import Branch, User
from review.actions.decide import Signature, decide
from review.actions.prepare import prepare
from review.actions.recall import recall
from review.actions.resume import resume
from review.actions.submit import submit
from review.actions.suspend import suspend
from review.enums import ROLE_OF_LEVEL, CaseStatus, Level, Verdict
from review.models import Case, Decision, Edition, Recall, Resumption, Suspension
from tests.factories.content import SHANGHAI, MorningBriefFactory, ProductAnalysisFactory, ProductFactory
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory

FACTORIES = {MORNING_BRIEF.code: MorningBriefFactory, PRODUCT_ANALYSIS.code: ProductAnalysisFactory}


def make_component(
    *,
    kind: str = MORNING_BRIEF.code,
    branch: Branch | None = None,
    editor: User | None = None,
    at: datetime | None = None,
    risk: str | None = None,
    **traits: Any,
) -> Component:
    """Return a complete draft by `editor` (or by a new editor of `branch`).

    `traits` are those of content's factories: valid_from, valid_until, segments, title, texts, product,
    pictures. `risk` puts a new product of that risk level into it, and R4 and R5 are written for
    one-to-one alone. A brief's market day is chosen so that it is not stale before `valid_until`.
    """
    editor = editor or UserFactory(editor=True, **({"branch": branch} if branch else {}))
    at = at or clock.now()
    if risk is not None:
        product = traits["product"] = ProductFactory(risk=risk)
        if risk in HIGH_RISKS:
            traits.setdefault("texts", {"one_to_one": _private_offer(product)})
    if kind == MORNING_BRIEF.code:
        ends = traits.setdefault("valid_until", at + timedelta(days=1))
        traits.setdefault("market_day", (ends.astimezone(SHANGHAI) + timedelta(hours=12)).date())
    made = FACTORIES[kind](created_by=editor, at=at, **traits)
    return Component.objects.select_related("branch", "created_by").get(pk=made.pk)


def _private_offer(product: Product) -> str:
    facts = f"{product.name}，风险等级{product.risk}，发行人{product.issuer}。"
    return facts + "理财非存款、产品有风险、投资须谨慎。"


def submit_component(
    component: Component,
    editor: User | None = None,
    *,
    justifications: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Case:
    """Submit the newest revision; every warning is justified unless `justifications` are given."""
    at = at or clock.now()
    prepared = prepare(Component.objects.get(pk=component.pk), at)
    if justifications is None:
        justifications = {finding.key: "已核对来源。" for finding in prepared.screening.warnings}
    return submit(prepared, actor=editor or component.created_by, justifications=justifications, at=at)


def open_case(*, at: datetime | None = None, **traits: Any) -> Case:
    """Return the open case of a new component; traits as `make_component` takes them."""
    return submit_component(make_component(at=at, **traits), at=at)


def officer_for(branch: Branch, role: Role = Role.OFFICER) -> User:
    """Return a new officer of the head office above `branch`."""
    return UserFactory(roles=[role], branch=branch.get_root())


def decide_case(
    case: Case,
    *,
    officer: User | None = None,
    verdict: Verdict = Verdict.APPROVE,
    reasons: str = "",
    at: datetime | None = None,
) -> Decision:
    """Decide the case's present level with a fresh signature; `case` is read anew afterwards."""
    at = at or clock.now()
    case.refresh_from_db()
    level = Level(case.current_level)
    made = decide(
        case.public_id,
        verdict=verdict,
        reasons=reasons,
        signature=Signature(level, case.candidate.content_sha256, at),
        actor=officer or officer_for(case.branch, ROLE_OF_LEVEL[level]),
        at=at,
    )
    case.refresh_from_db()
    return made


def approve_case(case: Case, *, at: datetime | None = None) -> Edition:
    """Approve every level that is left, each by another officer, and return the edition."""
    while case.status == CaseStatus.OPEN:
        decide_case(case, at=at)
    edition: Edition = Edition.objects.get(case=case)
    return edition


def issue_edition(
    *, component: Component | None = None, at: datetime | None = None, **traits: Any
) -> Edition:
    """Issue an edition of a new component (traits of `make_component`) or of `component` as it stands."""
    return approve_case(submit_component(component or make_component(at=at, **traits), at=at), at=at)


def issue_of_kind(code: str, branch: Branch, **fields: Any) -> Edition:
    """Issue an edition of a complete component of any kind; `fields` are the component's."""
    editor = UserFactory(editor=True, branch=branch)
    return issue_edition(component=make_of_kind(code, editor, clock.now(), **fields))


def follow_edition(edition: Edition, **changes: Any) -> Edition:
    """Issue the next edition of the same component, with `changes` of its fields."""
    component = Component.objects.get(pk=edition.component_id)
    for name, value in changes.items():
        setattr(component, name, value)
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    return issue_edition(
        component=Component.objects.select_related("branch", "created_by").get(pk=component.pk)
    )


def recall_edition(
    edition: Edition,
    *,
    officer: User | None = None,
    reason: str = "数据有误，请停止使用。",
    correction: str = "",
    at: datetime | None = None,
) -> Recall:
    """Recall the edition with a fresh signature; `edition` is read anew afterwards."""
    at = at or clock.now()
    made = recall(
        edition.public_id,
        reason=reason,
        correction=correction,
        actor=officer or officer_for(edition.branch),
        authenticated_at=at,
        at=at,
    )
    edition.refresh_from_db()
    return made


def suspend_edition(
    edition: Edition,
    *,
    officer: User | None = None,
    reason: str = "链接打不开，核实中。",
    at: datetime | None = None,
) -> Suspension:
    """Suspend the edition with a fresh signature; `edition` is read anew afterwards."""
    at = at or clock.now()
    made = suspend(
        edition.public_id,
        reason=reason,
        actor=officer or officer_for(edition.branch),
        authenticated_at=at,
        at=at,
    )
    edition.refresh_from_db()
    return made


def resume_edition(
    edition: Edition,
    *,
    officer: User | None = None,
    reason: str = "已核实，可以使用。",
    at: datetime | None = None,
) -> Resumption:
    """Resume the edition with a fresh signature; `edition` is read anew afterwards."""
    at = at or clock.now()
    made = resume(
        edition.public_id,
        reason=reason,
        actor=officer or officer_for(edition.branch),
        authenticated_at=at,
        at=at,
    )
    edition.refresh_from_db()
    return made
