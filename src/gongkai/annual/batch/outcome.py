"""What came of one item of a batch: a value, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from gongkai.annual.reading.blocks import UnreadableError
from gongkai.annual.system_errors import reason_of

__all__ = ["Failure", "FailureKind", "Outcome", "PoolError", "attempt"]

Item = TypeVar("Item")
Value = TypeVar("Value")


class PoolError(RuntimeError):
    """The workers cannot be started at all."""


class FailureKind(StrEnum):
    """Why an item has no value."""

    UNREADABLE = "unreadable"
    SYSTEM = "system"
    DEFECT = "defect"
    DIED = "died"
    OVERTIME = "overtime"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item has no value: one Chinese line, and the traceback where the fault is the program's own."""

    kind: FailureKind
    text: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What came of an item: ``value``, or ``failure`` where that is not None.

    ``index`` is the position of the item among those that were given.
    """

    index: int
    value: Value | None = None
    failure: Failure | None = None


def attempt(task: Callable[[Item], Value], index: int, item: Item) -> Outcome[Value]:
    """Apply a task to an item and say what came of it; only an interruption is passed on."""
    try:
        return Outcome(index, task(item))
    except UnreadableError as error:
        return Outcome(index, failure=Failure(FailureKind.UNREADABLE, str(error)))
    except MemoryError:
        text = "内存不足，读不完这个文件；请把它拆小，或在内存更大的机器上再试"
        return Outcome(index, failure=Failure(FailureKind.DIED, text))
    except RecursionError:
        text = "文件的结构嵌套过深，无法读取；请用办公软件另存一份再试"
        return Outcome(index, failure=Failure(FailureKind.UNREADABLE, text))
    except OSError as error:
        return Outcome(index, failure=Failure(FailureKind.SYSTEM, f"没有处理完：{_of_file(error)}"))
    # One file must never stop the others, whatever is wrong with it or with the program.
    except Exception as error:  # noqa: BLE001
        return Outcome(index, failure=_defect(error))


def _of_file(error: OSError) -> str:
    name = f"“{error.filename}”" if isinstance(error.filename, str) else ""
    return name + reason_of(error)


def _defect(error: Exception) -> Failure:
    import traceback

    text = f"程序处理这个文件时出错（{type(error).__name__}），没有得到结果；其他文件不受影响"
    return Failure(FailureKind.DEFECT, text, "".join(traceback.format_exception(error)))
