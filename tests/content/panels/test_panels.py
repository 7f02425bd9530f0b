"""What stands in the form beside its fields."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.admin.panels import HelpPanel

from content import registry
from content.kinds import MORNING_BRIEF
from content.models import MorningBrief
from content.viewsets.component import ComponentViewSet, viewset_for
from people.models import User
from tests.content.posting import signed_in
from tests.factories.content import MorningBriefFactory


def edit_page(user: User, brief: MorningBrief) -> BeautifulSoup:
    response = signed_in(user).get(reverse("content_morning_brief:edit", args=[brief.pk]))
    return BeautifulSoup(response.content, "html.parser")


def test_checklist_and_disclosures_stand_in_the_form_ready_to_copy(editor: User) -> None:
    page = edit_page(editor, MorningBriefFactory(created_by=editor))
    copied = [button["data-copy-text"] for button in page.select("[data-copy-text]")]
    assert copied == ["以上信息仅供参考，不构成任何投资建议。"]
    assert len(page.select(".armoury-help__list")[0].select("li")) == len(MORNING_BRIEF.checklist)


def test_channel_texts_carry_their_limits_and_the_page_the_counters_words(editor: User) -> None:
    page = edit_page(editor, MorningBriefFactory(created_by=editor))
    blocks = page.select_one("#channels")["data-w-block-data-value"]
    assert 'data-counter-octets=\\"4000\\"' in blocks
    assert 'data-counter-characters=\\"2000\\"' in blocks
    words = page.select_one("[data-words-bytes]")
    assert "{count}" in words["data-words-bytes"]
    assert "{limit}" in words["data-words-characters"]
    scripts = [script["src"] for script in page.select("script[src]")]
    assert any("content/editor.js" in source for source in scripts)


def test_a_draft_that_was_not_copied_names_no_empty_figures(editor: User) -> None:
    page = edit_page(editor, MorningBriefFactory(created_by=editor))
    assert page.select("[data-emptied-figures]") == []


def test_upper_rooms_add_panels_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "editor_panels", [lambda: HelpPanel(content="审查结果")])
    viewset: ComponentViewSet = viewset_for(MORNING_BRIEF)()
    last = viewset.get_edit_handler().children[-1]
    assert isinstance(last, HelpPanel)
    assert last.content == "审查结果"
