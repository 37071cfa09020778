"""What the processes say, collected: each line with the name of its process, as JSON or for a person."""

from __future__ import annotations

import datetime
import json
import re
import threading
from typing import IO, Final, TextIO

_WIDTH: Final = 4
# granian writes its lines so: that a worker died is no mere information.
_LEVEL: Final = re.compile(r"\[(DEBUG|INFO|WARNING|ERROR|CRITICAL)\] ")


class Lines:
    """Writes lines of all processes to one stream, each whole.

    `style` is "json" or "text": a child's JSON passes as it is, anything else it says becomes an object.
    """

    def __init__(self, stream: TextIO, style: str) -> None:
        self.stream = stream
        self.style = style
        self._one_at_a_time = threading.Lock()

    def say(self, message: str, level: str = "info") -> None:
        """A line of the supervisor itself."""
        if self.style == "json":
            self._write(_as_json(message, "supervisor", level))
        else:
            self._write(message)

    def pump(self, source: IO[bytes], process: str, label: str) -> None:
        """Pass on what a process says until it ends."""
        with source:
            for raw in source:
                text = raw.decode("utf-8", "backslashreplace").rstrip("\r\n")
                if text:
                    self._write(self._line(text, process, label))

    def _line(self, text: str, process: str, label: str) -> str:
        if self.style == "text":
            return f"[{label}{'　' * (_WIDTH - len(label))}] {text}"
        if text.startswith("{"):
            return text
        named = _LEVEL.match(text)
        return _as_json(text[named.end() :], process, named[1].lower()) if named else _as_json(text, process)

    def _write(self, line: str) -> None:
        with self._one_at_a_time:
            try:
                self.stream.write(line + "\n")
                self.stream.flush()
            except (BrokenPipeError, ValueError):
                # Whoever read the log is gone: the work goes on without.
                pass


def _as_json(message: str, process: str, level: str = "info") -> str:
    moment = datetime.datetime.now(datetime.UTC).isoformat().replace("+00:00", "Z")
    return json.dumps(
        {"event": message, "level": level, "process": process, "timestamp": moment}, ensure_ascii=False
    )
