"""What `manage.py check` says of this room's settings."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search.engines import ELASTICSEARCH, has_cluster

ENGINES = ("database", ELASTICSEARCH)


@register()
def search_engine_is_known(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.ARMOURY_SEARCH_ENGINE in ENGINES:
        return []
    return [
        Error(
            f"There is no search engine {settings.ARMOURY_SEARCH_ENGINE!r}.",
            hint=f"Set ARMOURY_SEARCH_ENGINE to one of: {', '.join(ENGINES)}.",
            id="search.E001",
        )
    ]


@register()
def elasticsearch_has_addresses(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Each names scheme, host and port, as its client asks for them."""
    wrong = [number for number, one in enumerate(settings.ARMOURY_ELASTICSEARCH_URL, 1) if not _is_whole(one)]
    if not has_cluster() or (settings.ARMOURY_ELASTICSEARCH_URL and not wrong):
        return []
    return [
        Error(
            f"Addresses of Elasticsearch that are not whole, by their place: {wrong}.",
            hint="ARMOURY_ELASTICSEARCH_URL: https://node1.bank.example:9200,https://node2.bank.example:9200",
            id="search.E002",
        )
    ]


@register(deploy=True)
def elasticsearch_has_replicas(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without one, a node that is gone takes its part of the index with it until it is built anew."""
    if not has_cluster() or settings.ARMOURY_ELASTICSEARCH_REPLICAS > 0:
        return []
    return [
        Warning(
            "The index in Elasticsearch has no replica.",
            hint="Set ARMOURY_ELASTICSEARCH_REPLICAS to 1, with two nodes or more.",
            id="search.W001",
        )
    ]


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.scheme in {"http", "https"} and parts.hostname and parts.port)
    except ValueError:
        return False
