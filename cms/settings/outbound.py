"""Which other systems may be asked (core.outbound), as `host` or `host:port`. Empty: nothing leaves."""

import os


def _names(variable: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in os.environ.get(variable, "").split(",") if name.strip())


ARMOURY_OUTBOUND_HOSTS = _names("ARMOURY_OUTBOUND_HOSTS")

ARMOURY_OUTBOUND_INSIDE_HOSTS = _names("ARMOURY_OUTBOUND_INSIDE_HOSTS")
"""Those of them whose addresses are private ones: the bank's own systems."""

ARMOURY_OUTBOUND_PLAIN_HOSTS: frozenset[str] = frozenset()
"""Those of them that are asked without TLS. For tests on this machine; a bank has no reason to."""

WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
"""Wagtail asks no video site what to embed."""
