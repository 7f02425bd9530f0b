"""Every kind goes the whole way: form, review, reader, search."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.kinds import KINDS, Kind
from content.models import Component
from core import clock
from tests.conftest import FrozenClock
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import approve_case, submit_component
from tests.factories.stories import say_nothing_to_mask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


@each_kind
def test_a_complete_piece_is_approved_and_read(kind: Kind, client: Client, frozen_clock: FrozenClock) -> None:
    branch = BranchFactory()
    editor = UserFactory(editor=True, branch=branch)
    made = make_of_kind(kind.code, editor, clock.now(), title="示范标题甲乙丙")
    if kind.rests_on_consent:
        say_nothing_to_mask(Component.objects.get(pk=made.pk), editor)
    edition = approve_case(submit_component(Component.objects.get(pk=made.pk), editor))

    client.force_login(UserFactory(manager=True, branch=branch))
    page = client.get(reverse("edition", args=[edition.public_id]))
    assert page.status_code == 200
    assert "示范标题甲乙丙" in page.content.decode()
    found = client.get(reverse("search"), {"q": "甲乙丙"})
    assert str(edition.public_id) in found.content.decode()


@each_kind
def test_the_empty_form_opens_with_its_blocks(kind: Kind, client: Client) -> None:
    client.force_login(UserFactory(editor=True))
    page = client.get(reverse(f"content_{kind.code}:add"))
    assert page.status_code == 200
    opened: Any = page.context["form"].instance.body
    required = {name for name, _ in kind.blocks} - kind.optional
    assert required <= {block.block_type for block in opened}
