"""/search/ and, for elderly readers, /zzb/search/: asked of the office, because no copy can know what is typed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from gongkai.acts.only_read import only_read
from gongkai.channels import addresses
from gongkai.channels.pace import seconds_to_wait
from gongkai.front import headers
from gongkai.portal.editions import elder
from gongkai.portal.meta import PageMeta
from gongkai.portal.rendering import page
from gongkai.portal.searching.page import address_of, search_page, title_of
from gongkai.search.backends.protocol import Unreachable
from gongkai.search.filters import Asked
from gongkai.search.suggesting import suggest

_log = structlog.get_logger(__name__)

MOST_OF_A_REASON: Final = 400
"""Characters of a reason that the log has: a database's may go on with the whole statement."""


@only_read
def search(request: HttpRequest, edition: str = "") -> HttpResponse:
    """The page of hits. Whatever the address says is answered; nothing is kept, no cookie is set."""
    asked = Asked.of(request.GET.dict())
    seconds = seconds_to_wait(request)
    body, status = _too_often(seconds) if seconds else _answer(asked)
    response = HttpResponse(elder(body) if edition else body, status=status)
    if seconds:
        response["Retry-After"] = str(seconds)
    for name, value in headers.of_public(addresses.SEARCH, "text/html", https=False):
        response[name] = value
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(asked: Asked) -> tuple[bytes, int]:
    try:
        return search_page(asked), 200
    except (Unreachable, DatabaseError) as error:
        _log.error("search_failed", error=str(error)[:MOST_OF_A_REASON])
        meta = PageMeta(title=title_of(asked), address=addresses.SEARCH, indexed=False)
        return page("portal/search_unavailable.html", meta), 503


def _too_often(seconds: int) -> tuple[bytes, int]:
    meta = PageMeta(title="查得太频繁了", address=addresses.SEARCH, indexed=False)
    return page("portal/search_too_often.html", meta, seconds=seconds), HTTPStatus.TOO_MANY_REQUESTS


@only_read
def suggestions(request: HttpRequest) -> HttpResponse:
    """/search/suggest.json?q=: label, kind and address of what may be meant, for search.js."""
    seconds = seconds_to_wait(request)
    if seconds:
        refused = JsonResponse({"suggestions": []}, status=HTTPStatus.TOO_MANY_REQUESTS)
        refused["Retry-After"] = str(seconds)
        return refused
    try:
        found = suggest(request.GET.get("q", ""))
    except (Unreachable, DatabaseError) as error:
        _log.error("suggestions_failed", error=str(error)[:MOST_OF_A_REASON])
        found = ()  # whoever types is told by the page of hits, when they ask for it
    rows = [
        {"kind": one.kind, "label": one.label, "address": addresses.link(address_of(one))} for one in found
    ]
    response = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    # A title that is withdrawn is suggested no more, by no cache either.
    response["Cache-Control"] = headers.ASK_AGAIN
    return response
