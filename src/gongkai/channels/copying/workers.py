"""The processes of a building. They begin here, before Django is there: nothing of it is imported above a function."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.channels.copying.writing import Counts, Failure
    from gongkai.channels.pages import Key


@dataclass(frozen=True)
class Task:
    """Some keys of a source, to be rendered into a folder."""

    root: Path
    source: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Done:
    """What became of a task: `paths` are the files that are as they should be, `keys` how many there were."""

    counts: Counts
    failures: list[Failure]
    paths: list[str]
    keys: int


@contextmanager
def workers(
    jobs: int, begin: Callable[[], None] | None
) -> Iterator[Callable[[Iterable[Task]], Iterator[Done]]]:
    """What does tasks, in the order given: this process, or `jobs` others, of which each calls `begin` first.

    Raises:
        BrokenProcessPool: when one of them was killed.
    """
    if jobs <= 1:
        yield lambda tasks: map(_do, tasks)
        return
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_set_up, initargs=(begin,))
    try:
        yield lambda tasks: pool.map(_do, tasks)
    finally:
        pool.shutdown(cancel_futures=True)


def _set_up(begin: Callable[[], None] | None) -> None:
    import django

    if begin is not None:
        begin()
    django.setup()


def _do(task: Task) -> Done:
    from gongkai.channels import pages
    from gongkai.channels.copying.folder import Folder
    from gongkai.channels.copying.holding import write_in_portions
    from gongkai.channels.copying.writing import Counts

    folder = Folder(task.root)
    source = next(each for each in pages.sources() if each.name == task.source)
    counts, failures, paths = Counts(), [], []
    for writer, failed in write_in_portions(folder, folder.together, source, task.keys):
        counts.add(writer.counts)
        failures += failed
        paths += sorted(writer.paths)
    return Done(counts, failures, paths, len(task.keys))
