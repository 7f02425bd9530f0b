"""A second start finds everything done and does nothing."""

import socket
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.demo import seed
from cms.serve import address, preparation


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the preparation says; the demo's data themselves are tested elsewhere."""
    monkeypatch.setattr(seed, "seed", lambda: 0)
    return []


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(said: list[str]) -> None:
    preparation.migrate(said.append)
    assert said == []


def test_static_files_are_collected_once_and_again_when_one_changes(
    said: list[str], settings: object, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "portal.css").write_text("p { margin: 0 }")
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    settings.STATIC_ROOT = str(tmp_path / "static")  # type: ignore[attr-defined]
    settings.STATICFILES_DIRS = [str(source)]  # type: ignore[attr-defined]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # type: ignore[attr-defined]

    preparation.collect_static(said.append)
    preparation.collect_static(said.append)
    assert len(said) == 1
    (source / "portal.css").write_text("p { margin: 1rem }")
    preparation.collect_static(said.append)
    assert len(said) == 2
    assert (tmp_path / "static" / "portal.css").read_text() == "p { margin: 1rem }"


@pytest.mark.django_db
def test_other_peoples_data_are_not_touched(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise seed.NotADemo("other people work here")

    monkeypatch.setattr(seed, "seed", refuse)
    with pytest.raises(CommandError, match="other people work here"):
        preparation.seed(said.append)


def test_a_taken_port_is_said_before_anything_is_done(said: list[str]) -> None:
    with socket.create_server((address.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert address.is_free(port) is False
        assert address.answers(port) is False
        with pytest.raises(CommandError, match=f"{port}.*{port + 1}"):
            call_command("demo", port=port)
    assert address.is_free(port) is True


@pytest.mark.django_db
def test_setup_only_starts_nothing(said: list[str], settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    settings.STATIC_ROOT = str(tmp_path / "static")  # type: ignore[attr-defined]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # type: ignore[attr-defined]
    call_command("demo", "--setup-only")
    assert (tmp_path / "static.stamp").exists()
