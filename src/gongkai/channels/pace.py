"""How often one address may ask for what is computed for it: searches, suggestions, queries of the API.

Pages and documents of the static copy are not computed and not counted. Each process of the office counts by itself,
in memory: an address is forgotten a minute after its last question.
"""

from __future__ import annotations

import ipaddress
import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_NETWORK_OF_A_HOUSE: Final = 64
"""Of an IPv6 address, the bits that a provider gives to one customer, who chooses the others."""

_counted = MovingWindowRateLimiter(MemoryStorage())


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when the question may be answered, which counts it; else in how many seconds to ask again.

    Of the machine itself nothing is asked: who comes from a web server in front that GONGKAI_TRUSTED_PROXIES does
    not name has this address too, and one reader must not use up what is everybody's.
    """
    most = settings.QUERIES_PER_MINUTE
    asker = _asker(request.META.get("REMOTE_ADDR", ""))
    if not most or not asker:
        return 0
    limit = RateLimitItemPerMinute(most)
    if _counted.hit(limit, asker):
        return 0
    left = _counted.get_window_stats(limit, asker).reset_time - time.time()
    return max(1, int(left) + 1)  # at the very moment the oldest question still counts


def _asker(address: str) -> str:
    """Whom an address belongs to; "" for this machine, and for what is no address (a socket)."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    if known.is_loopback:
        return ""
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, _NETWORK_OF_A_HOUSE), strict=False))
