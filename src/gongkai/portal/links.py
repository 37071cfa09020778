"""Whether a link within the site leads somewhere: what the draft checks ask before anybody else finds out."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote

from django.urls import Resolver404, resolve

from gongkai.channels import pages
from gongkai.portal import views


def leads_somewhere(path: str) -> bool:
    """Whether a view of its own answers the path, or a page that is public now stands there."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    if view is not views.page:
        return True
    address = unquote(path)
    found = pages.at(address) or pages.at(f"{address}/")
    return found is not None and found.status == HTTPStatus.OK
