"""What the front is told when it starts: by the supervisor, or by `gongkai portal serve`."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

VARIABLE: Final = "GONGKAI_FRONT"
"""The variable of the environment by which the front's workers get it."""


@dataclass(frozen=True)
class Configuration:
    """Where the front listens, what it serves, and how it asks the office.

    `office` is the socket of the office, None where there is none; `token` is what the office knows the front by;
    `https` says that readers come by https; `answer_seconds` is how long the office may think,
    `reader_seconds` how long for a reader's search or query; `most_bytes` is the largest request that is taken in.
    """

    pages: Path
    assets: Path | None = None
    office: Path | None = None
    token: str = ""
    address: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    https: bool = False
    certificate: Path | None = None
    key: Path | None = None
    access_log: bool = False
    log_format: str = "text"
    stop_seconds: int = 8
    answer_seconds: int = 300
    reader_seconds: int = 15
    most_bytes: int = 60 << 20

    def tell(self, environ: MutableMapping[str, str]) -> None:
        """Write it into an environment, for `told`."""
        environ[VARIABLE] = json.dumps(
            {name: str(value) if isinstance(value, Path) else value for name, value in asdict(self).items()}
        )


_PATHS: Final = ("pages", "assets", "office", "certificate", "key")


def told(environ: Mapping[str, str]) -> Configuration:
    """The configuration that was written into an environment by `tell`."""
    raw: dict[str, Any] = json.loads(environ[VARIABLE])
    for name in _PATHS:
        raw[name] = None if raw[name] is None else Path(raw[name])
    return Configuration(**raw)
