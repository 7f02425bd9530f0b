import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import LedgerRecord
from review.domain.screening.loader import builtin
from review.domain.screening.result import Verdict
from review.models import RuleSetVersion
from review.queries.plain_texts import PlainText, screen_plain
from review.queries.rule_sets import UntrustedRules, in_force
from tests.factories.rules import WORD, make_rule, put_in_force, spoil_rules, with_shipped

pytestmark = pytest.mark.django_db


def verdict(text: str) -> Verdict:
    return screen_plain(PlainText(id=1, text=text)).verdict


def test_the_shipped_catalogue_holds_until_something_is_activated() -> None:
    assert in_force() is builtin()
    assert verdict(WORD) is Verdict.pass_


def test_the_newest_activated_set_holds_from_the_next_text_on() -> None:
    version = put_in_force(with_shipped(make_rule()))
    assert in_force().fingerprint == version.rules_sha256
    assert (verdict(WORD), verdict("这款理财保本")) == (Verdict.block, Verdict.block)
    put_in_force([make_rule()])
    assert (verdict(WORD), verdict("这款理财保本")) == (Verdict.block, Verdict.pass_)
    put_in_force(builtin().rules)
    assert in_force().name == "3 测试规则"
    assert in_force().fingerprint == builtin().fingerprint


def test_it_is_read_once_and_asked_for_each_time() -> None:
    put_in_force([make_rule()])
    read = in_force()
    with CaptureQueriesContext(connection) as queries:
        assert in_force() is read
    assert len(queries) == 1


def test_a_row_slipped_in_is_in_force_for_nobody() -> None:
    version = put_in_force([make_rule()])
    version.pk, version.number, version.ledger_subject = None, 2, "rule_set:forged"
    version.public_id = type(version.public_id)(int=1)
    version.rules, version.rules_sha256 = (
        b"[]",
        "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
    )
    version.save(force_insert=True)
    assert in_force().name == "1 测试规则"


def test_changed_bytes_stop_screening() -> None:
    spoil_rules()
    with pytest.raises(UntrustedRules, match="What is written is kept"):
        in_force()


@pytest.mark.parametrize("field", ["rules", "rules_sha256", "number", "reason"])
def test_it_cannot_be_changed_or_deleted(field: str) -> None:
    version = put_in_force([make_rule()])
    changed = {"rules": b"[]", "rules_sha256": "0" * 64, "number": 9, "reason": "anders"}
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        RuleSetVersion.objects.filter(pk=version.pk).update(**{field: changed[field]})
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        RuleSetVersion.objects.filter(pk=version.pk).delete()


def test_the_clock_and_the_ledger_know_of_it() -> None:
    version = put_in_force([make_rule()])
    record = LedgerRecord.objects.get(event="rules.activated")
    assert (record.subject, record.subject_sha256) == (version.ledger_subject, version.rules_sha256)
    assert version.activated_at <= clock.now()
