"""What the desk keeps beside the pieces: tags on them, and filters by which people look for them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import NOW, Timetable
from cms.demo.writing import component_id
from content.actions.save_filter import save_filter
from content.actions.tag_components import tag_components
from content.models import Component, SavedFilter, Tag
from content.queries.saved_filters import known_query
from people.models import Branch


def desk_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield a step for each tag, then one for each filter, once everything is written."""
    for tag in table("desk")["tags"]:
        yield Step(timetable.at(NOW), f"标签：{tag['name']}", partial(_is_put, tag), partial(_put, tag))
    for one in table("desk")["filters"]:
        yield Step(timetable.at(NOW), f"筛选：{one['name']}", partial(_is_saved, one), partial(_save, one))


def _is_put(data: Mapping[str, Any]) -> bool:
    return bool(Tag.objects.filter(code=data["code"]).exists())


@transaction.atomic
def _put(data: Mapping[str, Any], at: datetime) -> None:
    tag = Tag.objects.create(
        code=data["code"], name=data["name"], branch=Branch.objects.get(code=data["branch"])
    )
    named = Q(public_id__in=[component_id(code) for code in data.get("pieces", ())])
    filling = Q(column__code__in=data.get("columns", ()))
    keys = Component.objects.filter(named | filling).values_list("pk", flat=True)
    tag_components(list(keys), [tag], actor=user(data["by"]))


def _is_saved(data: Mapping[str, Any]) -> bool:
    return SavedFilter.objects.filter(owner__username=data["by"], name=data["name"]).exists()


def _save(data: Mapping[str, Any], at: datetime) -> None:
    """Tags are asked for by their keys, which differ from one database to the next."""
    asked = [*data["asks"].items()]
    asked += [("tag", str(Tag.objects.get(code=code).pk)) for code in data.get("tags", ())]
    shared_with = Branch.objects.get(code=data["shared_with"]) if "shared_with" in data else None
    save_filter(
        data["name"],
        known_query(urlencode(asked, doseq=True)),
        shared_with=shared_with,
        actor=user(data["by"]),
    )
