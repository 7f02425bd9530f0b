"""The admin reads in Simplified Chinese: Wagtail's own catalogues and ours together leave no message out."""

import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.apps import apps

from cms.settings.base import BASE_DIR

DOMAINS = ("django", "djangojs")
OURS = BASE_DIR / "cms" / "locale_wagtail" / "zh_Hans" / "LC_MESSAGES"
WAGTAIL_APPS = {app.name for app in apps.get_app_configs() if app.name.split(".")[0] == "wagtail"}
INSTALLED = WAGTAIL_APPS | {"taggit", "django_filters"}
CLOSE_TO_HAND = {"treebeard"} | {
    f"wagtail.{app}" for app in ("contrib.settings", "embeds", "locales", "sites")
}
PACKAGES = sorted(INSTALLED | CLOSE_TO_HAND)

Message = tuple[str, str, str]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-zA-Z]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")


def _message(entry: polib.POEntry | polib.MOEntry) -> Message:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _locale_dir(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "locale"


@cache
def _asked_for(package: str, domain: str) -> frozenset[Message]:
    """The messages of a package: its English source or, where none is shipped, those of all its languages."""
    files = list(_locale_dir(package).glob(f"en/LC_MESSAGES/{domain}.po"))
    files = files or list(_locale_dir(package).glob(f"*/LC_MESSAGES/{domain}.po"))
    entries = [entry for file in files for entry in polib.pofile(str(file))]
    return frozenset(_message(entry) for entry in entries if not entry.obsolete)


@cache
def _translated_by(package: str, domain: str) -> frozenset[Message]:
    """What Django loads of a package for zh-hans: its compiled catalogue."""
    compiled = _locale_dir(package) / "zh_Hans" / "LC_MESSAGES" / f"{domain}.mo"
    if not compiled.exists():
        return frozenset()
    entries = polib.mofile(str(compiled))
    return frozenset(
        _message(entry) for entry in entries if entry.msgstr or any(entry.msgstr_plural.values())
    )


def _ours(domain: str) -> polib.POFile:
    return polib.pofile(str(OURS / f"{domain}.po"))


def _source_and_translation(entry: polib.POEntry) -> tuple[str, str]:
    """Chinese has one plural form: it stands for the English plural, which names the count."""
    if entry.msgid_plural:
        return entry.msgid_plural, entry.msgstr_plural[0]
    return entry.msgid, entry.msgstr


CATALOGUES = [(package, domain) for package in PACKAGES for domain in DOMAINS if _asked_for(package, domain)]


def test_the_catalogues_of_the_admin_are_among_those_looked_at() -> None:
    admin = {
        "wagtail",
        "wagtail.admin",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.snippets",
        "wagtail.users",
    }
    assert {(package, "django") for package in admin} | {("wagtail.admin", "djangojs")} <= set(CATALOGUES)


@pytest.mark.parametrize(("package", "domain"), CATALOGUES)
def test_every_message_has_a_translation(package: str, domain: str) -> None:
    translated = {_message(entry) for entry in _ours(domain) if entry.translated()}
    for loaded in INSTALLED | {package}:
        translated |= _translated_by(loaded, domain)
    assert _asked_for(package, domain) - translated == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_entries_are_complete_and_still_asked_for(domain: str) -> None:
    ours = _ours(domain)
    asked_for = set().union(*(_asked_for(package, domain) for package in PACKAGES))
    assert [entry.msgid for entry in ours if not entry.translated() or entry.obsolete] == []
    assert {_message(entry) for entry in ours} - asked_for == set()
    assert [entry.msgid for entry in ours if entry.msgid_plural and set(entry.msgstr_plural) != {0}] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_entries_repeat_nothing_that_is_translated_already(domain: str) -> None:
    upstream = set().union(*(_translated_by(package, domain) for package in PACKAGES))
    assert {_message(entry) for entry in _ours(domain)} & upstream == set()


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_keep_what_the_program_fills_in(domain: str, pattern: re.Pattern[str]) -> None:
    pairs = [_source_and_translation(entry) for entry in _ours(domain)]
    counts = [(Counter(pattern.findall(source)), Counter(pattern.findall(text))) for source, text in pairs]
    assert [pair for pair, (before, after) in zip(pairs, counts, strict=True) if before != after] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_gettext_accepts_our_catalogue(domain: str, tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    assert msgfmt is not None
    target = tmp_path / f"{domain}.mo"
    run = subprocess.run(
        [msgfmt, "--check", f"--output-file={target}", str(OURS / f"{domain}.po")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert {entry.msgid for entry in polib.mofile(str(target))} == {entry.msgid for entry in _ours(domain)}
