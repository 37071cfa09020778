"""Shapes of published reports, each a function from randomness to a :class:`Sample`."""

from __future__ import annotations

from random import Random

from tests.annual.corpus.sample import Sample
from tests.annual.corpus.shapes import (  # noqa: F401  (registered by being imported)
    broken_rows,
    cells_and_words,
    crossed,
    documents,
    encodings,
    glued,
    markdown,
    oddities,
    pages,
    prints,
    refusals,
    sheets,
    text,
    word_pages,
)
from tests.annual.corpus.shapes.registry import SHAPES

__all__ = ["SHAPES", "make"]


def make(name: str, seed: int) -> Sample:
    """The sample of that shape and seed, always the same for the two. Raises KeyError for no such shape."""
    return SHAPES[name](Random(f"{name}:{seed}"))
