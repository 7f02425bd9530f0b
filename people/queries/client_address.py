"""From where does a request come?"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks; for IPv6 the /64 network, which is what one customer is given.

    X-Forwarded-For counts only as far as the bank's own proxies wrote it: with `ARMOURY_TRUSTED_PROXIES = n`
    the n-th entry from the right. What stands left of it is the client's own word. None if there is nothing
    that is an address (OWASP ASVS 5.0, 4.1.3).
    """
    proxies: int = settings.ARMOURY_TRUSTED_PROXIES
    said = request.META.get("REMOTE_ADDR", "")
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            said = hops[-proxies]
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 64), strict=False).network_address)
    return str(address)
