"""Who answers which address: the copy, the front itself, or the office."""

from __future__ import annotations

from typing import Final

READING: Final = ("GET", "HEAD")

HEALTH: Final = "/healthz"
SEARCHES: Final = frozenset({"/search/", "/zzb/search/"})
"""What the office answers as long as it is there; a page of the copy searches in the browser when it is not."""
SUGGESTIONS: Final = "/search/suggest.json"
API: Final = "/api/"

NOWHERE: Final = "/404/"
LATER: Final = "/503/"
"""The copy's pages of these names, which also exist in the edition for elderly readers."""
ELDER: Final = "/zzb"

OF_THE_OFFICE: Final = (
    "/office/",
    "/apply/status/",
    "/register/",
    "/zzb/register/",
    SUGGESTIONS,
    "/readyz",
    "/metrics",
)
"""Never in the copy: answered by the office alone."""


def is_of_the_office(address: str) -> bool:
    """Whether only the office knows the address, so that without it the answer is "later" and not "nowhere"."""
    return address.startswith(OF_THE_OFFICE) or f"{address}/" in OF_THE_OFFICE


def is_of_a_reader(address: str) -> bool:
    """Whether the office only looks something up: it has the answer soon, or it hangs."""
    return address in SEARCHES or address == SUGGESTIONS or address.startswith(API)


def may_be_copied(address: str, query: str) -> bool:
    """Whether the copy may answer: not where the answer depends on what was asked beside the address."""
    return address not in SEARCHES and not (query and address.startswith(API))
