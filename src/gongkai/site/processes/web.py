"""The process that answers browsers: granian, which starts the workers that load `gongkai.site.wsgi`."""

from __future__ import annotations

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from gongkai.site import environment
from gongkai.site.processes.parent import end_with_parent

_BACKLOG = 1024
# Static names carry a hash of their content: a browser may keep them for long.
_STATIC_EXPIRES = 30 * 24 * 3600


def main() -> None:
    """Serve until asked to stop (SIGTERM)."""
    end_with_parent()
    settings = environment.current()
    Server(
        "gongkai.site.wsgi:application",
        address=settings.address,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backlog=_BACKLOG,
        # Threads of a worker wait for the database, not for each other: what is more queues in the kernel.
        backpressure=max(32, settings.threads * 8),
        respawn_failed_workers=True,
        workers_kill_timeout=max(1, settings.stop_seconds - 2),
        log_level=LogLevels.warning,
        ssl_cert=settings.tls_certificate,
        ssl_key=settings.tls_key,
        static_path_route=["/static"],
        static_path_mount=[settings.data / "static"],
        static_path_expires=_STATIC_EXPIRES,
    ).serve()


if __name__ == "__main__":
    main()
