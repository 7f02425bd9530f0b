"""What is looked for: words that the editor adds, what managers sought in vain, and one manager's own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from distribution.actions.note_search import note_search
from distribution.actions.save_search import save_search
from distribution.domain.searches import Search
from distribution.models import OwnSearch
from distribution.queries.editions import visible_editions
from people.models import User
from search import index
from search.actions.add_lines import add_lines
from search.actions.count_missed import NEAREST
from search.domain.lexicon import Line
from search.models import DictionaryEntry, MissedQuery


def search_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield the steps of the library's list: the words, each time that something was sought, one's own."""
    data = table("searches")
    words, own = data["dictionary"], data["own"]
    yield Step(timetable.at(words["at"]), "搜索词典", DictionaryEntry.objects.exists, partial(_add, words))
    for one in data["missed"]:
        query, so_far = one["query"], 0
        for told, managers in one["asked"].items():
            so_far += len(managers)
            counted, ask = partial(_is_counted, query, so_far), partial(_ask_each, query, managers)
            yield Step(timetable.at(told), f"没搜到：{query}", counted, ask)
    saved = OwnSearch.objects.filter(manager__username=own["by"], is_saved=True)
    yield Step(timetable.at(own["at"]), "自己的搜索", saved.exists, partial(_search, own))


def _add(data: Mapping[str, Any], at: datetime) -> None:
    add_lines([Line.read(text) for text in data["lines"]], actor=user(data["by"]), at=at)


def _is_counted(query: str, times: int) -> bool:
    rows = MissedQuery.objects.filter(query=query).values_list("nothing", "near")
    return sum(nothing + near for nothing, near in rows) >= times


@transaction.atomic
def _ask_each(query: str, usernames: Sequence[str], at: datetime) -> None:
    for username in usernames:
        _ask(query, user(username), at)


@transaction.atomic
def _search(data: Mapping[str, Any], at: datetime) -> None:
    actor, saved = user(data["by"]), data["saved"]
    for number, query in enumerate(reversed(data["recent"]), start=1):
        _ask(query, actor, at - timedelta(hours=number))
    save_search(Search(saved["query"], tuple(saved["kinds"])), actor=actor, at=at)


def _ask(query: str, actor: User, at: datetime) -> None:
    """Search as the page does, and note it."""
    found = index.find(query, within=visible_editions(actor, at), at=at, per_page=NEAREST)
    note_search(Search(query), found, actor=actor, at=at)
