"""`manage.py calendar import`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import CalendarDay
from tests.factories.calendar import BUNDLED
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FILE = str(BUNDLED / "days-2026.csv")


def test_it_takes_a_file_in() -> None:
    operator = UserFactory(operator=True)
    out = StringIO()
    call_command("calendar", "import", FILE, "--as", operator.username, stdout=out)
    assert [word for word in out.getvalue().split() if word.isdecimal()][:1] == ["58"]
    assert CalendarDay.objects.count() == 58


def test_a_preview_changes_nothing_and_asks_nobody() -> None:
    out = StringIO()
    call_command("calendar", "import", FILE, "--preview", stdout=out)
    assert len(out.getvalue().splitlines()) == 58
    assert CalendarDay.objects.count() == 0


def test_errors_are_named_by_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("表,日期,开闭,名称,来源,已核对\n银行工作日,昨天,休,劳动节,示范通知,否\n")
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command(
            "calendar", "import", str(bad), "--as", UserFactory(operator=True).username, stderr=errors
        )
    assert "昨天" in errors.getvalue()


@pytest.mark.parametrize("username", [None, "nobody"])
def test_somebody_must_answer_for_it(username: str | None) -> None:
    with pytest.raises(CommandError):
        call_command("calendar", "import", FILE, **({"username": username} if username else {}))
    assert CalendarDay.objects.count() == 0


def test_who_may_not_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("calendar", "import", FILE, "--as", UserFactory(officer=True).username)
    assert CalendarDay.objects.count() == 0
