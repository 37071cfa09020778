"""What is left of an error that nobody expected: one line for people, a log for whoever mends it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from gongkai import __version__

__all__ = ["keep_trace", "report_crash"]

_KEPT = 512 * 1024


def report_crash(error: Exception) -> str:
    """The line to show for an unexpected error, whose traceback is kept in a file."""
    trace = "".join(traceback.format_exception(error))
    place = keep_trace(trace)
    where = f"详情已记入 {place}，反馈问题时请附上" if place else "详情没有地方可记"
    return f"程序出错（{type(error).__name__}：{error}），没有完成。{where}。"


def keep_trace(trace: str) -> Path | None:
    """Append a traceback to the log and return where that is; None where nothing can be written."""
    head = f"{datetime.now().astimezone().isoformat()} gongkai {__version__} Python {platform.python_version()}\n"
    entry = f"{head}{sys.argv!r}\n{trace}\n"
    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        log = folder / "gongkai-errors.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            fresh = not log.exists() or log.stat().st_size > _KEPT
            with log.open("w" if fresh else "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
        except OSError:
            continue
        return log
    return None


def _state_folder() -> Path:
    named = os.environ.get("XDG_STATE_HOME")
    return (Path(named) if named else Path.home() / ".local" / "state") / "gongkai"
