"""How long a server that does not answer is waited for: ten seconds once, not ten for each reader who asks."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Final

from gongkai.search.backends.protocol import Refused, Unreachable

if TYPE_CHECKING:
    from opensearchpy.exceptions import TransportError

__all__ = ["Patience"]

BETWEEN_TRIES: Final = 10.0
"""Seconds after which a server that did not answer in time is asked again, by one request at a time."""


class Patience:
    """What this process knows of a server's silence. Threads share it.

    One that refuses the connection says so at once and costs nobody anything. One that takes it and says nothing has
    each of the office's threads wait until none is left for those who want something else.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._silent = False
        self._tried = 0.0

    @contextlib.contextmanager
    def reaching(self) -> Iterator[None]:
        """Ask the server within; what the client raises becomes what the others understand.

        Raises:
            Unreachable: it does not answer, or did not a moment ago.
            Refused: it takes no request of this size.
        """
        from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException, TransportError

        self._see_whether_to_try()
        try:
            yield
            self._silent = False
        except ConnectionTimeout as error:
            self._silent, self._tried = True, time.monotonic()
            raise Unreachable(str(error)) from error
        except TransportError as error:
            self._silent = False
            kind = Refused if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else Unreachable
            raise kind(_said_by(error)) from error
        except OpenSearchException as error:
            raise Unreachable(str(error)) from error

    def _see_whether_to_try(self) -> None:
        with self._lock:
            now = time.monotonic()
            if self._silent and now - self._tried < BETWEEN_TRIES:
                raise Unreachable("刚才没有按时回答，过几秒再问它。")
            self._tried = now


def _said_by(error: TransportError) -> str:
    """What was answered. Of what is not OpenSearch's own the number alone: it may be a whole page of somebody else's."""
    if isinstance(error.status_code, int) and not error.info:
        return f"回答的是 {error.status_code}，没有写明原因（那里不是 OpenSearch，或者前面还有别的服务器）"
    return str(error)
