"""The office: granian on a socket in the data folder, whose workers load `gongkai.site.wsgi`. The front asks it."""

from __future__ import annotations

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from gongkai.site import environment, office_socket
from gongkai.site.processes.parent import end_with_parent, leave_ctrl_c_to_parent

_BACKLOG = 1024


def main() -> None:
    """Serve until asked to stop (SIGTERM)."""
    end_with_parent()
    leave_ctrl_c_to_parent()
    settings = environment.current()
    Server(
        "gongkai.site.wsgi:application",
        uds=office_socket.fresh(settings.data),
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backlog=_BACKLOG,
        # Threads of a worker wait for the database, not for each other: what is more queues in the kernel.
        backpressure=max(32, settings.threads * 8),
        respawn_failed_workers=True,
        workers_kill_timeout=max(1, settings.stop_seconds - 2),
        log_level=LogLevels.warning,
        process_name="gongkai: web",
    ).serve()
