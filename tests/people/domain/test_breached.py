"""The corpus of breached passwords: found wherever the line stands, read in few steps."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from pytest_django import Settings

from people.checks import breached_passwords_are_known
from people.domain.breached import is_breached
from people.validators import BreachedPasswordValidator, MaximumLengthValidator

KNOWN = [f"known password {number}" for number in range(500)]


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(params=["\n", "\r\n"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "corpus.txt"
    lines = [f"{sha1(one)}:{10 ** (number % 7)}" for number, one in enumerate(KNOWN)]
    path.write_bytes(request.param.join(sorted(lines)).encode())
    return path


def test_every_known_one_is_found_and_no_other(corpus: Path) -> None:
    assert all(is_breached(one, corpus) for one in KNOWN)
    assert not any(is_breached(f"not {one}", corpus) for one in KNOWN)


def test_an_empty_corpus_knows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert not is_breached("anything", path)


def test_a_corpus_that_cannot_be_read_is_no_yes(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not-there"):
        is_breached("anything", tmp_path / "not-there")


def test_the_validator_refuses_what_the_corpus_knows(corpus: Path, settings: Settings) -> None:
    validator = BreachedPasswordValidator()
    validator.validate(KNOWN[0])
    settings.ARMOURY_BREACHED_PASSWORDS = str(corpus)
    validator.validate("not among them at all")
    with pytest.raises(ValidationError) as refusal:
        validator.validate(KNOWN[0])
    assert refusal.value.code == "breached"


def test_without_a_corpus_the_deployment_check_warns(corpus: Path, settings: Settings) -> None:
    assert [one.id for one in breached_passwords_are_known(None)] == ["people.W001"]
    settings.ARMOURY_BREACHED_PASSWORDS = str(corpus)
    assert breached_passwords_are_known(None) == []


def test_long_passwords_are_allowed_and_endless_ones_are_not() -> None:
    MaximumLengthValidator().validate("长" * 128)
    with pytest.raises(ValidationError) as refusal:
        MaximumLengthValidator().validate("x" * 129)
    assert refusal.value.code == "too_long"


@pytest.mark.django_db
def test_the_settings_pass_the_checks() -> None:
    call_command("check", "--fail-level", "WARNING")
