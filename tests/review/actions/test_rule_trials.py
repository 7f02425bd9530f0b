"""Trials: what they find, that they go on after a kill, and when they say nothing any more."""

from itertools import islice

import pytest

from core import clock
from core.actions import Conflict, Refused
from people.enums import Role
from review.actions import go_on_with_trial
from review.actions.cancel_trial import cancel_trial
from review.actions.change_rule import change_rule
from review.actions.go_on_with_trial import go_on_with_trials
from review.actions.start_trial import start_trial
from review.domain.labelled import shipped
from review.domain.screening.loader import builtin
from review.enums import TrialStatus
from review.models import RuleDraft, RuleTrial, TrialChange
from review.queries.rule_trials import deciding_trial, newly_blocked
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, recall_edition, suspend_edition
from tests.factories.rules import WORD, draft_with, make_rule, put_in_force, with_shipped

pytestmark = pytest.mark.django_db
HIT = {"moments": f"{WORD}，内容仅供参考，不构成任何投资建议。"}
SOME = tuple(islice(shipped(), 0, None, 30))
"""Sentences of the shipped corpus; all of them would say the same and take long."""


@pytest.fixture(autouse=True)
def part_of_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go_on_with_trial, "corpus", lambda: iter(SOME))


def begin(draft: RuleDraft) -> RuleTrial:
    return start_trial(draft.public_id, actor=UserFactory(roles=[Role.LEGAL]), at=clock.now())


def run(draft: RuleDraft) -> RuleTrial:
    trial = begin(draft)
    go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    return trial


def test_verdicts_that_change_are_told_with_their_rules() -> None:
    hit, clean = issue_edition(texts=HIT), issue_edition()
    gone, paused = issue_edition(texts=HIT), issue_edition(texts=HIT)
    recall_edition(gone)
    suspend_edition(paused)
    trial = run(draft_with(make_rule()))
    assert (trial.status, trial.total, trial.looked_at) == (TrialStatus.DONE, 2, 2)
    change = trial.changes.get()
    assert (change.edition, change.after) == (hit, "block")
    assert change.rules == [["TST-001", "block", "added"]]
    assert list(newly_blocked(trial)) == [change]
    assert trial.measured["before"] == trial.measured["after"]
    assert trial.measured["after"]["block"]["recall"][1] > 5
    assert clean.pk not in trial.changes.values_list("edition_id", flat=True)


def test_a_rule_that_goes_is_told_too_and_the_corpus_shows_it() -> None:
    issue_edition(texts=HIT)
    put_in_force(with_shipped(make_rule()))
    draft = draft_with()
    draft.rules.filter(severity="block").update(is_off=True)
    trial = run(draft)
    before, after = (trial.measured[one]["block"]["recall"] for one in ("before", "after"))
    assert after[0] == 0 < before[0] <= before[1] == after[1]
    assert trial.changes.get().rules == [["TST-001", "block", "gone"]]


def test_after_a_kill_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    editions = [issue_edition(texts=HIT) for _number in range(3)]
    monkeypatch.setattr(go_on_with_trial, "PORTION", 1)
    trial = begin(draft_with(make_rule()))
    seen: list[int] = []
    original = go_on_with_trial.changed_rules

    def killed(*results: object) -> object:
        if len(seen) == 1:
            raise KeyboardInterrupt
        seen.append(1)
        return original(*results)  # type: ignore[arg-type]

    monkeypatch.setattr(go_on_with_trial, "changed_rules", killed)
    with pytest.raises(KeyboardInterrupt):
        go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    assert (trial.status, trial.looked_at, trial.percent) == (TrialStatus.RUNNING, 1, 33)
    monkeypatch.setattr(go_on_with_trial, "changed_rules", original)
    go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    assert (trial.status, trial.looked_at) == (TrialStatus.DONE, 3)
    assert set(trial.changes.values_list("edition", flat=True)) == {one.pk for one in editions}


def test_two_at_once_do_no_portion_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    issue_edition(texts=HIT)
    trial = begin(draft_with(make_rule()))
    kept = go_on_with_trial._keep

    def twice(*portion: object) -> None:
        kept(*portion)  # type: ignore[arg-type]
        kept(*portion)  # type: ignore[arg-type]

    monkeypatch.setattr(go_on_with_trial, "_keep", twice)
    go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    assert (trial.looked_at, TrialChange.objects.count()) == (1, 1)


def test_an_edit_or_another_set_makes_it_outdated() -> None:
    draft = draft_with(make_rule())
    assert deciding_trial(draft) is None
    trial = run(draft)
    assert deciding_trial(draft) == trial
    put_in_force(with_shipped(make_rule("TST-003")))
    assert deciding_trial(draft) is None
    again = run(draft)
    assert deciding_trial(draft) == again
    author = UserFactory(roles=[Role.OFFICER])
    change_rule(draft.public_id, make_rule("TST-002"), shown_sha256="", actor=author, at=clock.now())
    assert deciding_trial(draft) is None


def test_a_draft_changed_while_it_runs_stops_it_with_words() -> None:
    draft = draft_with(make_rule())
    trial = begin(draft)
    draft.rules.filter(rule_id="TST-001").update(is_off=True)
    go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    assert (trial.status, trial.error) == (
        TrialStatus.CANCELLED,
        "The draft was changed while it was tried. Try it again.",
    )


def test_a_set_put_in_force_while_it_runs_stops_it_with_words() -> None:
    trial = begin(draft_with(make_rule()))
    put_in_force(builtin().rules[:1])
    go_on_with_trials(clock.now(), 60)
    trial.refresh_from_db()
    assert (trial.status, "put in force" in trial.error) == (TrialStatus.CANCELLED, True)


def test_rules_that_cannot_be_read_make_it_fail_and_others_go_on() -> None:
    broken, whole = draft_with(make_rule()), draft_with(make_rule())
    row = broken.rules.get(rule_id="TST-001")
    row.body = bytes(row.body).replace(b'"term"', b'"oracle"')
    row.save()
    failed, done = begin(broken), begin(whole)
    go_on_with_trials(clock.now(), 60)
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.status, "oracle" in failed.error) == (TrialStatus.FAILED, True)
    assert done.status == TrialStatus.DONE


def test_it_is_stopped_by_who_keeps_the_rules_and_started_once() -> None:
    tree = branch_tree()
    officer = UserFactory(roles=[Role.OFFICER], branch=tree.head_office)
    draft = draft_with(make_rule(), author=officer)
    with pytest.raises(Conflict):
        cancel_trial(draft.public_id, actor=officer, at=clock.now())
    start_trial(draft.public_id, actor=officer, at=clock.now())
    with pytest.raises(Conflict, match="running already"):
        start_trial(draft.public_id, actor=officer, at=clock.now())
    stranger = UserFactory(roles=[Role.OFFICER], branch=tree.east, is_superuser=True)
    for verb in (start_trial, cancel_trial):
        with pytest.raises(Refused):
            verb(draft.public_id, actor=stranger, at=clock.now())
    stopped = cancel_trial(draft.public_id, actor=officer, at=clock.now())
    assert (stopped.status, stopped.error) == (TrialStatus.CANCELLED, f"Stopped by {officer}.")
    assert go_on_with_trials(clock.now(), 60) == 0
