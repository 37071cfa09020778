"""Going through many sources: a bar, a line for each that fails, and a count of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from gongkai.annual.batch import Failure, PoolError, Source, collect, work
from gongkai.annual.batch.sources import STANDARD_INPUT
from gongkai.cli import streams
from gongkai.cli.report.progress import Watched
from gongkai.cli.status import CannotDo

__all__ = ["Tally", "go_through", "silence_libraries", "sources_of", "told"]


class Named(Protocol):
    """What is gone through: a source, or a report that is checked."""

    @property
    def shown(self) -> str:
        """The name for people."""


Item = TypeVar("Item", bound=Named)
Value = TypeVar("Value")


@dataclass(slots=True)
class Tally:
    """What has come of the sources so far."""

    done: int = 0
    failed: int = 0


def sources_of(paths: Sequence[str]) -> list[Source]:
    """The sources that the command line names. Raises CannotDo where it names standard input twice."""
    if list(paths).count(STANDARD_INPUT) > 1:
        raise CannotDo("标准输入（-）只能用一次")
    stream = streams.standard_input() if STANDARD_INPUT in paths else None
    return list(collect(paths, stream))


def go_through(
    what: str,
    task: Callable[[Item], Value],
    items: Sequence[Item],
    jobs: int,
    tally: Tally,
    *,
    missed: Callable[[Item, str], None] | None = None,
    scrolling: bool = False,
) -> Iterator[tuple[Item, Value, Watched]]:
    """The value of each item in order, and the place for words about it; failures are told and counted.

    ``missed`` is told of each failure in the place of the person at the terminal. ``scrolling`` says that
    results go to standard output meanwhile.
    Raises CannotDo where no worker can be started.
    """
    silence_libraries()
    with Watched(what, len(items), scrolling=scrolling) as watched:
        try:
            for outcome in work(task, items, jobs=jobs):
                item = items[outcome.index]
                if outcome.failure is not None:
                    tally.failed += 1
                    words = told(outcome.failure)
                    if missed is not None:
                        missed(item, words)
                    else:
                        watched.say(f"{item.shown}: {words}")
                elif outcome.value is not None:
                    tally.done += 1
                    yield item, outcome.value, watched
                watched.advance()
        except PoolError as error:
            raise CannotDo(str(error)) from error


def told(failure: Failure) -> str:
    """What to say of a failure, a phrase; the traceback of the program's own fault goes to the log."""
    text = failure.text.rstrip("。")
    if not failure.trace:
        return text
    from gongkai.cli.crash import keep_trace

    place = keep_trace(failure.trace)
    return f"{text}；详情已记入 {place}" if place else text


def silence_libraries() -> None:
    """Keep the parsers' own remarks, which are in English and say nothing to a clerk, off the screen."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
