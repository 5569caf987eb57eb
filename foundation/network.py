"""Where a request came from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's network address: the connection's, or what the last trusted proxy saw (never what a client claims)."""
    count: int = settings.TRUSTED_PROXIES
    if count:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= count:
            return hops[-count][:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def client_network(request: HttpRequest) -> str:
    """Return what caps count by: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber is given (RFC 6177)."""
    given = client_address(request)
    try:
        address = ipaddress.ip_address(given.partition("%")[0])
    except ValueError:
        return given
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
