"""The pages of rule sets: who sees them, lists, the form that loses nothing, differences."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from people.enums import Role
from people.models import User
from review.actions import go_on_with_trial
from review.actions.go_on_with_trial import go_on_with_trials
from review.actions.make_draft import make_draft
from review.domain.screening.loader import builtin
from review.enums import RuleDraftStatus, RuleSource
from review.models import RuleDraft
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition
from tests.factories.rules import WORD, draft_with, make_rule, put_in_force

pytestmark = pytest.mark.django_db
INDEX = "rule_sets:index"


@pytest.fixture
def officer(client: Client) -> User:
    made: User = UserFactory(roles=[Role.OFFICER])
    client.force_login(made)
    return made


def draft_of(officer: User) -> RuleDraft:
    return make_draft("新规", RuleSource.IN_FORCE, actor=officer, at=clock.now())


def address(draft: RuleDraft, name: str = "draft", *args: str) -> str:
    return reverse(f"rule_sets:{name}", args=[draft.public_id, *args])


def test_a_draft_is_begun_and_listed(client: Client, officer: User) -> None:
    data = {"name": "十二月新规", "source": "in_force"}
    response = client.post(reverse(INDEX), data, follow=True)
    draft = RuleDraft.objects.get()
    assert (draft.name, draft.made_by) == ("十二月新规", officer)
    assert response.redirect_chain == [(address(draft), 302)]
    text = client.get(reverse(INDEX)).content.decode()
    assert "十二月新规" in text
    assert builtin().fingerprint in text
    assert client.post(reverse(INDEX), {"name": "", "source": "in_force"}).status_code == 400


def test_the_list_is_searched_and_filtered_with_the_same_queries(client: Client, officer: User) -> None:
    put_in_force([make_rule()])
    few = draft_of(officer)
    put_in_force(builtin().rules)
    many = draft_of(officer)
    counts = []
    for draft in (few, many):
        client.get(address(draft))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(draft))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    found = client.get(address(many, "draft_results"), {"q": "GUA-001"})
    assert [rule.rule_id for rule in found.context["object_list"]] == ["GUA-001"]
    warned = client.get(address(many), {"severity": "warn", "q": "GUA-001"})
    assert list(warned.context["object_list"]) == []


def test_a_rule_is_saved_and_what_was_done_is_told(client: Client, officer: User) -> None:
    put_in_force([make_rule()])
    draft = draft_of(officer)
    page = client.get(address(draft, "rule", "TST-001"))
    initial = page.context["form"].initial
    assert WORD in page.content.decode()
    sent = {name: value for name, value in initial.items() if value not in (None, False)}
    response = client.post(address(draft, "rule", "TST-001"), sent | {"title": "新标题"}, follow=True)
    assert "Saved. Every sentence" in response.content.decode()
    assert draft.rules.get().title == "新标题"
    told = client.get(address(draft, "differences")).content.decode()
    assert "<del>测试用语</del>" in told
    assert "<ins>新标题</ins>" in told
    stale = client.post(address(draft, "rule", "TST-001"), sent | {"title": "另一标题"})
    assert (stale.status_code, "另一标题" in stale.content.decode()) == (409, True)
    assert draft.rules.get().title == "新标题"


def test_nothing_typed_is_lost_when_a_rule_is_refused(client: Client, officer: User) -> None:
    draft = draft_of(officer)
    typed = {
        "rule_id": "NEW-001",
        "title": "新规则",
        "category": "测试",
        "severity": "block",
        "law": "示范办法",
        "article": "第二条",
        "status": "practice",
        "verified": "practice",
        "suggestion": "删去。",
        "patterns": "包赚.*不赔",
        "must_hit": "包赚不赔",
        "must_not_hit": "早安",
    }
    response = client.post(address(draft, "add"), typed)
    text = response.content.decode()
    assert response.status_code == 400
    assert "an unbounded repetition; write {0,n}" in text
    assert all(value in text for value in typed.values())
    client.post(address(draft, "add"), typed | {"patterns": "包赚.{0,6}不赔"})
    assert draft.rules.get(rule_id="NEW-001").is_changed
    client.post(address(draft, "switch", "NEW-001"), {"verb": "off"})
    assert "This rule is switched off" in client.get(address(draft, "rule", "NEW-001")).content.decode()
    client.post(address(draft, "switch", "NEW-001"), {"verb": "on"})
    assert not draft.rules.get(rule_id="NEW-001").is_off


def test_an_auditor_reads_and_changes_nothing(client: Client) -> None:
    tree = branch_tree()
    draft = draft_of(UserFactory(roles=[Role.LEGAL], branch=tree.head_office))
    client.force_login(UserFactory(roles=[Role.AUDITOR], branch=tree.head_office))
    for page in (reverse(INDEX), address(draft), address(draft, "rule", "GUA-001")):
        text = client.get(page)
        assert text.status_code == 200
        assert 'type="submit"' not in text.content.decode().split("</header>")[-1].split('class="w-')[0]
    assert client.post(reverse(INDEX), {"name": "x", "source": "in_force"}).status_code == 403
    assert client.post(address(draft, "rule", "GUA-001"), {}).status_code == 403
    assert client.post(address(draft, "discard")).status_code == 403
    assert RuleDraft.objects.get().status == RuleDraftStatus.OPEN


def test_a_branchs_officer_does_not_see_them(client: Client) -> None:
    tree = branch_tree()
    draft = draft_of(UserFactory(roles=[Role.LEGAL], branch=tree.head_office))
    client.force_login(UserFactory(roles=[Role.OFFICER], branch=tree.east))
    for page in (reverse(INDEX), address(draft), address(draft, "differences"), reverse("rule_sets:shipped")):
        assert client.get(page).status_code in {302, 403}


def test_a_set_says_what_it_changed_and_the_shipped_one_what_it_would(client: Client, officer: User) -> None:
    put_in_force(builtin().rules)
    put_in_force([*builtin().rules, make_rule()], "加一条")
    text = client.get(reverse("rule_sets:version", args=[2])).content.decode()
    assert ("1 rule differs." in text, "TST-001" in text, "Added" in text) == (True, True, True)
    shipped = client.get(reverse("rule_sets:shipped")).content.decode()
    assert ("TST-001" in shipped, "No longer in the set" in shipped) == (True, True)
    assert "2 加一条" in client.get(reverse(INDEX)).content.decode()
    assert client.get(reverse("rule_sets:version", args=[3])).status_code == 404


def test_a_trial_shows_its_progress_and_what_changes(client: Client, officer: User) -> None:
    edition = issue_edition(texts={"moments": f"{WORD}，内容仅供参考，不构成任何投资建议。"})
    draft = draft_with(make_rule(), author=officer)
    running = client.post(address(draft, "trial"), follow=True).content.decode()
    assert ("0 of 1 editions" in running, 'http-equiv="refresh"' in running) == (True, True)
    go_on_with_trials(clock.now(), 60)
    text = client.get(address(draft, "trial")).content.decode()
    assert ("1 of 1 editions" in text, 'http-equiv="refresh"' in text) == (True, False)
    assert reverse("review_edition:edition", args=[edition.public_id]) in text
    assert ("<ins>TST-001</ins>" in text, "→ Blocked: 1" in text, "Outdated" in text) == (True, True, False)
    assert "Recall" in text
    draft.rules.filter(rule_id="TST-001").update(is_off=True)
    assert "Outdated" in client.get(address(draft, "trial")).content.decode()
    client.post(address(draft, "trial"))
    stopped = client.post(address(draft, "cancel_trial"), follow=True).content.decode()
    assert f"Stopped by {officer}." in stopped


def test_a_tried_draft_is_signed_into_force_and_its_author_is_told_to_leave_it(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go_on_with_trial, "corpus", lambda: iter(()))
    draft = draft_with(make_rule(), author=officer)
    assert "only what was tried" in client.get(address(draft, "activate")).content.decode()
    client.post(address(draft, "trial"))
    go_on_with_trials(clock.now(), 60)
    own = client.get(address(draft, "activate")).content.decode()
    assert "Somebody else must put it in force." in own
    assert client.post(address(draft, "activate")).status_code == 403
    client.force_login(UserFactory(roles=[Role.LEGAL]))
    page = client.get(address(draft, "activate"))
    data = {"rules_sha256": page.context["form"].initial["rules_sha256"], "follow_up": "suspend"}
    missing = client.post(address(draft, "activate"), data)
    assert (missing.status_code, list(missing.context["form"].errors)) == (400, ["reason"])
    done = client.post(address(draft, "activate"), data | {"reason": "新规施行。"}, follow=True)
    text = done.content.decode()
    assert ("In force from the next screening on." in text, "1 新规" in text) == (True, True)
    assert client.post(address(draft, "activate"), data | {"reason": "再来。"}).status_code == 409
