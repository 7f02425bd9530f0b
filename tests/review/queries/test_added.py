import pytest

from content.domain.document import with_text
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity
from review.queries.added import added_findings
from tests.factories.review import issue_edition


@pytest.mark.django_db
def test_only_what_was_put_in_is_found() -> None:
    document = issue_edition().content
    said = "稳赚不赔，内容仅供参考，不构成任何投资建议。"
    before, after = with_text(document, "moments", said), with_text(document, "moments", f"保本保息\n{said}")
    added = added_findings(before, after)
    assert {finding.text for finding in added.findings} == {"保本", "保息"}
    assert added.findings[0].severity is Severity.block
    assert added.rule_set == builtin().fingerprint
    assert added_findings(after, after).findings == ()


@pytest.mark.django_db
def test_the_same_words_a_second_time_are_found() -> None:
    document = issue_edition().content
    once, twice = "稳赚不赔。", "稳赚不赔。早安。稳赚不赔。"
    added = added_findings(with_text(document, "moments", once), with_text(document, "moments", twice))
    assert "稳赚不赔" in {finding.text for finding in added.findings}
