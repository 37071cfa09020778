"""Willow, which makes the small versions of pictures, loaded without OpenCV."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_OPENCV: Final = "cv2"


@contextmanager
def _not_to_be_had(name: str) -> Iterator[None]:
    """An import of this module fails meanwhile as if it were not installed."""
    modules: dict[str, Any] = sys.modules
    modules[name] = None
    try:
        yield
    finally:
        del modules[name]


def load_willow() -> None:
    """Load it before Wagtail does, which loads OpenCV too wherever the extra `ocr` has brought it.

    Willow only looks for faces with it, which nobody asks for here. It takes a fifth of the time that a process needs
    until it works, 80 MB of each, and threads, which no process should have that others are forked from.
    """
    if _OPENCV in sys.modules:
        importlib.import_module("willow")
        return
    with _not_to_be_had(_OPENCV):
        importlib.import_module("willow")
