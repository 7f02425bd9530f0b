"""What must be so for every model and every kind."""

from io import StringIO
from itertools import combinations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from content.kinds import KINDS
from content.models import Component, proxy_for
from people.models import ApiClient, Branch, BranchOwnedQuerySet, User
from review.models.edition import ReviewCounter
from tests.checks.source import ROOMS

OUR_MODELS = sorted(
    (model for model in apps.get_models() if model._meta.app_label in ROOMS),
    key=lambda model: model._meta.label,
)


NOT_LISTED = {User, ApiClient, ReviewCounter}
"""A user's or a system's branch is where it works, not an owner; a counter is nobody's to see."""


def _owned() -> list[type[models.Model]]:
    """Models with a foreign key named `branch` to Branch that people get to see lists of."""
    return [
        model
        for model in OUR_MODELS
        if model not in NOT_LISTED
        and any(
            field.name == "branch" and field.related_model is Branch for field in model._meta.concrete_fields
        )
    ]


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert out.getvalue().strip() == "No changes detected"


def test_there_are_owned_models() -> None:
    assert Component in _owned()


@pytest.mark.parametrize("model", _owned(), ids=lambda model: model._meta.label)
def test_what_a_branch_owns_is_found_by_the_two_ownership_rules(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager.none(), BranchOwnedQuerySet)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_keys_are_big(model: type[models.Model]) -> None:
    key = model._meta.pk
    if isinstance(key, models.AutoField | models.SmallAutoField):
        assert isinstance(key, models.BigAutoField)


@pytest.mark.parametrize(("one", "other"), list(combinations(KINDS, 2)), ids=lambda kind: kind.code)
def test_blocks_of_one_name_are_one_block(one: object, other: object) -> None:
    """Two kinds with different blocks of one name lose data on a plain save."""
    mine, theirs = dict(one.blocks), dict(other.blocks)  # type: ignore[attr-defined]
    shared = mine.keys() & theirs.keys()
    assert {name for name in shared if mine[name] is not theirs[name]} == set()


def test_codes_of_kinds_are_unique_and_each_has_its_proxy() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    for kind in KINDS:
        assert proxy_for(kind.code).declared is kind
