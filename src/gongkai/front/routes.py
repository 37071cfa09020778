"""Who answers which address: the copy, the front itself, or the office."""

from __future__ import annotations

from typing import Final

HEALTH: Final = "/healthz"
SEARCH: Final = ("/search/", "/zzb/search/")
"""Searched by the office, in both editions; without it, by a page of the copy in the browser."""
API: Final = "/api/"
OPEN: Final = ("/api/", "/feeds/")

NOWHERE: Final = "/404/"
LATER: Final = "/503/"
"""The copy's pages of these names, which also exist in the edition for elderly readers."""
ELDER: Final = "/zzb"

OF_THE_OFFICE: Final = (
    "/office/",
    "/apply/status/",
    "/readyz",
    "/metrics",
)
"""Never in the copy: answered by the office alone."""


def is_of_the_office(address: str) -> bool:
    """Whether only the office knows the address, so that without it the answer is "later" and not "nowhere"."""
    return address.startswith(OF_THE_OFFICE) or f"{address}/" in OF_THE_OFFICE


def is_search(address: str) -> bool:
    """Whether the address is that of the search page."""
    return address in SEARCH or f"{address}/" in SEARCH


def may_be_copied(address: str, query: str) -> bool:
    """Whether the copy may answer: not where the answer depends on what was asked beside the address."""
    if address.startswith((*SEARCH, "/office/")) or is_search(address):
        return False
    return not (query and address.startswith(API))
