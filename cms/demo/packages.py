"""What lies ready for a day, and what managers took out of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.stories import newest_edition
from cms.demo.timetable import Timetable
from cms.demo.writing import stable_id
from content.enums import Channel, Segment
from distribution.actions.declare_sent import declare_sent
from distribution.actions.pull import Order, pull
from distribution.enums import PullStatus
from distribution.models import Package, PackageItem, Pull
from people.models import Branch
from review.models import Edition


def package_steps(timetable: Timetable, names: str) -> Iterator[Step]:
    """Yield a step for each package of the library's list `names` ("daily" or "first_days")."""
    for data in table("packages")[names]:
        own, title = timetable.shifted(data.get("day", 0)), data["title"]
        known = {"branch__code": data["branch"], "day": own.day, "title": title}
        yield Step(
            own.at(f"0 {data['at']}"),
            f"{own.day} {title}",
            Package.objects.filter(**known).exists,
            partial(_make, own, title, data),
        )


def pull_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield the steps of each pull: taken out, and declared sent where the library says so."""
    for data in table("packages")["pulls"]:
        label = f"领用：{data['by']}"
        yield Step(
            timetable.at(data["at"]), label, partial(_is_pulled, data), partial(_pull, timetable, data)
        )
        if "sent" in data:
            yield Step(
                timetable.at(data["sent"]), label, partial(_is_settled, data), partial(_declare_sent, data)
            )


@transaction.atomic
def _make(timetable: Timetable, title: str, data: Mapping[str, Any], at: datetime) -> None:
    package = Package.objects.create(
        branch=Branch.objects.get(code=data["branch"]),
        day=timetable.day,
        title=title,
        created_by=user(data["by"]),
        created_at=at,
    )
    for position, item in enumerate(data["items"]):
        edition = newest_edition(timetable.words(item["piece"]))
        if edition is not None and Edition.objects.readable(at).filter(pk=edition.pk).exists():
            PackageItem.objects.create(package=package, edition=edition, slot=item["slot"], position=position)


def _own_pull(data: Mapping[str, str]) -> Pull | None:
    return Pull.objects.filter(request_key=stable_id(data["code"])).first()


def _is_pulled(data: Mapping[str, str]) -> bool:
    return _own_pull(data) is not None


def _pull(timetable: Timetable, data: Mapping[str, str], at: datetime) -> None:
    code = timetable.words(data["piece"])
    edition = newest_edition(code)
    if edition is None:
        raise Edition.DoesNotExist(code)
    order = Order(
        edition.public_id, Channel(data["channel"]), Segment(data["segment"]), stable_id(data["code"])
    )
    pull(order, actor=user(data["by"]), at=at)


def _is_settled(data: Mapping[str, str]) -> bool:
    made = _own_pull(data)
    return made is not None and made.status != PullStatus.RESERVED


def _declare_sent(data: Mapping[str, str], at: datetime) -> None:
    made = _own_pull(data)
    if made is None:
        raise Pull.DoesNotExist(data["code"])
    declare_sent(made.public_id, actor=user(data["by"]), at=at)
