"""Branches take head office's pieces over and write their own words into them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from cms.demo.writing import component_id, date_back
from content.actions.copy_to_branch import copy_to_branch
from content.models import BranchCopy, Component


def copy_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield for each copy a step that takes it, and one that changes its words."""
    for data in table("copies")["copies"]:
        label = f"引用：{data['title']}"
        yield Step(timetable.at(data["at"]), label, partial(_is_taken, data), partial(_take, data))
        yield Step(timetable.at(data["written"]), label, partial(_is_written, data), partial(_write, data))


def _copy(data: Mapping[str, Any]) -> BranchCopy | None:
    copies = BranchCopy.objects.filter(
        source__public_id=component_id(data["piece"]), taken_by__username=data["by"]
    )
    found: BranchCopy | None = copies.select_related("component").first()
    return found


def _is_taken(data: Mapping[str, Any]) -> bool:
    return _copy(data) is not None


@transaction.atomic
def _take(data: Mapping[str, Any], at: datetime) -> None:
    source = Component.objects.get(public_id=component_id(data["piece"]))
    date_back(copy_to_branch(source, actor=user(data["by"]), at=at), at)


def _is_written(data: Mapping[str, Any]) -> bool:
    copy = _copy(data)
    return copy is not None and copy.component.title == data["title"]


@transaction.atomic
def _write(data: Mapping[str, Any], at: datetime) -> None:
    """Save the copy under its own title, each of the words in `changes` replaced in its channel."""
    copy = _copy(data)
    if copy is None:
        raise BranchCopy.DoesNotExist(data["piece"])
    draft, editor = copy.component.get_latest_revision_as_object(), user(data["by"])
    channels = draft.channels.get_prep_value()
    for change in data["changes"]:
        for block in channels:
            if block["type"] == change["channel"]:
                block["value"]["text"] = block["value"]["text"].replace(change["from"], change["to"])
    draft.title, draft.channels = data["title"], channels
    draft.save()
    revision = draft.save_revision(user=editor, clean=False)
    log(instance=draft, action="wagtail.edit", user=editor, revision=revision, content_changed=True)
    date_back(draft, at)
