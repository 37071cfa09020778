"""Whether a link within the site leads somewhere: what the draft checks ask before anybody else finds out."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote

from django.urls import Resolver404, resolve

from gongkai.channels import pages

# What readers may ask and no source of pages has: searches, lists of the API, the register's checkpoints.
_ANSWERED = frozenset({"api", "portal", "register_public", "searching"})
# Views that answer any address of their form, whether there is anything or not.
_ANY = frozenset({"api:root", "api:unknown", "api:without_slash", "portal:home", "portal:page"})


def leads_somewhere(path: str) -> bool:
    """Whether any reader finds something there now: a page or file that is public, or an answer to his question."""
    address = unquote(path)
    found = pages.at(address) or pages.at(f"{address}/")
    return found.status == HTTPStatus.OK if found is not None else _is_answered(path)


def _is_answered(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    # What the API has of one thing is a page of its source.
    of_one_thing = match.app_name == "api" and match.kwargs
    return match.app_name in _ANSWERED and match.view_name not in _ANY and not of_one_thing
