"""Asking the office: the request goes on over its socket as it came, the answer comes back as it is.

What is sent to it is taken in before (`bodies.py`); what it answers passes in pieces, nothing is held. What belongs to one connection stays on it (RFC 9110, 7.6.1).
Who asked is told in a header that only the front can write, because it has the token of this start in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from yarl import URL

from gongkai.front import routes
from gongkai.front.bodies import Bodies, Body
from gongkai.front.configuration import Configuration

FRONT: Final = "x-gongkai-front"
"""The header by which the office knows the front: token, scheme, address of the asker."""

_OF_THE_CONNECTION: Final = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te",
     "trailer", "transfer-encoding", "upgrade", "expect", "http2-settings"}
)  # fmt: skip
_SET_HERE: Final = frozenset({"host", "content-length", FRONT})
_NOT_PASSED_BACK: Final = _OF_THE_CONNECTION | {"server", "date"}

_SMALL: Final = 128 * 1024
_PIECE: Final = 64 * 1024
_CONNECT_SECONDS: Final = 5
_CONNECTIONS: Final = 512
# Shorter than the office keeps an idle connection, so that no request meets one that is being closed.
_IDLE_SECONDS: Final = 10
_LONGEST_FIELD: Final = 64 * 1024


class NoAnswer(Exception):
    """The office did not answer, and nothing was sent yet; `late` when it only took too long."""

    def __init__(self, *, late: bool) -> None:
        self.late = late
        super().__init__()


class Gone(Exception):
    """The reader went away."""


class BrokenOff(Exception):
    """The office's answer broke off when a part of it was sent."""


class Office:
    """The office, by its socket. Made within the loop that uses it."""

    def __init__(self, configuration: Configuration) -> None:
        assert configuration.office is not None
        self.token = configuration.token
        self.bodies = Bodies(configuration.office.parent, configuration.most_bytes)
        self.timeout = _timeout(configuration.answer_seconds)
        self.timeout_of_readers = _timeout(min(configuration.reader_seconds, configuration.answer_seconds))
        self.session = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(
                path=str(configuration.office), limit=_CONNECTIONS, keepalive_timeout=_IDLE_SECONDS
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            max_line_size=_LONGEST_FIELD,
            max_field_size=_LONGEST_FIELD,
            read_bufsize=_PIECE,
        )

    async def close(self) -> None:
        """Close the connections that are kept open for the next question."""
        await self.session.close()

    async def pass_on(self, scope: Any, proto: Any, unable: Collection[int] = ()) -> int:
        """Ask the office, and send what it answers. Gives the status.

        Args:
            scope: the request, as granian hands it over.
            proto: the connection that it came by.
            unable: statuses that are no answer, because the front has a better one.

        Raises:
            NoAnswer: when there is no answer; nothing was sent then.
            Gone: when the reader went away; the office's work is broken off.
            Refused: when what he sends is not taken in; the office has not heard of it.
            BrokenOff: when the answer does not go on; the reader's connection breaks off too.
        """
        work = asyncio.ensure_future(self._asked(scope, proto, unable))
        gone = asyncio.ensure_future(proto.client_disconnect())
        try:
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
            return await work
        except asyncio.CancelledError:
            raise Gone from None
        finally:
            gone.cancel()

    async def _asked(self, scope: Any, proto: Any, unable: Collection[int]) -> int:
        with Body(self.bodies) as body:
            length = scope.headers.get("content-length")
            chunked = "transfer-encoding" in scope.headers
            if scope.method not in routes.READING or length or chunked:
                await self.bodies.fill(body, proto, None if length is None else int(length), chunked=chunked)
            return await self._answered(scope, proto, body, unable)

    async def _answered(self, scope: Any, proto: Any, body: Body, unable: Collection[int]) -> int:
        try:
            async with self.session.request(
                scope.method,
                URL(f"http://office{_target(scope)}", encoded=True),
                headers=self._headers(scope, body.size),
                data=body.pieces() if body.size else None,
                allow_redirects=False,
                timeout=self.timeout_of_readers if routes.is_of_a_reader(scope.path) else self.timeout,
            ) as response:
                if response.status in unable:
                    raise NoAnswer(late=False)
                return await _send(response, scope.method, proto)
        except (aiohttp.SocketTimeoutError, TimeoutError) as error:
            raise NoAnswer(late=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise NoAnswer(late=False) from error

    def _headers(self, scope: Any, size: int) -> list[tuple[str, str]]:
        left_out = _OF_THE_CONNECTION | _SET_HERE | _named(scope.headers.get("connection"))
        # An underscore would reach the office as a hyphen, and a forged header with it.
        passed = [(k, v) for k, v in scope.headers.items() if k not in left_out and "_" not in k]
        host = scope.headers.get("host") or scope.authority or ""
        peer = scope.client.rpartition(":")[0].strip("[]")
        length = [("content-length", str(size))] if size or scope.method not in routes.READING else []
        return [("host", host), *passed, *length, (FRONT, f"{self.token} {scope.scheme} {peer}")]


def _timeout(seconds: int) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=seconds)


def _named(connection: str | None) -> frozenset[str]:
    """The headers that a Connection names as its own."""
    return frozenset(word.strip().lower() for word in (connection or "").split(","))


def _target(scope: Any) -> str:
    """The path, encoded again, and the query as it came."""
    path = quote(scope.path, safe="/:@!$&'()*+,;=-._~")
    return f"{path}?{scope.query_string}" if scope.query_string else path


async def _send(response: aiohttp.ClientResponse, method: str, proto: Any) -> int:
    """Send the office's answer on. What breaks off here breaks off there too."""
    left_out = _NOT_PASSED_BACK | _named(response.headers.get("connection"))
    headers = [(k.lower(), value) for k, value in response.headers.items() if k.lower() not in left_out]
    status = response.status
    if method == "HEAD" or status in (204, 304):
        proto.response_empty(status, headers)
    elif response.content_length is not None and response.content_length <= _SMALL:
        proto.response_bytes(status, headers, await response.read())
    else:
        transport = proto.response_stream(status, headers)
        try:
            async for piece in response.content.iter_any():
                await transport.send_bytes(piece)
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # The connection ends when nothing refers to the transport any more, this frame neither.
            del transport
            raise BrokenOff from error
    return status
