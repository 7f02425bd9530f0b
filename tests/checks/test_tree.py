"""House rules that a reader can check by looking, checked by looking."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.base import BASE_DIR
from tests.checks.source import name, project_files, room_files

LONGEST_MODULE = 375
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("golang", "org"),
        ("maven", "org"),
    )
)
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def test_the_checks_see_the_tree() -> None:
    assert BASE_DIR / "core" / "ledger.py" in room_files(".py")


def test_no_module_is_called_utils() -> None:
    assert [name(path) for path in project_files() if path.stem in {"utils", "util", "helpers", "misc"}] == []


def test_no_module_is_too_long_to_read_at_once() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in room_files(".py")}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_templates_have_no_inline_script_or_style() -> None:
    found = [
        f"{name(path)}: {match.group()}"
        for path in room_files(".html")
        for match in INLINE.finditer(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "html",
    ["<script>x()</script>", '<p style="color: red">', '<a onclick="x()">', '<a href="javascript:x()">'],
)
def test_the_check_for_inline_code_finds_it(html: str) -> None:
    assert INLINE.search(html)


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{name(path)}: {host}"
        for path in project_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_locked_requirements_have_hashes_and_no_addresses() -> None:
    for locked in sorted(BASE_DIR.glob("requirements*.txt")):
        pins = re.findall(r"^[A-Za-z0-9_.\-\[\]]+==", locked.read_text(), re.MULTILINE)
        assert len(pins) > 10
        assert len(re.findall(r"^[A-Za-z0-9].*\\$", locked.read_text(), re.MULTILINE)) == len(pins)
        assert "://" not in locked.read_text()


def _domain_modules() -> list[str]:
    parts = [path.relative_to(BASE_DIR).with_suffix("").parts for path in room_files(".py")]
    return sorted(".".join(found) for found in parts if "domain" in found and found[-1] != "__init__")


def test_domain_works_without_django(tmp_path: Path) -> None:
    """Import every domain module in a process in which Django and Wagtail cannot be imported."""
    modules = _domain_modules()
    assert "core.domain.chain" in modules
    program = tmp_path / "without_django.py"
    program.write_text(
        "import importlib, sys\n"
        f"sys.path.insert(0, {str(BASE_DIR)!r})\n"
        "for absent in ('django', 'wagtail', 'celery', 'modelcluster', 'treebeard'):\n"
        "    sys.modules[absent] = None\n"
        f"for module in {modules!r}:\n"
        "    importlib.import_module(module)\n"
    )
    outcome = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")
