"""The labelled corpus in the admin."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import User
from review.domain.labelled import shipped
from review.enums import LabelStatus
from review.models import LabelledSentence
from review.queries.label_files import read_labels
from tests.factories.labelled import LabelledFactory
from tests.factories.people import UserFactory, branch_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def keeper(client: Client) -> User:
    user: User = UserFactory(officer=True, branch=branch_tree().head_office)
    client.force_login(user)
    return user


def file(content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("句子.jsonl", content.encode() if isinstance(content, str) else content)


def test_the_chosen_are_accepted_or_declined(client: Client, keeper: User) -> None:
    one, other, own = LabelledFactory(), LabelledFactory(), LabelledFactory(proposed_by=keeper)
    page = client.get(reverse("labels:index")).content.decode()
    assert f'value="{one.public_id}"' in page
    assert f'value="{own.public_id}"' not in page
    assert (
        "1 sentence is in the corpus now."
        in client.post(reverse("labels:accept"), {"label": one.public_id}, follow=True).content.decode()
    )
    client.post(reverse("labels:decline"), {"label": [other.public_id, own.public_id]})
    for row, status in ((one, "accepted"), (other, "declined"), (own, "declined")):
        row.refresh_from_db()
        assert row.status == status
    assert client.post(reverse("labels:accept"), {"label": "none"}).status_code == 409


def test_a_sentence_is_written_and_withdrawn(client: Client, keeper: User) -> None:
    given = {"text": "稳稳的幸福，本金不会少", "wanted": "block", "category": "收益承诺", "product": "wmp"}
    assert client.post(reverse("labels:add"), given | {"wanted": "maybe"}).status_code == 400
    client.post(reverse("labels:add"), given)
    made = LabelledSentence.objects.get()
    assert (made.text, made.product, made.status) == (given["text"], "wmp", LabelStatus.PROPOSED)
    accepted = LabelledFactory(accepted=True)
    address = reverse("labels:label", args=[accepted.public_id])
    assert client.post(address, {"reason": ""}).status_code == 400
    assert "规定已变" in client.post(address, {"reason": "规定已变"}, follow=True).content.decode()


def test_the_list_asks_as_many_queries_for_one_as_for_twenty(client: Client, keeper: User) -> None:
    client.get(reverse("labels:index"))
    counts = []
    for count in (1, 19):
        LabelledFactory.create_batch(count)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("labels:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_exported_comes_in_again_as_it_is(client: Client, keeper: User) -> None:
    LabelledFactory(accepted=True, text="=恭喜发财，本金不会少", product="fund")
    for name in ("jsonl", "xlsx"):
        response = client.get(reverse(f"labels:{name}"))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found = read_labels(body)
        assert found.errors == ()
        assert len(found.sentences) == len(list(shipped())) + 1
        assert found.sentences[0].text == "=恭喜发财，本金不会少"
        assert set(shipped()) <= set(found.sentences)


def test_a_file_becomes_proposals_once(client: Client, keeper: User) -> None:
    line = json.dumps({"text": "新句子，本金不会少", "verdict": "应阻断", "category": "收益承诺"})
    for known in (0, 1):
        page = client.post(reverse("labels:import"), {"file": file(line)}, follow=True).content.decode()
        assert f"{1 - known} proposed, to be confirmed by a colleague; {known} were known already." in page
    assert LabelledSentence.objects.get().proposed_by == keeper


def test_wrong_rows_are_told_by_line_and_nothing_is_taken_in(client: Client, keeper: User) -> None:
    good = {"text": "新句子", "verdict": "pass", "category": "问候"}
    lines = [
        json.dumps(good),
        "{",
        json.dumps(good | {"verdict": "maybe"}),
        "",
        json.dumps(good | {"text": ""}),
        json.dumps(good | {"product": "crypto"}),
        json.dumps(good | {"category": 7}),
        json.dumps([1]),
    ]
    response = client.post(reverse("labels:import"), {"file": file("\n".join(lines))})
    assert response.status_code == 400
    assert [line for line, _words in response.context["errors"]] == [2, 3, 5, 6, 7, 8]
    assert not LabelledSentence.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04 no workbook", b" \n "])
def test_a_file_that_is_none_is_refused_in_words(client: Client, keeper: User, content: bytes) -> None:
    response = client.post(reverse("labels:import"), {"file": file(content)})
    assert response.status_code == 400
    assert len(response.context["form"].errors["file"]) == 1


def test_auditors_of_the_head_office_read_and_branches_do_not(client: Client) -> None:
    tree = branch_tree()
    row = LabelledFactory(text="只给总行看的句子")
    client.force_login(UserFactory(auditor=True, branch=tree.head_office))
    page = client.get(reverse("labels:index")).content.decode()
    assert "只给总行看的句子" in page
    assert 'type="checkbox"' not in page
    client.force_login(UserFactory(officer=True, branch=tree.east))
    for name, *arguments in (("index",), ("xlsx",), ("label", row.public_id)):
        response = client.get(reverse(f"labels:{name}", args=arguments), follow=True)
        assert "只给总行看的句子" not in response.content.decode()
