"""The process that keeps the static copy: follows each change, has everything built anew when that is due."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Final

from gongkai.site.processes.django_ready import set_up

if TYPE_CHECKING:
    from gongkai.channels.copying.folder import Folder
    from gongkai.channels.copying.following import Follower

LOOK_EVERY: Final = 0.25
LOOK_WHETHER_DUE_EVERY: Final = 30.0
FIRST_PAUSE: Final = 60.0
LONGEST_PAUSE: Final = 3600.0
_TROUBLE_PAUSE: Final = 5.0
_FORCING_SECONDS: Final = 3.0
_SAID_BY_ITSELF: Final = (1, 2)
"""How the building ends when it told what it could not do."""


class Building:
    """The building of everything, in a process of its own, so that what changes meanwhile need not wait for it."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.process: subprocess.Popen[bytes] | None = None
        self.notes: list[int] = []
        self.due_at = 0.0
        self.not_before = 0.0
        self.failed = 0
        self.first = True

    def look_after(self) -> None:
        """Start it when it is due, see how it ended."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is not None:
                self._ended(self.process.returncode, now)
            return
        if now >= self.not_before and self._is_due(now):
            self.first = False
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gongkai.site.processes.building"], stdin=subprocess.DEVNULL
            )

    def stop(self) -> None:
        """End it; what it wrote stays, the rest is done after the next start."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
            self.process.kill()

    def _is_due(self, now: float) -> bool:
        from gongkai.channels import changes
        from gongkai.channels.copying import status

        self.notes = changes.everything_noted()
        if self.notes:
            return True
        if now < self.due_at:
            return False
        self.due_at = now + LOOK_WHETHER_DUE_EVERY
        # Pages that failed are remembered by the process that follows, which is another one now.
        left = self.first and bool(status.read(self.follower.folder).get("waiting"))
        return left or self.follower.needs_building()

    def _ended(self, code: int, now: float) -> None:
        import structlog

        from gongkai.channels import changes
        from gongkai.channels.copying import status

        self.process = None
        if code == 0:
            self.failed, self.not_before = 0, 0.0
            changes.forget(self.notes)
            return
        if code not in _SAID_BY_ITSELF:
            structlog.get_logger(__name__).error("copy_not_built", ended_with=code)
            with suppress(OSError):
                status.write(self.follower.folder, not_built=f"建立副本的进程意外结束（{code}）")
        self.not_before = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2**self.failed)
        self.failed += 1


def main() -> None:
    """Follow until asked to stop (SIGTERM); the few pages that are being written are finished."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, ask_to_stop)
    set_up()
    from gongkai.channels.copying import folder as folders

    folder = folders.current()
    if folder is not None:
        _keep(folder, stop)


def _keep(folder: Folder, stop: threading.Event) -> None:
    """Follow as soon as the folder is to be had: another may keep it, the disk may be full, there may be none."""
    import structlog

    from gongkai.channels.copying.building import NotOurs
    from gongkai.channels.copying.folder import Busy

    log = structlog.get_logger(__name__)
    told = ""
    while not stop.is_set():
        try:
            folder.root.mkdir(parents=True, exist_ok=True)
            with folder.only_one("follow"):
                _follow(folder, stop)
        except Busy:
            # Another installation follows into the same folder; should it end, this one takes over.
            stop.wait(_TROUBLE_PAUSE)
        except (NotOurs, OSError) as error:
            if str(error) != told:
                log.error("copy_not_begun", folder=str(folder.root), reason=str(error))
                told = str(error)
            stop.wait(_TROUBLE_PAUSE)


def _follow(folder: Folder, stop: threading.Event) -> None:
    import structlog
    from django.db import DatabaseError, close_old_connections, connection

    from gongkai.channels.copying import building, placing, status
    from gongkai.channels.copying.following import Follower, Stopped
    from gongkai.channels.copying.writing import CannotWrite

    log = structlog.get_logger(__name__)
    building.prepare(folder)
    # Of a process that was killed; who verifies a mirror would take it for a page. Building drops it in the end.
    placing.drop_unfinished(folder.public)
    follower = Follower(folder, stopping=stop.is_set)
    whole = Building(follower)
    begun = False
    try:
        while not stop.is_set():
            close_old_connections()
            pause = LOOK_EVERY
            try:
                begun = begun or _begun(folder)
                whole.look_after()
                pause = 0.0 if follower.round() else LOOK_EVERY
            except Stopped:
                break
            except DatabaseError:
                # It went away, or is being restored: the notes are still there when it is back.
                log.exception("copy_waits_for_database")
                connection.close()
                pause = _TROUBLE_PAUSE
            except (CannotWrite, OSError) as error:
                log.exception("copy_not_written")
                with suppress(OSError):
                    status.write(folder, trouble=str(error))
                pause = _TROUBLE_PAUSE
            except Exception:
                # A fault of the program at one change; the notes stay, and the monitor says how long they wait.
                log.exception("copy_does_not_follow")
                pause = _TROUBLE_PAUSE
            stop.wait(pause)
    finally:
        whole.stop()
    if _forced(folder):
        with suppress(OSError):
            status.write(folder, boot=status.FORCED)


def _begun(folder: Folder) -> bool:
    """Whether one can begin: a folder that has nothing yet is built, and what was noted before is not written twice."""
    from gongkai.channels.changes import leave_to_building

    if folder.is_empty:
        leave_to_building()
    return _said(folder)


def _said(folder: Folder) -> bool:
    """Whether the folder says for which site it is followed, and that not all of it is on the disk for certain any more.

    Before anything in it changes, the log has what a backup made public again. A full disk does not take what is said:
    what was withdrawn goes all the same, and it is said as soon as there is room.
    """
    from django.conf import settings

    from gongkai.channels.copying import put_back, status

    put_back.tell_what_is_public_again(folder)
    boot = {"boot": status.boot()} if status.survived(status.read(folder)) else {}
    with suppress(OSError):
        status.write(folder, followed_for=settings.WAGTAILADMIN_BASE_URL, **boot)
        return True
    return False


def _forced(folder: Folder) -> bool:
    """Whether the disk took everything in time. A process of its own does it: no signal ends who waits for a disk."""
    try:
        forcing = subprocess.Popen(["sync", "-f", str(folder.root)], stderr=subprocess.DEVNULL)
    except OSError:
        return False
    try:
        return forcing.wait(_FORCING_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
