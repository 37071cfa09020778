"""What the processes of tests/site/test_forking.py do."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path


def main(what: str, *arguments: str) -> int | None:
    return {"status": _end, "fail": _fail, "wait": _wait, "tell": _tell, "kill": _kill}[what](*arguments)


def _end(status: str) -> int:
    return int(status)


def _fail() -> None:
    raise RuntimeError("of the work itself")


def _wait(mark: str) -> None:
    Path(mark).touch()
    while True:
        time.sleep(60)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _tell() -> None:
    from django.db import connections

    facts = {
        "process": os.environ["GONGKAI_PROCESS"],
        "title": Path("/proc/self/cmdline").read_text().rstrip("\0"),
        "threads of the loaded": len(list(Path(f"/proc/{os.getppid()}/task").iterdir())),
        "connections": [each.alias for each in connections.all(initialized_only=True) if each.connection],
        "loaded": [name for name in ("wagtail.admin.urls", "willow", "cv2", "numpy") if name in sys.modules],
        "sockets": _open("socket:"),
        "hears SIGTERM": signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
        "hears SIGINT": signal.getsignal(signal.SIGINT) is not signal.SIG_IGN,
    }
    sys.stdout.write(json.dumps(facts))


def _open(kind: str) -> int:
    found = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found += str(descriptor.readlink()).startswith(kind)
        except FileNotFoundError:
            continue  # of the listing itself
    return found
