"""What was once shown, what is another's, and a clock turned back: asked for by its exact address."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from content.enums import Channel, Segment
from core import clock, ledger
from core.actions import Refused
from core.models import LedgerHead, Stream
from distribution.actions.pull import Order, pull
from distribution.models import Package, PackageItem, Pull
from review.models import Edition
from tests.conftest import FrozenClock
from tests.content.posting import form_data, signed_in
from tests.factories.content import DocumentFactory, ImageFactory
from tests.factories.distribution import PackageFactory, pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, make_component, recall_edition
from tests.ways.pieces import ACTORS, MARKER, Bank, draft, in_review, issued, words
from tests.ways.reach import EVERY_READER, files_of, reached, turned_away
from tests.ways.tamper import forge

pytestmark = pytest.mark.django_db


def statuses(client: Client, edition: Edition) -> set[int]:
    """Return what every file of the edition answers, asked plainly, with its old ETag, and to be saved."""
    found = set()
    for sha256 in files_of(edition):
        address = reverse("edition_media", args=[edition.public_id, sha256])
        for headers in ({}, {"If-None-Match": f'"{sha256}"'}, {"If-None-Match": "*"}):
            found |= {client.get(address, headers=headers).status_code}
            found |= {client.get(address, {"save": 1}, headers=headers).status_code}
            found |= {client.head(address, headers=headers).status_code}
    return found


def test_a_recalled_editions_files_are_gone_for_old_etags_too(bank: Bank) -> None:
    edition, client = issued(bank), signed_in(bank.manager)
    assert statuses(client, edition) == {200, 304}
    recall_edition(edition)
    assert statuses(client, edition) == {404}
    assert statuses(Client(), edition) == {302}


def test_the_library_serves_a_manager_nothing(bank: Bank) -> None:
    """Neither the original, nor a rendition, nor a document by the addresses that Wagtail gives them."""
    image = ImageFactory(branch=bank.tree.east_sub)
    document = DocumentFactory(branch=bank.tree.east_sub)
    client = signed_in(bank.manager)
    for name in (image.file.name, image.get_rendition("max-100x100").file.name):
        assert client.get(reverse("desk_media", args=[name])).status_code == 404
        assert client.get(f"/media/{name}").status_code == 404
    address = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    assert client.get(address).status_code in {302, 403, 404}


def test_what_was_taken_is_gone_with_the_recall(bank: Bank) -> None:
    edition, client = issued(bank), signed_in(bank.manager)
    taken = pull_edition(edition, bank.manager)
    address = reverse("taken", args=[taken.public_id])
    assert MARKER in client.get(address).content.decode()
    recall_edition(edition)
    answer = client.get(address)
    assert (answer.status_code, MARKER in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("name", ["taken", "sent"])
def test_anothers_pull_does_not_exist(bank: Bank, name: str) -> None:
    taken = pull_edition(issued(bank), bank.manager)
    client = signed_in(bank.other_manager)
    address = reverse(name, args=[taken.public_id])
    assert client.get(address).status_code in {404, 405}
    assert client.post(address).status_code in {404, 405}
    assert Pull.objects.get(pk=taken.pk).status == "reserved"


def test_nobody_pulls_for_another(bank: Bank) -> None:
    """The manager of a pull is who is logged in; a name in the form is not read."""
    edition = issued(bank)
    signed_in(bank.other_manager).post(
        reverse("take", args=[edition.public_id]),
        {
            "channel": "moments",
            "segment": "credit_card",
            "request_key": uuid4(),
            "manager": bank.manager.pk,
            "actor": bank.manager.actor,
        },
    )
    assert list(Pull.objects.values_list("manager", flat=True)) == [bank.other_manager.pk]


@pytest.mark.parametrize("who", ACTORS)
def test_who_is_no_manager_pulls_nothing(bank: Bank, who: str) -> None:
    edition, person = issued(bank), bank.person(who)
    order = Order(edition.public_id, Channel.MOMENTS, Segment.CREDIT_CARD, uuid4())
    with pytest.raises(Refused):
        pull(order, actor=person, at=clock.now())
    form = {"channel": "moments", "segment": "credit_card", "request_key": uuid4()}
    client = signed_in(person)
    assert client.post(reverse("take", args=[edition.public_id]), form).status_code in {302, 403, 404}
    assert client.get(reverse("edition", args=[edition.public_id])).status_code in {302, 403, 404}
    assert not Pull.objects.exists()


def test_a_clock_turned_back_revives_nothing(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issued(bank)
    began = frozen_clock.at
    frozen_clock.move_to(edition.valid_until + timedelta(minutes=1))
    assert reached(bank.manager, MARKER, edition) == frozenset()
    in_review(bank, title="另一篇早报", valid_until=frozen_clock.at + timedelta(days=1), texts=OTHER_TEXTS)
    frozen_clock.move_to(began)
    assert clock.now() > edition.valid_until
    assert reached(bank.manager, MARKER, edition) == frozenset()


OTHER_TEXTS = {"moments": "今日要点。以上信息仅供参考，不构成任何投资建议。"}


def test_a_preview_is_the_editors_own(bank: Bank) -> None:
    """What was typed lies in the editor's session: gone with it, and nobody else's."""
    component = draft(bank)
    address = reverse("content_morning_brief:preview_on_edit", args=[component.pk])
    client = signed_in(bank.editor)
    client.post(address, form_data(component, title=f"{MARKER}预览"))
    assert client.get(address, {"mode": "document"}).status_code == 200
    for other in (signed_in(bank.manager), signed_in(bank.bare_superuser), Client()):
        answer = other.get(address, {"mode": "document"})
        assert MARKER not in answer.content.decode()
        assert answer.status_code in {302, 403, 404}
    client.logout()
    answer = client.get(address, {"mode": "document"})
    assert (answer.status_code, MARKER in answer.content.decode()) == (302, False)


def test_a_revision_preview_is_for_those_who_oversee(bank: Bank) -> None:
    edition = issued(bank)
    component = edition.component
    address = reverse(
        "content_morning_brief:revisions_view", args=[component.pk, edition.candidate.revision_id]
    )
    recall_edition(edition)
    foreign = UserFactory(editor=True, is_superuser=True, branch=bank.tree.west)
    for person in (bank.manager, foreign, bank.bare_superuser):
        answer = signed_in(person).get(address)
        assert turned_away(answer)
        assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("own", ["earliest", "latest"])
def test_another_branchs_revision_is_not_compared(bank: Bank, own: str) -> None:
    foreign = make_component(branch=bank.tree.west, **words())
    editor = UserFactory(editor=True, is_superuser=True, branch=bank.tree.east)
    mine = make_component(editor=editor, **words(title="自己的早报", texts=OTHER_TEXTS))
    pair = ("earliest", foreign.latest_revision_id)
    if own == "latest":
        pair = (foreign.latest_revision_id, "latest")
    client = signed_in(editor)
    answer = client.get(reverse("content_morning_brief:revisions_compare", args=[mine.pk, *pair]))
    assert answer.status_code == 404
    assert MARKER not in answer.content.decode()
    view = reverse("content_morning_brief:revisions_view", args=[mine.pk, foreign.latest_revision_id])
    assert client.get(view).status_code == 404


@pytest.mark.parametrize("who", ["editor", "superuser"])
@pytest.mark.parametrize("sort", ["foreign", "recalled", "forged", "draft"])
def test_no_package_is_laid_out_with_what_is_not_in_force(bank: Bank, who: str, sort: str) -> None:
    """By the desk it is refused; by the ORM it is in the table, and no reader shows it."""
    edition = {
        "foreign": lambda: issue_edition(component=make_component(branch=bank.tree.west, **words())),
        "recalled": lambda: recall_edition(issued(bank)).edition,
        "forged": lambda: forge(issued(bank, title="诚实早报", texts=OTHER_TEXTS), MARKER, certify=True),
        "draft": lambda: None,
    }[sort]()
    key = edition.pk if edition else draft(bank).pk + 10_000
    signed_in(bank.person(who)).post(
        "/admin/packages/new/",
        {
            "day": "2026-03-02",
            "title": "今日",
            "items-TOTAL_FORMS": "1",
            "items-INITIAL_FORMS": "0",
            "items-MIN_NUM_FORMS": "0",
            "items-MAX_NUM_FORMS": "1000",
            "items-0-edition": key,
            "items-0-slot": "morning",
            "items-0-position": "0",
            "items-0-ORDER": "1",
        },
    )
    assert not PackageItem.objects.filter(edition_id=key).exists()
    if edition:
        package = PackageFactory(branch=bank.tree.head_office)
        PackageItem.objects.create(package=package, edition=edition, slot="morning")
        assert reached(bank.manager, MARKER, edition) == frozenset()


def test_the_package_form_of_this_module_is_the_desks(bank: Bank) -> None:
    """So that the refusals above are not those of a form that nobody could send."""
    edition = issued(bank)
    address = reverse("packages:add")
    assert address == "/admin/packages/new/"
    signed_in(bank.editor).post(
        address,
        {
            "day": "2026-03-02",
            "title": "今日",
            "items-TOTAL_FORMS": "1",
            "items-INITIAL_FORMS": "0",
            "items-MIN_NUM_FORMS": "0",
            "items-MAX_NUM_FORMS": "1000",
            "items-0-edition": edition.pk,
            "items-0-slot": "morning",
            "items-0-position": "0",
            "items-0-ORDER": "1",
        },
    )
    assert Package.objects.get().items.get().edition == edition
    assert reached(bank.manager, MARKER, edition) == EVERY_READER


def test_rights_granted_by_hand_open_no_desk(bank: Bank) -> None:
    """Every permission of Django's table and the superuser's mark give a manager nothing of the desk."""
    component, person = draft(bank), bank.manager
    person.user_permissions.set(Permission.objects.all())
    type(person).objects.filter(pk=person.pk).update(is_superuser=True)
    client = signed_in(type(person).objects.get(pk=person.pk))
    for name in ("edit", "inspect", "history", "usage", "delete", "copy"):
        answer = client.get(reverse(f"content_morning_brief:{name}", args=[component.pk]))
        assert turned_away(answer)
        assert MARKER not in answer.content.decode()


def test_the_clock_follows_the_newest_head(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issued(bank)
    ahead = edition.valid_until + timedelta(days=1)
    ledger.append(Stream.PULLS, "test", subject="x:1", at=ahead, payload={})
    assert LedgerHead.objects.get(stream=Stream.PULLS).at == ahead
    assert clock.now() == ahead
    assert reached(bank.manager, MARKER, edition) == frozenset()
