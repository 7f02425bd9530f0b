"""Other systems with tokens, made through the real actions, and what they ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from content.actions.take_fact_batch import Request, Row, take_fact_batch
from content.models import FactBatch
from core import clock
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.enums import Scope
from people.models import ApiClient, ApiToken, Branch, User
from tests.factories.people import BranchFactory, UserFactory


class ApiClientFactory(DjangoModelFactory[ApiClient]):
    """A system of `branch`, added by an administrator."""

    class Meta:
        model = ApiClient

    name = factory.Sequence(lambda number: f"外部系统{number}")
    branch = factory.SubFactory(BranchFactory)
    contact = "系统负责人 内线 7000"

    @classmethod
    def _create(
        cls,
        model_class: type[ApiClient],
        *args: Any,
        name: str,
        branch: Branch,
        contact: str,
        at: datetime | None = None,
    ) -> ApiClient:
        at = at or clock.now()
        actor = administrator(branch)
        return add_api_client(name, branch=branch, contact=contact, actor=actor, authenticated_at=at, at=at)


def administrator(branch: Branch) -> User:
    """Return a new administrator of the head office above `branch`."""
    return UserFactory(administrator=True, branch=branch.get_root())


def token_of(
    client: ApiClient, *scopes: Scope, days: int = 30, at: datetime | None = None
) -> tuple[str, ApiToken]:
    """Issue a token (of every scope, if none is named) and return its text and what is kept of it."""
    at = at or clock.now()
    text = issue_api_token(
        client,
        scopes=scopes or tuple(Scope),
        days=days,
        actor=administrator(client.branch),
        authenticated_at=at,
        at=at,
    )
    return text, ApiToken.objects.select_related("client__branch").get(prefix=text[:12])


def fact_batch(client: ApiClient) -> FactBatch:
    """Return a batch of no sound row that `client`, a system of head office, sent."""
    _text, token = token_of(client, Scope.FACTS_WRITE)
    return take_fact_batch(Request("batch-0001", "0" * 64, [Row(None)]), token=token, at=clock.now())


@dataclass(frozen=True)
class Caller:
    """A system that asks with its token."""

    text: str
    token: ApiToken
    http: Client

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}"}

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.http.get(f"/api/v1/{path}", query, headers={**self.headers, **(headers or {})})

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        return self.http.post(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={**self.headers, **(headers or {})},
        )


def caller(branch: Branch, *scopes: Scope) -> Caller:
    """Return a new system of `branch` with a token that opens `scopes`, or everything."""
    text, token = token_of(ApiClientFactory(branch=branch), *scopes)
    return Caller(text, token, Client())
