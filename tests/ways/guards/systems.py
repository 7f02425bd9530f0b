"""Guards: what other systems may do."""

import sys
from datetime import timedelta
from uuid import uuid4

import distribution.actions.pull_for
from core import clock
from core.outbound import NotAllowed
from distribution.actions.tell_webhooks import tell_of_edition
from distribution.models import Pull
from people.api.authentication import HasScope
from people.enums import Scope, WebhookEvent
from people.models import ApiToken, User, WebhookDelivery
from people.queries import api_tokens
from people.queries.api_tokens import token_shown
from review.models import Edition
from tests.factories.api import ApiClientFactory, caller, token_of
from tests.factories.distribution import order_for
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition
from tests.factories.webhooks import WebhookFactory, webhook_of
from tests.ways.guards.base import guard, nothing, patched, yes
from tests.ways.pieces import MARKER, Bank, issued


@guard(
    "a token opens its scopes",
    "people/api/authentication.py: HasScope",
    "A system with a token for one thing asking for another",
    "tests/people/api/test_authentication.py::test_another_scope_is_403_and_is_logged",
    patched(HasScope, "has_permission", yes),
)
def another_scope(bank: Bank) -> bool:
    issued(bank)
    system = caller(bank.tree.east_sub, Scope.SCREEN)
    return MARKER in system.get("search/").content.decode()


@guard(
    "an action asks for the scope",
    "people/queries/api_tokens.py: require_scope",
    "Taking out or entering facts by a token that does not open it, or that was revoked meanwhile",
    "tests/distribution/api/test_pulls.py::test_the_action_asks_for_the_scope_itself",
    patched(distribution.actions.pull_for, "require_scope", nothing),
)
def pulled_without_scope(bank: Bank) -> bool:
    order = order_for(issued(bank))
    token = caller(bank.tree.east_sub, Scope.SCREEN).token
    distribution.actions.pull_for.pull_for(bank.manager.username, order, token=token, at=clock.now())
    return Pull.objects.filter(manager=bank.manager).exists()


@guard(
    "a system acts for its branches",
    "people/queries/api_tokens.py: manager_within",
    "Taking out in the name of another branch's manager",
    "tests/distribution/api/test_pulls.py::test_only_managers_of_the_systems_branches_and_no_difference_is_told",
    patched(
        distribution.actions.pull_for,
        "manager_within",
        lambda branch, login: User.objects.select_related("branch").get(username=login),
    ),
)
def pulled_for_foreign(bank: Bank) -> bool:
    foreign = UserFactory(manager=True, branch=bank.tree.west)
    order, token = order_for(issued(bank)), caller(bank.tree.east).token
    try:
        distribution.actions.pull_for.pull_for(foreign.username, order, token=token, at=clock.now())
    except User.DoesNotExist:
        return False
    return Pull.objects.filter(manager=foreign).exists()


@guard(
    "a token has an end",
    "people/models/api.py: ApiToken.holds",
    "Coming in with a token that has expired or was revoked",
    "tests/people/api/test_authentication.py::test_it_expires_by_its_time",
    patched(ApiToken, "holds", yes),
)
def expired_token(bank: Bank) -> bool:
    text, token = token_of(ApiClientFactory(branch=bank.tree.east), days=1)
    try:
        return token_shown(text, clock.now() + timedelta(days=2)) == token
    except api_tokens.TokenRefused:
        return False


@guard(
    "an administrator signs for a token",
    "people/queries/api_tokens.py: require_keeper_of_clients",
    "Letting a system in without being administrator, or from a session left open",
    "tests/people/actions/test_api_tokens.py::test_only_administrators",
    patched(api_tokens.authority, "require_role", nothing),
)
def token_by_editor(bank: Bank) -> bool:
    from people.actions.add_api_client import add_api_client

    at = clock.now()
    name = str(uuid4())
    add_api_client(name, branch=bank.tree.east, contact="某人", actor=bank.editor, authenticated_at=at, at=at)
    return True


@guard(
    "a webhook leads where the list says",
    "people/actions/add_webhook.py: require_listed",
    "Having events sent to a host that nobody listed",
    "tests/people/actions/test_webhooks.py::test_it_leads_only_where_the_list_says",
    patched(sys.modules["people.actions.add_webhook"].outbound, "require_listed", nothing),
)
def webhook_to_anywhere(bank: Bank) -> bool:
    try:
        webhook_of(ApiClientFactory(branch=bank.tree.east), "https://elsewhere.example/")
    except NotAllowed:
        return False
    return True


@guard(
    "a webhook tells what its system may use",
    "distribution/queries/webhooks.py: edition_for",
    "A system being told of another branch's editions",
    "tests/distribution/actions/test_webhooks.py::test_nobody_is_told_of_another_branch_or_of_what_was_not_asked_for",
    patched(
        sys.modules["distribution.actions.tell_webhooks"],
        "edition_for",
        lambda client, edition_id: Edition.objects.get(public_id=edition_id),
    ),
)
def told_of_foreign(bank: Bank) -> bool:
    edition = issue_edition(branch=bank.tree.east)
    WebhookFactory(client__branch=bank.tree.west)
    tell_of_edition(WebhookEvent.EDITION_RECALLED, edition.public_id, 1, clock.now())
    return WebhookDelivery.objects.exists()
