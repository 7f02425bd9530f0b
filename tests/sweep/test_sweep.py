"""Every address x every role x whose it is: who gets what, and nobody anything else.

OWASP ASVS 5.0, 8.2.1 and 8.2.2; invariant I8. The addresses come from the resolver, so that one added later
fails here until expectations.py says who may use it; how to do that stands there. The world (world.py) is
built once; each request is rolled back. Six things are asked:

1. each route has exactly one expectation (several with different targets);
2. GET and POST answer each actor exactly as expected, never with a 5xx;
3. an answer contains no text of a branch that is out of reach, a list exactly what is in reach;
4. what is refused writes nothing but its record and the session;
5. GET writes nothing (ASVS 3.5.3) but what is named in WRITTEN_BY_READING;
6. HEAD, OPTIONS, PUT and DELETE are never acted on.
"""

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.sweep.answers import ANYWHERE, MANAGER, NOTHING, OVERSEERS, REFUSALS, Expectation, everybody
from tests.sweep.expectations import table
from tests.sweep.walking import RECORDS, Answer, Route, ask, routes
from tests.sweep.world import Actor, Holdings, Relation, World, marker, staff_marker

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITTEN_BY_READING = frozenset({"django_session", "content_libraryrendition", "wagtailadmin_editingsession"})
"""The session's own times, a picture's smaller copy made when it is first shown, who has a form open."""

NEVER_ACTED_ON = ("options", "put", "delete")
FEW = (Actor.ANONYMOUS, Actor.EDITOR, Actor.MANAGER, Actor.ADMINISTRATOR, Actor.SUPERUSER)
SEEING = OVERSEERS | MANAGER
TABLE = table()


def fits(expectation: Expectation, route: Route) -> bool:
    return any(fnmatchcase(route.key, pattern) for pattern in expectation.routes)


def expected_of(route: Route) -> list[Expectation]:
    return [one for one in TABLE if fits(one, route)]


def address_of(route: Route, expectation: Expectation, world: World, held: Holdings) -> str:
    """Return the address with the arguments of what `held` holds."""
    given = expectation.target(world, held) if expectation.target else {}
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", route.pattern)
    if not route.name:
        address = expectation.at or "/" + re.sub(r"<\w+:\w+>", "1/", route.pattern)
    elif "args" in given:
        address = reverse(route.name, args=given["args"])
    else:
        address = reverse(route.name, kwargs={name: given[name] for name in wanted})
    query = expectation.query(world, held) if expectation.query else {}
    return f"{address}?{urlencode(query)}" if query else address


def holdings_for(expectation: Expectation, world: World) -> list[Holdings]:
    """Return whose things are asked for: everybody's if the address or its query names one, else the own."""
    names_one = expectation.target is not None or expectation.query is not None
    names_one = names_one and not expectation.bank_wide
    return list(world.holdings.values()) if names_one else [world.holdings[Relation.OWN]]


def actors_for(expectation: Expectation) -> tuple[Actor, ...]:
    """Return who asks: everybody, but only a few where there is nothing for anybody."""
    nothing = everybody(404)
    return FEW if expectation.get == nothing and expectation.post == nothing else tuple(Actor)


def named(answer: Answer, mark: Callable[[Relation], str]) -> frozenset[Relation]:
    return frozenset(relation for relation in Relation if mark(relation) in answer.text)


ROUTES = [route for route in routes() if route.key]


def ids(route: Route) -> str:
    return route.key


def test_each_route_has_an_expectation() -> None:
    missing = [f"{route.key} ({route.pattern})" for route in ROUTES if not expected_of(route)]
    assert not missing, f"say in tests/sweep/expectations.py who may use {missing}"


def test_each_expectation_has_a_route_and_several_for_one_differ_in_their_target() -> None:
    unused = [one.routes for one in TABLE if not any(fits(one, route) for route in ROUTES)]
    assert unused == []
    for route in ROUTES:
        found = expected_of(route)
        assert len(found) == 1 or all(one.target is not None for one in found), route.key


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_each_cell_answers_as_expected(route: Route, world: World, clients: dict[Actor, Client]) -> None:
    wrong = [
        f"{method.upper()} {actor} {held.relation}: {problem}"
        for expectation in expected_of(route)
        for held in holdings_for(expectation, world)
        for method, address, body in requests_for(route, expectation, world, held)
        for actor in actors_for(expectation)
        for problem in problems(ask(clients[actor], method, address, body), method, expectation, held, actor)
    ]
    assert wrong == []


def requests_for(
    route: Route, expectation: Expectation, world: World, held: Holdings
) -> Iterator[tuple[str, str, Any]]:
    """Yield method, address and body of each request about `held`."""
    cache.clear()
    address = address_of(route, expectation, world, held)
    yield "get", address, None
    yield "post", address, expectation.body(world, held) if expectation.body else None


def problems(
    answer: Answer, method: str, expectation: Expectation, held: Holdings, actor: Actor
) -> Iterator[str]:
    """Yield what is wrong with one cell's answer."""
    wanted = (expectation.get if method == "get" else expectation.post).to(actor, held.relation)
    if answer.outcome != wanted:
        yield f"expected {wanted}, got {answer.outcome}"
    refused = wanted in REFUSALS
    yield from telling(answer, expectation, actor, refused=refused)
    reads_list = method == "get" and expectation.lists is not None and actor in expectation.readers
    if reads_list and named(answer, marker) != expectation.lists:
        yield f"lists {sorted(named(answer, marker))}, not {sorted(expectation.lists or ())}"
    written = written_wrongly(method, answer, expectation, refused=refused)
    if written:
        yield f"wrote to {sorted(written)}"


def telling(answer: Answer, expectation: Expectation, actor: Actor, *, refused: bool) -> Iterator[str]:
    """Yield what the answer tells that is out of the actor's reach."""
    reach = NOTHING if refused or actor not in SEEING else expectation.tells
    if named(answer, marker) - reach:
        yield f"tells of {sorted(named(answer, marker) - reach)}"
    people = ANYWHERE if expectation.names and not refused else reach
    if named(answer, staff_marker) - people:
        yield f"names staff of {sorted(named(answer, staff_marker) - people)}"


def written_wrongly(
    method: str, answer: Answer, expectation: Expectation, *, refused: bool
) -> frozenset[str]:
    if method != "post":
        return answer.writes - WRITTEN_BY_READING - expectation.writes_on_get
    return answer.writes - RECORDS if refused else frozenset()


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_other_methods_are_never_acted_on(route: Route, world: World, clients: dict[Actor, Client]) -> None:
    wrong = []
    for expectation in expected_of(route):
        for held in holdings_for(expectation, world)[:3:2]:
            address = address_of(route, expectation, world, held)
            for actor in (Actor.EDITOR, Actor.MANAGER, Actor.ADMINISTRATOR):
                for method in ("head", *NEVER_ACTED_ON):
                    answer = ask(clients[actor], method, address)
                    wrong += [
                        f"{method.upper()} {actor} {held.relation}: {problem}"
                        for problem in other_problems(method, answer, expectation, actor)
                    ]
    assert wrong == []


def other_problems(method: str, answer: Answer, expectation: Expectation, actor: Actor) -> Iterator[str]:
    """Yield what is wrong with the answer to a method that is neither GET nor POST."""
    allowed = {*REFUSALS, "moved", 400, 409, 410, *([200] if method in {"head", "options"} else [])}
    if answer.outcome not in allowed:
        yield f"got {answer.outcome}"
    if answer.writes - WRITTEN_BY_READING - expectation.writes_on_get - RECORDS:
        yield f"wrote to {sorted(answer.writes - WRITTEN_BY_READING - RECORDS)}"
    yield from telling(answer, expectation, actor, refused=False)


@pytest.mark.parametrize(
    "address",
    [
        *("/api/", "/api/v2/pages/", "/api/v2/images/", "/api/v2/documents/", "/api/v3/", "/api/v3/pages/"),
        *("/django-admin/", "/admin/auth/user/", "/admin/doc/", "/__debug__/", "/silk/", "/static-debug/"),
        *("/sitemap.xml", "/admin/redirects/", "/admin/forms/", "/admin/settings/", "/admin/styleguide/"),
    ],
)
def test_what_is_not_mounted_is_not_there(address: str, clients: dict[Actor, Client]) -> None:
    for actor in (Actor.ANONYMOUS, Actor.EDITOR, Actor.ADMINISTRATOR, Actor.SUPERUSER):
        assert ask(clients[actor], "get", address).outcome in {404, "moved", "login"}, actor
    with pytest.raises(Resolver404):
        resolve_exactly(address)


def resolve_exactly(address: str) -> None:
    """Raise Resolver404 unless a route of its own answers; Wagtail has one for all below its admin."""
    if resolve(address).url_name is None:
        raise Resolver404


def test_nothing_of_wagtails_contributions_or_djangos_admin_is_installed(settings: object) -> None:
    installed: list[str] = settings.INSTALLED_APPS  # type: ignore[attr-defined]
    unwanted = (
        "wagtail.contrib",
        "wagtail.api",
        "django.contrib.admin",
        "debug_toolbar",
        "django_extensions",
    )
    assert [app for app in installed if app.startswith(unwanted)] == []
    assert settings.DEBUG is False  # type: ignore[attr-defined]
