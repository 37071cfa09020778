"""Tasks for a pool that do what files from the web make parsers do."""

import os
import signal
import time
from pathlib import Path

from gongkai.annual.reading.blocks import UnreadableError


def deed(item: str) -> str:
    """Do what the item names, and say that it is done."""
    action, _, argument = item.partition(":")
    if action == "refuse":
        raise UnreadableError("这不是年报")
    if action == "fail":
        raise ZeroDivisionError("x")
    if action == "sleep":
        time.sleep(float(argument))
    if action == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if action == "leave":
        os._exit(3)
    if action == "eat":
        return str(len(bytearray(64 * 2**30)))
    if action == "nest":
        return deed(item)
    return f"{item} done"


def slow_first(item: int) -> int:
    """The first item takes longer than all of the others."""
    if item == 0:
        time.sleep(0.7)
    return item


def trail(item: tuple[str, int]) -> int:
    """Leave a mark in a folder, so that a test sees which items were begun."""
    folder, number = item
    Path(folder, str(number)).touch()
    if number == 0:
        time.sleep(1.0)
    return number


def whoami(item: int) -> int:
    """The process that does the item."""
    return os.getpid()
