"""The front: an RSGI application that answers from the copy, and asks the office for everything else."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any, Final
from urllib.parse import quote

from gongkai.front import access_log, headers, layout, routes
from gongkai.front.answer import of_held, send
from gongkai.front.bodies import Refused
from gongkai.front.configuration import Configuration
from gongkai.front.copy import Copy
from gongkai.front.office import BrokenOff, Gone, NoAnswer, Office
from gongkai.front.without_office import WithoutOffice

UNABLE: Final = (503,)
"""What the office answers when it is there, and its database or its index is not."""


class Front:
    """Answers requests as granian hands them over (RSGI)."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.copy = Copy(configuration.pages, configuration.assets, https=configuration.https)
        self.without_office = WithoutOffice(self.copy)
        self.office: Office | None = None
        self.access_log = configuration.access_log

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """The worker ends: the connections to the office are closed, not left behind with a line in the log."""
        if self.office is not None:
            loop.run_until_complete(self.office.close())

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """One request. A page from memory goes the short way, which does nothing that it does not need."""
        if self.access_log:
            await self._logged(scope, proto)
        elif not self._sent_at_once(scope, proto):
            await self._answered(scope, proto)

    def _sent_at_once(self, scope: Any, proto: Any) -> bool:
        """Whether it was a plain request for a page or file from memory, which is sent then."""
        if scope.method != "GET" or scope.query_string:
            return False
        address = scope.path
        if address in routes.SEARCHES:
            return False
        held = self.copy.at(address)
        if held is None:
            return False
        asked = scope.headers
        variant = held.variant(asked.get("accept-encoding"))
        if variant.body is None or "if-none-match" in asked or "range" in asked:
            return False
        proto.response_bytes(held.status, variant.headers, variant.body)
        return True

    async def _answered(self, scope: Any, proto: Any) -> int:
        method = scope.method
        address = scope.path
        if method in routes.READING:
            if routes.may_be_copied(address, scope.query_string):
                held = self.copy.at(address)
                if held is not None:
                    return send(of_held(held), method, scope.headers, proto)
            answered = self._answered_here(method, address, scope, proto)
            if answered:
                return answered
        elif not method.isupper():
            # It would reach the office in capitals, as another one (RFC 9110, 9.1).
            proto.response_empty(501, [])
            return 501
        elif method == "OPTIONS" and address.startswith(headers.OPEN):
            proto.response_empty(204, list(headers.PREFLIGHT))
            return 204
        return await self._passed_on(method, address, scope, proto)

    def _answered_here(self, method: str, address: str, scope: Any, proto: Any) -> int:
        """The status of what the front answers by itself, 0 for what it does not."""
        if address == routes.HEALTH:
            body = "" if method == "HEAD" else json.dumps({"status": "up"})
            proto.response_str(
                200, [("content-type", layout.TYPES["json"]), ("cache-control", "no-store")], body
            )
            return 200
        moved = "" if address.startswith(routes.API) else self.copy.moved_to(address)
        if not moved and f"{address}/" in routes.OF_THE_OFFICE:
            moved = f"{address}/"
        if moved:
            query = f"?{scope.query_string}" if scope.query_string else ""
            where = quote(moved, safe="/:@!$&'()*+,;=-._~") + query
            proto.response_empty(308, [("location", where), ("cache-control", "no-cache")])
            return 308
        return 0

    async def _passed_on(self, method: str, address: str, scope: Any, proto: Any) -> int:
        status = 503
        if self.configuration.office is not None:
            if self.office is None:
                self.office = Office(self.configuration)
            unable = UNABLE if self.without_office.search(method, address) else ()
            try:
                return await self.office.pass_on(scope, proto, unable)
            except NoAnswer as reason:
                status = 504 if reason.late else 503
            except Refused as reason:
                status = reason.status
            except Gone:
                return 499
            except BrokenOff:
                return 502
        answer = self.without_office.answer(method, address, status)
        return send(answer, "GET" if method not in routes.READING else method, scope.headers, proto)

    async def _logged(self, scope: Any, proto: Any) -> None:
        began = time.perf_counter()
        status = await self._answered(scope, proto)
        taken = round((time.perf_counter() - began) * 1000, 1)
        request = access_log.request_of(scope.method, scope.path)
        line = access_log.line(request, status, taken, self.configuration.log_format)
        sys.stderr.write(f"{line}\n")
