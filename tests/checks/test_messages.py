"""Everything we say in English is also said in Simplified Chinese."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from cms.settings.base import BASE_DIR
from tests.checks.source import name, room_files

CATALOGUE = BASE_DIR / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, polib.POEntry]:
    """Every message of our own code and templates, collected anew in a copy of the tree."""
    copy = tmp_path_factory.mktemp("messages")
    for path in [*room_files(".py"), *room_files(".html")]:
        target = copy / name(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--verbosity", "0"],
        cwd=copy,
        env={"PATH": _search_path()},
        check=True,
        capture_output=True,
    )
    collected = polib.pofile(str(copy / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    return {_key(entry): entry for entry in collected}


@pytest.fixture(scope="module")
def catalogue() -> dict[Key, polib.POEntry]:
    return {_key(entry): entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}


def test_every_message_has_a_finished_translation(
    spoken: dict[Key, polib.POEntry], catalogue: dict[Key, polib.POEntry]
) -> None:
    assert len(spoken) > 100
    missing = [
        f"{entry.msgid!r} ({entry.occurrences[0][0]})"
        for key, entry in spoken.items()
        if key not in catalogue or not catalogue[key].translated()
    ]
    assert missing == []


def test_nothing_is_translated_that_nobody_says(
    spoken: dict[Key, polib.POEntry], catalogue: dict[Key, polib.POEntry]
) -> None:
    assert sorted(msgid for context, msgid in catalogue.keys() - spoken.keys()) == []


def test_translations_keep_their_placeholders(catalogue: dict[Key, polib.POEntry]) -> None:
    for entry in catalogue.values():
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            if translation:
                allowed = {*_placeholders(entry.msgid), *_placeholders(entry.msgid_plural)}
                assert set(_placeholders(translation)) <= allowed, entry.msgid


def test_translations_speak_chinese(catalogue: dict[Key, polib.POEntry]) -> None:
    """A translation equal to its message was forgotten, unless there is nothing in it to translate."""
    same = [entry.msgid for entry in catalogue.values() if entry.msgid == entry.msgstr and " " in entry.msgid]
    assert same == []


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _placeholders(text: str) -> list[str]:
    return PLACEHOLDER.findall(text.replace("%%", ""))


def _search_path() -> str:
    """Where gettext's programs are; nothing else of this environment matters."""
    return str(Path(shutil.which("xgettext") or "").parent)
