"""When the platform is open: its processes are started a few seconds before the first page can be read."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from gongkai.site.environment import Environment

_LOOK_EVERY: Final = 0.2
_ASKED_FOR: Final = ("/", "/office/")
"""A reader's first page, and the first one of who works here."""


class Opening:
    """Tells once that the platform is open, or after `longest` seconds that it is not yet.

    Args:
        settings: where it listens and under which name.
        tell: called once, with whether it is open, by whoever calls `look`.
        longest: seconds after which there is no more waiting.
    """

    def __init__(self, settings: Environment, tell: Callable[[bool], None], longest: float = 60.0) -> None:
        self._settings = settings
        self._tell: Callable[[bool], None] | None = tell
        self._until = time.monotonic() + longest
        self._open = threading.Event()
        threading.Thread(target=self._wait, daemon=True).start()

    def look(self) -> None:
        """See whether it is time to tell. Takes no time, so that who watches the processes can call it each round."""
        if self._tell is not None and (self._open.is_set() or time.monotonic() > self._until):
            tell, self._tell = self._tell, None
            tell(self._open.is_set())

    def _wait(self) -> None:
        waiting = list(_ASKED_FOR)
        while waiting and time.monotonic() < self._until:
            if is_answered(self._settings, waiting[0]):
                del waiting[0]
            else:
                time.sleep(_LOOK_EVERY)
        if not waiting:
            self._open.set()


def is_answered(settings: Environment, address: str) -> bool:
    """Whether there is an answer at this address other than that it cannot be given now."""
    connection = http.client.HTTPConnection(settings.address, settings.port, timeout=10)
    try:
        connection.request("GET", address, headers={"Host": urlsplit(settings.url).netloc})
        return connection.getresponse().status != HTTPStatus.SERVICE_UNAVAILABLE
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
