"""The list of shapes: a name, and a function from a source of randomness to a sample."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.annual.corpus.sample import Sample

__all__ = ["SHAPES", "Shape", "shape"]

Shape = Callable[[Random], Sample]

SHAPES: dict[str, Shape] = {}


def shape(name: str) -> Callable[[Shape], Shape]:
    """Register a shape under ``name``."""

    def register(function: Shape) -> Shape:
        if name in SHAPES:
            raise ValueError(f"two shapes are called {name}")
        SHAPES[name] = function
        return function

    return register
