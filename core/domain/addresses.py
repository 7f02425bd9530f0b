"""Which network addresses lead outside. Pure: no name is looked up here."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NAT64 = IPv6Network("64:ff9b::/96")
"""An IPv4 address inside an IPv6 one (RFC 6052)."""

WITHOUT_RANGE = frozenset({"168.63.129.16"})
"""Addresses of a cloud's own services that look public: this is Azure's."""

METADATA = frozenset({"fd00:ec2::254", "100.100.100.200", "192.0.0.192"})
"""Addresses of clouds' metadata services outside the link-local range (AWS, Alibaba, Oracle)."""


def is_public(address: str) -> bool:
    """Say whether `address`, and every address hidden inside it, is one of the internet's."""
    return all(_is_public(each) for each in _unwrapped(address))


def is_never(address: str) -> bool:
    """Say whether `address` may not be asked even if an administrator lists its name."""
    return any(
        each.is_link_local or each.is_multicast or each.is_unspecified or each in _NEVER
        for each in _unwrapped(address)
    )


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return (
        address.is_global and not address.is_multicast and not address.is_reserved and address not in _NEVER
    )


def _unwrapped(address: str) -> list[IPv4Address | IPv6Address]:
    """Return the address and what it carries: mapped, 6to4, Teredo, NAT64."""
    outer = ip_address(address.partition("%")[0])
    if isinstance(outer, IPv4Address):
        return [outer]
    carried: list[IPv4Address | None] = [outer.ipv4_mapped, outer.sixtofour, *(outer.teredo or ())]
    if outer in NAT64:
        carried.append(IPv4Address(int(outer) & 0xFFFFFFFF))
    found: list[IPv4Address | IPv6Address] = [each for each in carried if each is not None]
    return found if outer.ipv4_mapped or outer in NAT64 else [outer, *found]


_NEVER = frozenset(ip_address(each) for each in WITHOUT_RANGE | METADATA)
