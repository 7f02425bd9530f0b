"""What a session says of itself: since when, last seen, proved by which second factor."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any

from people.models import User

STARTED = "people.started"
SEEN = "people.seen"
SECOND_FACTOR = "people.second_factor"
PASSWORD_GIVEN = "people.password_given"  # noqa: S105


def started(session: Mapping[str, Any]) -> datetime | None:
    """Return when the log-in was."""
    return _moment(session.get(STARTED))


def seen(session: Mapping[str, Any]) -> datetime | None:
    """Return when its person asked for something last; up to a thirtieth of the idle limit late."""
    return _moment(session.get(SEEN))


def note_start(session: MutableMapping[str, Any], at: datetime) -> None:
    """Keep that the log-in was at `at`."""
    session[STARTED] = session[SEEN] = at.isoformat()


def note_seen(session: MutableMapping[str, Any], at: datetime) -> None:
    """Keep that its person was there at `at`."""
    session[SEEN] = at.isoformat()


def note_second_factor(session: MutableMapping[str, Any], user: User) -> None:
    """Keep that `user` has proved their second factor in this session, or has just set it up."""
    session[SECOND_FACTOR] = user.actor


def proved_second_factor(session: Mapping[str, Any], user: User) -> bool:
    """Return whether `user`, and not somebody before them, has proved a second factor in this session."""
    return bool(session.get(SECOND_FACTOR) == user.actor)


def note_password(session: MutableMapping[str, Any], user: User) -> None:
    """Keep that `user` gave the password that is valid now, before the second factor is asked for."""
    session[PASSWORD_GIVEN] = user.get_session_auth_hash()


def password_still_holds(session: MutableMapping[str, Any], user: User) -> bool:
    """Return whether the password noted last is still the user's; it can be asked once."""
    return bool(session.pop(PASSWORD_GIVEN, None) == user.get_session_auth_hash())


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
