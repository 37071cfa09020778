"""The front as processes: granian, whose workers each make a `Front` from what they are told."""

from __future__ import annotations

import os
from typing import Final

from granian.constants import HTTPModes, Interfaces, TaskImpl
from granian.log import LogLevels
from granian.server import Server

from gongkai.front.application import Front
from gongkai.front.configuration import Configuration, told

_BACKLOG: Final = 4096
_AT_ONCE: Final = 4096

_WORKER: Final = "gongkai.front.serving:worker"


def worker() -> Front:
    """The front of one worker."""
    return Front(told(os.environ))


def serve(configuration: Configuration, worker: str = _WORKER) -> None:
    """Serve until asked to stop (SIGTERM, SIGINT). `worker` names what makes the front of each worker."""
    configuration.tell(os.environ)
    Server(
        worker,
        factory=True,
        address=configuration.address,
        port=configuration.port,
        interface=Interfaces.RSGI,
        workers=configuration.workers,
        task_impl=TaskImpl.asyncio,
        http=HTTPModes.auto,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_AT_ONCE,
        respawn_failed_workers=True,
        workers_kill_timeout=max(1, configuration.stop_seconds - 2),
        log_level=LogLevels.warning,
        ssl_cert=configuration.certificate,
        ssl_key=configuration.key,
    ).serve()
