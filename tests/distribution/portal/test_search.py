from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.kinds import PRODUCT_ANALYSIS
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ProductFactory
from tests.factories.review import issue_edition, recall_edition

HTMX = {"HX-Request": "true"}


def found(client: Client, **parameters: object) -> str:
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_it_finds_by_words_and_marks_them(bank: Bank, manager_client: Client) -> None:
    product = ProductFactory(name="示范红利理财")
    issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, product=product)
    issue_edition(branch=bank.tree.head_office, title="晨间财经早报")
    page = found(manager_client, q="红利")
    assert page.count('class="card"') == 1
    assert "<mark>红利</mark>" in page


def test_it_finds_nothing_of_others_and_nothing_that_is_over(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner, at = bank.tree.head_office, frozen_clock.at
    issue_edition(branch=bank.tree.west, title="早报西城")
    recall_edition(issue_edition(branch=owner, title="早报召回"))
    issue_edition(branch=owner, title="早报过期", valid_until=at + timedelta(hours=1))
    issue_edition(branch=owner, title="早报未到", valid_from=at + timedelta(hours=9))
    issue_edition(branch=owner, title="早报有效")
    frozen_clock.move_to(at + timedelta(hours=2))
    for query in ("早报", ""):
        page = found(manager_client, q=query)
        assert "早报有效" in page
        for title in ("早报西城", "早报召回", "早报过期", "早报未到"):
            assert title not in page
    for title in ("早报西城", "早报召回", "早报过期", "早报未到"):
        assert f">{title}</a>" not in found(manager_client, q=title)


def test_facets_narrow_and_say_how_many(bank: Bank, manager_client: Client) -> None:
    issue_edition(branch=bank.tree.head_office, segments=["payroll"])
    issue_edition(
        branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, segments=["payroll", "credit_card"]
    )
    assert found(manager_client).count('class="card"') == 2
    page = found(manager_client, kind="product_analysis")
    assert page.count('class="card"') == 1
    assert 'value="product_analysis" checked' in page
    assert found(manager_client, segment="credit_card").count('class="card"') == 1
    assert found(manager_client, segment="not-a-segment", kind="neither").count('class="card"') == 2


def test_pages_are_turned(bank: Bank, manager_client: Client) -> None:
    for number in range(21):
        issue_edition(branch=bank.tree.head_office, title=f"早报第{number}期")
    first, second = found(manager_client, q="早报"), found(manager_client, q="早报", page=2)
    assert (first.count('class="card"'), second.count('class="card"')) == (20, 1)
    assert "page=2" in first
    assert found(manager_client, q="早报", page="x").count('class="card"') == 20


def test_a_partial_holds_results_only(bank: Bank, manager_client: Client) -> None:
    issue_edition(branch=bank.tree.head_office)
    partial = manager_client.get("/search/", headers=HTMX).content.decode()
    assert "<html" not in partial
    assert partial.count('class="card"') == 1


def test_nothing_found_says_what_to_do_and_escapes(bank: Bank, manager_client: Client) -> None:
    page = found(manager_client, q="<script>zq</script>")
    assert "<script>zq" not in page
    assert "&lt;script&gt;zq" in page
    assert 'class="tips"' in page


@pytest.mark.parametrize("query", ['"', "' OR 1=1", "*", "NEAR(", "a" * 5000, "审核编号 -"])
def test_no_query_breaks_it(bank: Bank, manager_client: Client, query: str) -> None:
    found(manager_client, q=query)


def test_a_query_that_no_keyboard_types_is_refused_in_words(manager_client: Client) -> None:
    response = manager_client.get("/search/", {"q": "\x00"})
    assert response.status_code == 400
    assert "无法识别此请求" in response.content.decode()


def test_queries_do_not_grow(bank: Bank, manager_client: Client) -> None:
    counts = []
    for number in range(20):
        issue_edition(branch=bank.tree.head_office, title=f"早报第{number}期")
        if number in {0, 19}:
            cache.clear()
            with CaptureQueriesContext(
                connection,
            ) as captured:
                found(manager_client, q="早报")
            counts.append(len(captured))
    assert counts[1] <= counts[0] <= 25
