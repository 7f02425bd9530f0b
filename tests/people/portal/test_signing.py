"""What is signed carries a password that was given lately."""

from datetime import datetime, timedelta

import pytest

from core import clock
from people.actions.try_proof import TRIES
from people.models import User
from people.portal.signing import SignedForm
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def form(user: User, authenticated_at: datetime | None, password: str | None = None) -> SignedForm:
    data = {} if password is None else {"password": password}
    return SignedForm(data, user=user, authenticated_at=authenticated_at, at=clock.now())


def test_a_fresh_authentication_is_kept() -> None:
    lately = clock.now() - timedelta(minutes=4)
    fresh = form(UserFactory(), lately)
    assert not fresh.asks_for_password
    assert fresh.is_valid()
    assert fresh.signed_at == lately


@pytest.mark.parametrize("age", [timedelta(minutes=6), -timedelta(minutes=1), None])
def test_an_old_a_future_and_a_missing_one_ask_for_the_password(age: timedelta | None) -> None:
    unsigned = form(UserFactory(), None if age is None else clock.now() - age)
    assert unsigned.asks_for_password
    assert not unsigned.is_valid()
    assert unsigned.signed_at is None


def test_the_password_signs_at_the_moment_of_the_request() -> None:
    signed = form(UserFactory(), None, PASSWORD)
    assert signed.is_valid()
    assert signed.signed_at == signed.at


def test_a_right_password_forgets_the_wrong_ones_and_people_are_counted_apart() -> None:
    user, other = UserFactory(), UserFactory()
    for _attempt in range(TRIES - 1):
        assert not form(user, None, "guess").is_valid()
    assert form(user, None, PASSWORD).is_valid()
    for _attempt in range(TRIES):
        assert not form(user, None, "guess").is_valid()
    assert not form(user, None, PASSWORD).is_valid()
    assert form(other, None, PASSWORD).is_valid()
