"""Builds the whole static copy once, beside the process that follows the changes, which starts it.

Status 0 when every page is in its place, 1 when some failed, 2 when it came to no end: the copy's status says why.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from gongkai.site.processes.django_ready import set_up
from gongkai.site.processes.parent import end_with_parent


def main() -> int:
    """Build; the status of the process."""
    signal.signal(signal.SIGTERM, _end)
    set_up()
    os.nice(10)  # who asks for a page comes first
    import structlog

    from gongkai.channels.copying import building, status
    from gongkai.channels.copying import folder as folders
    from gongkai.channels.copying.writing import CannotWrite
    from gongkai.register.signing import CannotSign

    log = structlog.get_logger(__name__)
    folder = folders.current()
    if folder is None:
        return 0
    jobs = max(1, (os.cpu_count() or 1) - 1)
    try:
        with folder.only_one("build", wait=True):
            built = building.build(folder, jobs, begin=end_with_parent)
    except building.NotOurs:
        log.exception("copy_not_built")
        return 2
    except Exception as error:
        # Whatever it was: nobody looks into the log of what goes on in the background.
        log.exception("copy_not_built")
        with suppress(OSError):
            told = isinstance(error, CannotWrite | CannotSign | OSError)
            status.write(folder, not_built=str(error) if told else type(error).__name__)
        return 2
    log.info("copy_built", files=built.files, seconds=round(built.seconds, 1), **vars(built.counts))
    return 1 if built.failures else 0


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())
