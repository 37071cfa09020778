"""The front as processes: granian, whose workers each make a `Front` from what they are told."""

from __future__ import annotations

import os
import resource
from typing import Final

from granian.constants import HTTPModes, Interfaces, TaskImpl
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.server import Server

from gongkai.front.application import Front
from gongkai.front.configuration import Configuration, told

_BACKLOG: Final = 4096
_AT_ONCE: Final = 8_192
"""Connections of a worker. One that waits takes about 18 kB."""
_DESCRIPTORS: Final = 2 * _AT_ONCE
"""Open files of a worker: its connections, and as many again for files and the office."""
_HEAD_SECONDS: Final = 10
"""How long the head of a request may take, and how long a connection is kept for another one."""
_LONGEST_HEAD: Final = 64 * 1024
_PING_SECONDS: Final = 30

_WORKER: Final = "gongkai.front.serving:worker"


def worker() -> Front:
    """The front of one worker."""
    return Front(told(os.environ))


def serve(configuration: Configuration, worker: str = _WORKER) -> None:
    """Serve until asked to stop (SIGTERM, SIGINT). `worker` names what makes the front of each worker."""
    configuration.tell(os.environ)
    descriptors = _allow_descriptors()
    Server(
        worker,
        factory=True,
        address=configuration.address,
        port=configuration.port,
        interface=Interfaces.RSGI,
        workers=configuration.workers,
        task_impl=TaskImpl.asyncio,
        # To tell the two apart, "auto" waits for a connection's first bytes: for ever, if none come. HTTP/2 needs it,
        # and is spoken only where there is a certificate.
        http=HTTPModes.auto if configuration.certificate else HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_SECONDS * 1000, max_buffer_size=_LONGEST_HEAD),
        http2_settings=HTTP2Settings(
            keep_alive_interval=_PING_SECONDS * 1000, max_headers_size=_LONGEST_HEAD
        ),
        websockets=False,
        backlog=_BACKLOG,
        backpressure=min(_AT_ONCE, descriptors // 2),
        respawn_failed_workers=True,
        workers_kill_timeout=max(1, configuration.stop_seconds - 2),
        log_level=LogLevels.warning,
        process_name="gongkai: front",
        ssl_cert=configuration.certificate,
        ssl_key=configuration.key,
    ).serve()


def _allow_descriptors() -> int:
    """Let this process and its workers have as many open files as they need; gives how many the system allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if most == resource.RLIM_INFINITY else min(_DESCRIPTORS, most)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted
