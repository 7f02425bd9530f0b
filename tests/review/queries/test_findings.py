"""From screening's places to what people read: labels, blocks, spans."""

import pytest

from content.models import Component
from content.queries.freezing import document_of
from review.domain.screening.result import Severity
from review.queries.findings import findings_by_place
from review.queries.screening import place_label, screen_document, subject_of
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.review import make_component

pytestmark = pytest.mark.django_db


def analysis(**traits: object) -> Component:
    return make_component(kind="product_analysis", **traits)


def test_the_subject_has_every_passage_with_its_channel_and_label() -> None:
    component = analysis(texts={"moments": "朋友圈文字", "group": "群文字"}, title="示范分析")
    subject = subject_of(document_of(component))
    by_text = {one.text: (one.label, one.channel) for one in subject.passages}
    assert (subject.kind, subject.product_type, subject.risk) == ("product_analysis", "wmp", "R2")
    assert (subject.channels, subject.segments, subject.offers_product) == (
        ("moments", "group"),
        ("credit_card",),
        True,
    )
    assert by_text["示范分析"] == ("Title", None)
    assert by_text["朋友圈文字"] == ("Moments", "moments")
    assert by_text["群文字"] == ("Group", "group")
    assert by_text["净值可能波动，本金可能受损。"] == ("Risks", None)


def test_a_brief_offers_no_product() -> None:
    assert not subject_of(document_of(make_component())).offers_product


def test_a_finding_leads_to_its_block_and_marks_its_exact_words() -> None:
    text = f"🎉保证收益。{WEALTH_DISCLOSURES}"
    component = analysis(texts={"moments": text})
    document = document_of(component)
    found = findings_by_place(document, screen_document(document))
    passage = next(one for one in found.passages if one.label == "Moments")
    marks = [stretch for stretch in passage.stretches if stretch.findings]
    assert "".join(stretch.text for stretch in passage.stretches) == text
    assert [(stretch.text, stretch.severity) for stretch in marks] == [("保证收益", Severity.block)]
    assert passage.findings[0].anchor == document["channels"][0]["id"]
    assert passage.findings[0].finding.place == f"channels/{document['channels'][0]['id']}/text"


def test_findings_are_numbered_whole_piece_first_and_carry_justifications() -> None:
    component = analysis(
        risk="R5",
        texts={"moments": f"限时抢购。{WEALTH_DISCLOSURES}"},
    )
    document = document_of(component)
    result = screen_document(document)
    said = {finding.key: "活动规则已写明。" for finding in result.warnings}
    found = findings_by_place(document, result, said)
    assert [one.number for one in found.numbered] == list(range(1, len(result.findings) + 1))
    assert [(one.label, one.anchor) for one in found.whole] == [("Whole piece", "")] * len(found.whole)
    assert len(found.whole) >= 1
    assert [one.justification for one in found.numbered if one.finding.severity is Severity.warn] == [
        "活动规则已写明。"
    ] * len(result.warnings)


def test_a_place_that_the_document_lacks_is_named_as_it_is() -> None:
    document = document_of(make_component())
    assert place_label(document, "channels/gone/text") == "channels/gone/text"
    assert place_label(document, "piece") == "Whole piece"
