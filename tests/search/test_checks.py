"""What `manage.py check` says of the search engine."""

import pytest
from pytest_django import Settings

from search.checks import elasticsearch_has_addresses, elasticsearch_has_replicas, search_engine_is_known


def test_an_unknown_engine_is_named(settings: Settings) -> None:
    assert search_engine_is_known(None) == []
    settings.ARMOURY_SEARCH_ENGINE = "solr"

    assert [one.id for one in search_engine_is_known(None)] == ["search.E001"]


@pytest.mark.parametrize(
    ("addresses", "ids"),
    [
        (["https://a.example:9200", "http://127.0.0.1:9200"], []),
        ([], ["search.E002"]),
        (["https://a.example:9200", "b.example:9200"], ["search.E002"]),
        (["https://a.example"], ["search.E002"]),
        (["https://a.example:x"], ["search.E002"]),
    ],
)
def test_addresses_are_whole(addresses: list[str], ids: list[str], settings: Settings) -> None:
    settings.ARMOURY_ELASTICSEARCH_URL = addresses
    assert elasticsearch_has_addresses(None) == []

    settings.ARMOURY_SEARCH_ENGINE = "elasticsearch"
    assert [one.id for one in elasticsearch_has_addresses(None)] == ids


def test_a_password_in_an_address_is_not_repeated(settings: Settings) -> None:
    settings.ARMOURY_SEARCH_ENGINE = "elasticsearch"
    settings.ARMOURY_ELASTICSEARCH_URL = ["https://user:geheim@a.example"]

    assert "geheim" not in str(elasticsearch_has_addresses(None))


def test_no_replica_is_warned_of(settings: Settings) -> None:
    settings.ARMOURY_ELASTICSEARCH_REPLICAS = 0
    assert elasticsearch_has_replicas(None) == []

    settings.ARMOURY_SEARCH_ENGINE = "elasticsearch"
    assert [one.id for one in elasticsearch_has_replicas(None)] == ["search.W001"]
