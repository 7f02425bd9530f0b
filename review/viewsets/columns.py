"""Cells of the desk's lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.ui.tables import Column

from content.kinds import kind_label
from review.enums import CaseStatus
from review.models import Case, Edition
from review.queries.cases import is_overdue
from review.queries.editions import Standing, standing_of


class KindColumn(Column):
    """The kind's label; the bare code if the kind is no longer declared."""

    def get_value(self, instance: Any) -> Any:
        code = super().get_value(instance)
        return kind_label(code)


class MomentColumn(Column):
    cell_template_name = "review/cells/moment.html"


class TitleWithOwnColumn(Column):
    """The title as a link; says so where the reader wrote it and cannot decide."""

    cell_template_name = "review/cells/case_title.html"


class DueColumn(Column):
    """The due time; overdue in words and with an icon, not by colour alone."""

    cell_template_name = "review/cells/due.html"

    def __init__(self, name: str, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.at = at

    def get_cell_context_data(self, instance: Case, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        overdue, is_open = is_overdue(instance, self.at), instance.status == CaseStatus.OPEN
        return context | {"overdue": overdue, "is_open": is_open, "at": self.at}


class VerdictColumn(Column):
    """What screening said."""

    cell_template_name = "review/cells/verdict.html"


class StandingColumn(Column):
    """Where an edition stands; a row that the ledger does not bear out is called so."""

    cell_template_name = "review/cells/standing.html"

    def __init__(self, name: str, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.at = at

    def get_value(self, instance: Edition) -> Standing:
        return standing_of(instance, self.at)


class ValidityColumn(Column):
    cell_template_name = "review/cells/validity.html"


class CountColumn(Column):
    """How many of one sort of dependents an edition has."""

    def __init__(self, name: str, *, label: str | Promise, counts: Mapping[int, int]) -> None:
        super().__init__(name, label=label)
        self.counts = counts

    def get_value(self, instance: Edition) -> int:
        return self.counts.get(instance.pk, 0)
