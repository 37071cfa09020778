"""Keys rendered and written under short holds of the folder's lock, so that a withdrawal waits for moments only.

Who holds it for longer all the same (a disk or a database that hangs) may put back what was taken away past him in
the meantime. He is told which items these are, and sees to them before he lets go.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from gongkai.channels.copying.folder import Folder
from gongkai.channels.copying.taking_down import writing
from gongkai.channels.copying.writing import Failure, Writer, write
from gongkai.channels.pages import Key, Source

HOLD: Final = 0.3
"""Seconds for which the folder is held, more or less."""
MOST: Final = 25
"""Keys under one hold, however quick they are."""
_FIRST: Final = 5

_portions: dict[str, int] = {}
"""By source, how many keys this process wrote in about `HOLD` when it did so last."""


@contextmanager
def held(folder: Folder, hold: Callable[[], AbstractContextManager[None]]) -> Iterator[Writer]:
    """A writer for as long as one of the folder's locks (`alone`, `together`) is held."""
    with hold(), writing(folder) as writer:
        yield writer


def write_in_portions(
    folder: Folder, hold: Callable[[], AbstractContextManager[None]], source: Source, keys: Sequence[Key]
) -> Iterator[tuple[Writer, list[Failure]]]:
    """Write the keys of a source, a few under each hold; gives after each its writer and what failed.

    Raises:
        CannotWrite: when nothing can be written at all.
        OperationalError, InterfaceError: when the database does not answer.
    """
    done = 0
    while done < len(keys):
        portion = keys[done : done + _portions.get(source.name, _FIRST)]
        with held(folder, hold) as writer:
            began = time.monotonic()
            failures = write(writer, source, portion)
            seconds = time.monotonic() - began
        _portions[source.name] = next_portion(len(portion), seconds)
        done += len(portion)
        yield writer, failures


def next_portion(keys: int, seconds: float) -> int:
    """How many keys to write under the next hold, when so many took so long: at most twice as many, at least one."""
    return max(1, min(MOST, 2 * keys, int(keys * HOLD / max(seconds, 1e-6))))
