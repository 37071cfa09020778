"""What every request passes: who really asks, what is logged of it, and sessions that end."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from secrets import compare_digest
from typing import Final, cast

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django_structlog.middlewares import RequestMiddleware

from gongkai.front.access_log import request_of

Respond = Callable[[HttpRequest], HttpResponse]

_FORWARDED: Final = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
)
_NOBODY: Final = "0.0.0.0"
_WATCHED: Final = ("/healthz", "/readyz", "/metrics")


class Forwarded:
    """Who really asks: the front tells who came to it; that one is believed when he is a trusted proxy.

    The front is known by the token of this start; whoever comes to the socket without it is refused. X-Forwarded-For
    and -Proto are believed from GONGKAI_TRUSTED_PROXIES only; from others they are taken off.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the real asker into REMOTE_ADDR."""
        meta = request.META
        token, _, introduced = meta.pop("HTTP_X_GONGKAI_FRONT", "").partition(" ")
        if settings.FRONT_TOKEN:
            if not compare_digest(token.encode(), settings.FRONT_TOKEN.encode()):
                return HttpResponseForbidden(
                    "只接受门户进程转来的请求。", content_type="text/plain; charset=utf-8"
                )
            meta["wsgi.url_scheme"], _, meta["REMOTE_ADDR"] = introduced.partition(" ")
        chain = [_plain(part) for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if not _trusted(meta.get("REMOTE_ADDR", "")):
            for name in _FORWARDED:
                meta.pop(name, None)
        elif chain:
            # From the right: the nearest proxy wrote the last one; what is left of the first unknown is hearsay.
            meta["REMOTE_ADDR"] = next((each for each in reversed(chain) if not _trusted(each)), chain[0])
        return self.get_response(request)


def _plain(written: str) -> str:
    """The address alone: some web servers write the port behind it. What is none is nobody's, and no way in."""
    address = written.strip()
    host, _, port = address.rpartition(":")
    if port.isdecimal() and (host.startswith("[") or "." in host):
        address = host
    address = address.strip("[]")
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return _NOBODY
    return address


def _trusted(address: str) -> bool:
    return is_among(address, settings.TRUSTED_PROXIES)


def is_among(address: str, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    """Whether an address, as REMOTE_ADDR has it, is in one of the networks."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in network for network in networks)


class RequestLog(RequestMiddleware):
    """A line when a request begins and one when it ends, without its query string; none for the watchers' calls."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log the request, and tell its number in X-Request-Id so that a reader can quote it."""
        if request.path in _WATCHED:
            return self._answer(request)
        self.prepare(request)
        number = structlog.contextvars.get_contextvars().get("request_id", "")
        response = self._answer(request)
        self.handle_response(request, response)
        response["X-Request-Id"] = str(number)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        # The base class serves coroutines too; we have none.
        return cast(HttpResponse, self.get_response(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the path: a query string may hold a name or a number that somebody searched for."""
        return request_of(str(request.method), request.path)


class SessionLimits:
    """Ends a session that is too old, or in which nothing was done for too long."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign the person out when it is time; otherwise note, once a minute, that he is at work."""
        if request.session.session_key is not None and request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now = int(time.time())
        began = request.session.setdefault("began", now)
        seen = request.session.setdefault("seen", now)
        if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            messages.info(request, "您较长时间没有操作，为了安全已退出登录，请重新登录。")
        elif now - seen >= 60:
            request.session["seen"] = now
