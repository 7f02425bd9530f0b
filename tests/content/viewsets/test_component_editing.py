"""Saving a component in the editor: what is refused, where it is said, and that nothing typed is lost."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Revision

from content import registry
from content.enums import ComponentState, PersonaType
from content.models import Component, MorningBrief, ProductAnalysis
from core import clock
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import (
    SHANGHAI,
    ImageFactory,
    MorningBriefFactory,
    ProductAnalysisFactory,
    ProductFactory,
    channel,
    for_personas,
)
from tests.factories.people import UserFactory

ADD = "/admin/content/morning_brief/add/"


def edit_address(component: Component) -> str:
    return reverse(f"content_{component.kind}:edit", args=[component.pk])


def errors_of(response: HttpResponse) -> str:
    """Return all messages of the form, whichever field or block they stand at."""
    form = response.context["form"]
    return str({name: repr(found.as_data()) for name, found in form.errors.items()}) + repr(
        [_deep(error) for errors in form.errors.as_data().values() for error in errors]
    )


def _deep(error: object) -> object:
    nested = [*_all(getattr(error, "block_errors", None)), *_all(getattr(error, "non_block_errors", None))]
    return [_deep(one) for one in nested] if nested else getattr(error, "messages", error)


def _all(errors: object) -> list[object]:
    return [one for one in (errors.values() if isinstance(errors, dict) else errors or []) if one]


def test_an_edit_is_saved_as_draft_and_never_live(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    response = signed_in(editor).post(edit_address(brief), form_data(brief, title="改过的标题"))
    assert (response.status_code, response.headers["Location"]) == (302, edit_address(brief))
    saved = MorningBrief.objects.get()
    assert (saved.title, saved.live, saved.state) == ("改过的标题", False, ComponentState.DRAFT)
    assert saved.latest_revision_id != brief.latest_revision_id
    assert saved.latest_revision.user == editor
    assert [block.id for block in saved.body] == [block.id for block in brief.body]


def test_the_form_shows_and_keeps_for_whom_a_wording_is(editor: User) -> None:
    """One wording is stored as a plain text, as all were before they could be marked."""
    variants = ["给大家的。", for_personas("三个数字。", "hard_data", "city_explorer")]
    brief = MorningBriefFactory(created_by=editor, variants={"moments": variants})
    client = signed_in(editor)
    assert all(code in client.get(edit_address(brief)).content.decode() for code in PersonaType.values)
    as_read = MorningBrief.objects.get()
    assert as_read.channels[0].value["variants"][0]["text"] == "给大家的。"
    assert client.post(edit_address(brief), form_data(as_read)).status_code == 302
    sent = MorningBrief.objects.get().get_latest_revision_as_object().channels[0].value
    assert [dict(one) for one in sent["variants"]] == [
        {"text": "给大家的。", "for_personas": []},
        {"text": "三个数字。", "for_personas": ["hard_data", "city_explorer"]},
    ]
    assert sent["for_personas"] == []


@pytest.mark.parametrize("action", ["action-publish", "action-submit", "action-unpublish"])
def test_no_posted_action_publishes(action: str, editor: User) -> None:
    User.objects.update(is_superuser=True)
    brief = MorningBriefFactory(created_by=editor)
    signed_in(editor).post(edit_address(brief), {**form_data(brief), action: "1"})
    assert MorningBrief.objects.get().live is False
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0


def test_a_schedule_cannot_be_posted(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    signed_in(editor).post(edit_address(brief), {**form_data(brief), "go_live_at": "2026-01-01 08:00"})
    assert MorningBrief.objects.get().go_live_at is None


def test_the_editor_offers_saving_and_submitting_alone(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "submit_url", lambda component: f"/submit/{component.public_id}/")
    User.objects.update(is_superuser=True)
    brief = MorningBriefFactory(created_by=editor)
    page = signed_in(editor).get(edit_address(brief)).content.decode()
    assert 'name="action-submit-review"' in page
    for never in ("action-publish", "action-unpublish", "/lock/", "/unlock/", "/unpublish/"):
        assert never not in page


def test_a_new_piece_belongs_to_its_editor_and_the_editors_branch(editor: User) -> None:
    model = MorningBriefFactory.build(created_by=editor, latest_revision=None)
    response = signed_in(editor).post(ADD, form_data(model, title="第一份早报"))
    made = MorningBrief.objects.get()
    assert response.headers["Location"] == edit_address(made)
    assert (made.title, made.kind, made.branch, made.created_by) == (
        "第一份早报",
        "morning_brief",
        editor.branch,
        editor,
    )
    assert made.latest_revision.user == editor


def test_a_posted_owner_is_ignored(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    stranger = UserFactory(editor=True)
    data = {**form_data(brief), "branch": stranger.branch_id, "created_by": stranger.pk, "state": "in_review"}
    signed_in(editor).post(edit_address(brief), data)
    saved = MorningBrief.objects.get()
    assert (saved.branch, saved.created_by, saved.state) == (editor.branch, editor, ComponentState.DRAFT)


def test_a_new_form_opens_with_the_kinds_blocks_and_a_validity(editor: User, frozen_clock: object) -> None:
    form = signed_in(editor).get(ADD).context["form"]
    assert [block.block_type for block in form["body"].value()] == ["market_day", "indicators", "headlines"]
    assert form.instance.valid_from == datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)
    assert form.instance.valid_until == datetime(2026, 3, 3, tzinfo=SHANGHAI)
    analysis = signed_in(editor).get("/admin/content/product_analysis/add/").context["form"]
    assert [block.block_type for block in analysis["body"].value()] == [
        "thesis",
        "figures",
        "risks",
        "suitable_for",
    ]
    assert analysis.instance.valid_until - analysis.instance.valid_from == timedelta(days=30)


def test_the_form_offers_its_own_kinds_blocks_alone(editor: User) -> None:
    form = signed_in(editor).get(ADD).context["form"]
    assert set(form.fields["body"].block.child_blocks) == {"market_day", "indicators", "headlines"}
    assert "product" not in form.fields


def test_a_draft_may_be_incomplete(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    data = form_data(brief, segments=[], valid_from="", valid_until="", body=[], channels=[])
    assert signed_in(editor).post(edit_address(brief), data).status_code == 302
    saved = MorningBrief.objects.get()
    assert (saved.segments, saved.valid_from, len(saved.body), len(saved.channels)) == ([], None, 0, 0)


def test_over_long_text_is_refused_at_its_field_and_kept(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    long_text = "好" * 1334
    response = signed_in(editor).post(
        edit_address(brief), form_data(brief, channels=[channel("moments", long_text)])
    )
    assert response.status_code == 200
    error = response.context["form"].errors.as_data()["channels"][0]
    assert set(error.block_errors) == {0}
    assert list(error.block_errors[0].block_errors) == ["text"]
    assert "4002" in str(error.block_errors[0].block_errors["text"])
    assert response.context["form"]["channels"].value()[0].value["text"] == long_text
    assert MorningBrief.objects.get().latest_revision_id == brief.latest_revision_id


@pytest.mark.parametrize(("length", "accepted"), [(1333, True), (1334, False)])
def test_the_limit_is_exact(length: int, accepted: bool, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    data = form_data(brief, channels=[channel("moments", "好" * length)])
    assert (signed_in(editor).post(edit_address(brief), data).status_code == 302) is accepted


def test_ten_pictures_are_refused_at_their_field(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    pictures = [ImageFactory(branch=editor.branch) for _number in range(10)]
    data = form_data(brief, channels=[channel("group", "图", pictures)])
    response = signed_in(editor).post(edit_address(brief), data)
    error = response.context["form"].errors.as_data()["channels"][0]
    assert list(error.block_errors[0].block_errors) == ["pictures"]
    data = form_data(brief, channels=[channel("group", "图", pictures[:9])])
    assert signed_in(editor).post(edit_address(brief), data).status_code == 302


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff"])
def test_hidden_characters_are_refused_in_title_and_text(hidden: str, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    client = signed_in(editor)
    response = client.post(edit_address(brief), form_data(brief, title=f"早{hidden}报"))
    assert f"U+{ord(hidden):04X}" in str(response.context["form"].errors["title"])
    response = client.post(
        edit_address(brief), form_data(brief, channels=[channel("moments", f"保{hidden}本")])
    )
    assert f"U+{ord(hidden):04X}" in errors_of(response)
    assert MorningBrief.objects.get().latest_revision_id == brief.latest_revision_id


def test_an_end_before_the_beginning_is_said_at_the_end(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    data = form_data(brief, valid_from="2026-03-02 10:00", valid_until="2026-03-02 09:00", title="仍在屏幕上")
    response = signed_in(editor).post(edit_address(brief), data)
    assert list(response.context["form"].errors) == ["valid_until"]
    assert "仍在屏幕上" in response.content.decode()


def test_an_unknown_segment_is_refused(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    response = signed_in(editor).post(edit_address(brief), form_data(brief, segments=["everybody"]))
    assert list(response.context["form"].errors) == ["segments"]


def test_a_stale_tab_overwrites_nothing_and_keeps_what_was_typed(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    stale = form_data(brief, title="旧标签页里的字")
    client = signed_in(editor)
    client.post(edit_address(brief), form_data(brief, title="新版本"))
    newest = MorningBrief.objects.get().latest_revision_id
    for levels in (["success", "error"], ["error"]):
        response = client.post(edit_address(brief), stale)
        page = response.content.decode()
        assert response.status_code == 409
        assert "旧标签页里的字" in page
        assert [message.level_tag for message in response.context["messages"]] == levels
        assert response.context["form"]["opened_on"].value() == str(brief.latest_revision_id)
        assert MorningBrief.objects.get().title == "新版本"
        assert MorningBrief.objects.get().latest_revision_id == newest
        stale = {**stale, "opened_on": response.context["form"]["opened_on"].value()}


@pytest.mark.parametrize("opened_on", ["", "0", "999999"])
def test_a_form_that_does_not_say_what_it_was_opened_on_is_stale(opened_on: str, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    response = signed_in(editor).post(edit_address(brief), form_data(brief, title="改", opened_on=opened_on))
    assert response.status_code == 409
    assert MorningBrief.objects.get().title == brief.title


def test_a_stale_tab_does_not_submit(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "submit_url", lambda component: "/submit/")
    brief = MorningBriefFactory(created_by=editor)
    stale = form_data(brief, **{"action-submit-review": "1"})
    brief.save_revision(user=editor)
    assert signed_in(editor).post(edit_address(brief), stale).status_code == 409


def test_what_was_saved_is_never_overwritten_in_place(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    data = {**form_data(brief, title="第二版"), "overwrite_revision_id": brief.latest_revision_id}
    response = signed_in(editor).post(edit_address(brief), data, headers={"accept": "application/json"})
    assert response.status_code == 200
    assert Revision.objects.get(pk=brief.latest_revision_id).content["title"] == brief.title
    assert MorningBrief.objects.get().latest_revision_id != brief.latest_revision_id


def test_submitting_saves_and_goes_on(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "submit_url", lambda component: f"/submit/{component.public_id}/")
    brief = MorningBriefFactory(created_by=editor)
    response = signed_in(editor).post(
        edit_address(brief), form_data(brief, title="可以提交", **{"action-submit-review": "1"})
    )
    assert (response.status_code, response.headers["Location"]) == (302, f"/submit/{brief.public_id}/")
    saved = MorningBrief.objects.get()
    assert (saved.title, saved.state, saved.live) == ("可以提交", ComponentState.DRAFT, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"segments": []}, "segments"),
        ({"valid_from": ""}, "valid_from"),
        ({"valid_until": ""}, "valid_until"),
        ({"product": ""}, "product"),
        ({"channels": []}, "channels"),
        ({"body": []}, "body"),
    ],
)
def test_submitting_wants_everything(
    changes: dict[str, object], field: str, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "submit_url", lambda component: "/submit/")
    analysis = ProductAnalysisFactory(created_by=editor)
    data = form_data(analysis, **changes, **{"action-submit-review": "1"})
    response = signed_in(editor).post(edit_address(analysis), data)
    assert list(response.context["form"].errors) == [field]
    assert ProductAnalysis.objects.get().latest_revision_id == analysis.latest_revision_id


def test_without_an_upper_room_there_is_no_submitting(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "submit_url", None)
    brief = MorningBriefFactory(created_by=editor)
    client = signed_in(editor)
    assert "action-submit-review" not in client.get(edit_address(brief)).content.decode()
    response = client.post(edit_address(brief), form_data(brief, **{"action-submit-review": "1"}))
    assert response.headers["Location"] == edit_address(brief)


def test_in_review_there_is_neither_saving_nor_submitting(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    Component.objects.update(state=ComponentState.IN_REVIEW)
    page = BeautifulSoup(signed_in(editor).get(edit_address(brief)).content, "html.parser")
    assert page.select("[name=action-submit-review], footer button[type=submit]:not([disabled])") == []
    assert len(page.select("footer button[type=submit][disabled]")) == 1


def test_reverting_goes_through_the_same_guard(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor, title="第一版")
    first = brief.latest_revision_id
    client = signed_in(editor)
    client.post(edit_address(brief), form_data(brief, title="第二版"))
    second = MorningBrief.objects.get().latest_revision_id
    address = reverse("content_morning_brief:revisions_revert", args=[brief.pk, first])
    assert client.post(address, form_data(brief, title="第一版", opened_on=first)).status_code == 409
    assert MorningBrief.objects.get().latest_revision_id == second
    assert client.post(address, form_data(brief, title="第一版", opened_on=second)).status_code == 302
    assert MorningBrief.objects.get().title == "第一版"


def test_a_copy_is_a_piece_of_its_own(editor: User) -> None:
    source = ProductAnalysisFactory(created_by=UserFactory(editor=True, branch=editor.branch))
    address = reverse("content_product_analysis:copy", args=[source.pk])
    client = signed_in(editor)
    opened = client.get(address)
    assert opened.context["action_url"] == address
    assert ProductAnalysis.objects.count() == 1
    client.post(address, form_data(source, title="副本", opened_on=""))
    copy = ProductAnalysis.objects.exclude(pk=source.pk).get()
    assert (copy.title, copy.created_by, copy.copied_from_id) == ("副本", editor, source.pk)
    assert copy.public_id != source.public_id
    source.refresh_from_db()
    assert source.title != "副本"


def test_what_review_keeps_is_not_deleted(editor: User) -> None:
    from review.models import Candidate
    from tests.factories.review import submit_component

    brief = MorningBriefFactory(created_by=editor)
    submit_component(brief, editor)
    Component.objects.update(state=ComponentState.DRAFT)
    address = reverse("content_morning_brief:delete", args=[brief.pk])
    response = signed_in(editor).post(address)
    assert response.headers["Location"] == edit_address(brief)
    assert (Component.objects.count(), Candidate.objects.count()) == (1, 1)


def test_a_draft_that_was_never_submitted_is_deleted(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    signed_in(editor).post(reverse("content_morning_brief:delete", args=[brief.pk]))
    assert Component.objects.count() == 0


def test_a_draft_saved_without_its_product_keeps_the_rest(editor: User) -> None:
    analysis = ProductAnalysisFactory(created_by=editor)
    signed_in(editor).post(edit_address(analysis), form_data(analysis, product=""))
    assert ProductAnalysis.objects.get().product is None
    other = ProductFactory()
    saved = ProductAnalysis.objects.get()
    signed_in(editor).post(edit_address(analysis), form_data(saved, product=other.pk))
    assert ProductAnalysis.objects.get().product == other
    assert clock.now() > saved.created_at
