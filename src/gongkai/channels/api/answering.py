"""Answers of the API: their bytes, their headers, and what may be asked of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from pydantic import BaseModel

from gongkai.acts.only_read import READING
from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
from gongkai.channels.api import problems
from gongkai.channels.api.problems import Problem
from gongkai.channels.pace import seconds_to_wait
from gongkai.channels.pages import JSON
from gongkai.search.backends.protocol import Unreachable

ALLOWED: Final = "GET, HEAD, OPTIONS"
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match, Content-Type",
    "Access-Control-Max-Age": "86400",
}
RETRY_AFTER: Final = "60"

_log = structlog.get_logger(__name__)
View = Callable[..., HttpResponse]


def encoded(answer: BaseModel) -> bytes:
    """The bytes of an answer: the same live and in the static copy."""
    return answer.model_dump_json().encode()


def answered(request: HttpRequest, body: bytes, *, status: int = 200) -> HttpResponse:
    """The answer with its weak ETag, made of the body; 304 for whoever has it already."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    has_it = status == HTTPStatus.OK and _has(request.headers.get("If-None-Match", ""), etag)
    response = (
        HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        if has_it
        else HttpResponse(body, status=status, content_type=JSON)
    )
    if has_it:
        del response["Content-Type"]
    if status == HTTPStatus.OK:
        response["ETag"] = etag
    return response


def _has(header: str, etag: str) -> bool:
    known = parse_etags(header)
    return "*" in known or etag in {each if each.startswith("W/") else f"W/{each}" for each in known}


def problem(request: HttpRequest, found: Problem) -> HttpResponse:
    """The answer that says what is wrong."""
    return answered(request, encoded(found.answer), status=found.status)


def public(view: View) -> View:
    """The view as anybody may ask it: read only, from any site, never failing in another shape than ours."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        for name, value in {**CORS, "Cache-Control": "no-cache"}.items():
            response.headers.setdefault(name, value)
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED, **PREFLIGHT})
    if request.method not in READING:
        refused = problem(
            request, Problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", problems.ONLY_READ)
        )
        refused["Allow"] = ALLOWED
        return refused
    seconds = seconds_to_wait(request)
    if seconds:
        refused = problem(request, problems.too_often(seconds))
        refused["Retry-After"] = str(seconds)
        return refused
    # The description knows GET only; a server sends no body for HEAD.
    request.method, method = "GET", request.method
    try:
        return view(request, *args, **kwargs)
    except Problem as found:
        return problem(request, found)
    finally:
        request.method = method


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """500; 503 while the database, or the index of the search, cannot be reached. The cause is in the log, not in the answer."""
    _log.error("api_failed", path=request.path, exc_info=error)
    if isinstance(error, (*DATABASE_UNAVAILABLE, Unreachable)):
        response = problem(
            request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", problems.UNAVAILABLE)
        )
        response["Retry-After"] = RETRY_AFTER
        return response
    return problem(request, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", problems.FAILED))


@public
def unknown(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """404, for an address that the API has not."""
    raise problems.nothing_here(problems.UNKNOWN_ADDRESS)
