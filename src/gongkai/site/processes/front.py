"""The front: what stands at the port, answers readers from the static copy and asks the office for the rest.

It loads no Django, so that it is there at once, and goes on when the office does not.
"""

from __future__ import annotations

import os
from pathlib import Path

from gongkai.front.application import Front
from gongkai.front.configuration import Configuration, told
from gongkai.front.layout import PUBLIC
from gongkai.front.serving import serve
from gongkai.site import environment, office_socket
from gongkai.site.environment import Environment
from gongkai.site.processes.parent import end_with_parent, leave_ctrl_c_to_parent


def worker() -> Front:
    """The front of one worker, which ends with granian's own process."""
    end_with_parent()
    return Front(told(os.environ))


def configuration(settings: Environment, token: str) -> Configuration:
    """What the front of this platform is told."""
    nowhere = Path("/nonexistent")  # where this machine makes no copy, the office answers everything
    return Configuration(
        pages=settings.portal / PUBLIC if settings.portal is not None else nowhere,
        assets=settings.data / "static",
        office=office_socket.path(settings.data),
        token=token,
        address=settings.address,
        port=settings.port,
        workers=settings.portal_workers,
        https=settings.https and not settings.local,
        certificate=settings.tls_certificate,
        key=settings.tls_key,
        access_log=settings.access_log,
        log_format=settings.log_format,
        stop_seconds=settings.stop_seconds,
        most_bytes=settings.request_megabytes << 20,
    )


def main() -> None:
    """Serve until asked to stop (SIGTERM)."""
    end_with_parent()
    leave_ctrl_c_to_parent()
    settings = environment.current()
    serve(
        configuration(settings, os.environ.get(environment.FRONT_TOKEN, "")),
        worker="gongkai.site.processes.front:worker",
    )


if __name__ == "__main__":
    main()
