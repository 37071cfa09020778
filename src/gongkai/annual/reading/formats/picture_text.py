"""What rapidocr finds in a bitmap, as characters with boxes; and the rulings beside them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.annual.reading.formats.page_lattice import Rulings
from gongkai.annual.reading.formats.page_text import Glyph, is_figure
from gongkai.annual.reading.formats.picture_level import levelled
from gongkai.annual.reading.formats.picture_ruling import find_rulings

__all__ = ["recognise"]

# Words whose boxes stand apart by less than this, in heights of the line, are printed side by side: the
# recogniser's boxes are narrower than the characters.
_APART = 1.0
_FIGURES_APART = 0.45
_SURE_ENOUGH = 0.5
# The longest stroke of a character, in heights of its box.
_STROKE = 1.3

_engine_lock = threading.Lock()


class _Word(NamedTuple):
    text: str
    left: float
    right: float


class _Reading(NamedTuple):
    """A line found in the bitmap: the corners of its box (clockwise from the upper left), its words."""

    corners: list[tuple[float, float]]
    words: list[_Word]


def recognise(image: Any, scale: float) -> tuple[list[Glyph], Rulings]:
    """Characters and rulings of a bitmap (height x width x 3), their coordinates times ``scale``."""
    level = levelled(image)
    glyphs = [glyph for reading in _readings(level) for glyph in _glyphs(reading, scale)]
    return glyphs, _without_strokes(find_rulings(level, scale), glyphs)


def _without_strokes(rulings: Rulings, glyphs: Sequence[Glyph]) -> Rulings:
    """The rulings but for strokes of large characters: short lines in the midst of a character's box."""

    def is_stroke(across: float, down: float, length: float) -> bool:
        return any(
            glyph.left < across < glyph.right
            and glyph.top < down < glyph.bottom
            and length < _STROKE * (glyph.bottom - glyph.top)
            for glyph in glyphs
        )

    return Rulings(
        [r for r in rulings.horizontal if not is_stroke((r.start + r.end) / 2, r.position, r.end - r.start)],
        [r for r in rulings.vertical if not is_stroke(r.position, (r.start + r.end) / 2, r.end - r.start)],
    )


@cache
def _engine() -> Any:
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})


def _readings(image: Any) -> Iterator[_Reading]:
    with _engine_lock:
        result = _engine()(image, return_word_box=True)
    if result.boxes is None or result.txts is None:
        return
    words_of = result.word_results or [()] * len(result.txts)
    for box, text, score, words in zip(result.boxes, result.txts, result.scores, words_of, strict=False):
        if score < _SURE_ENOUGH or not text.strip():
            continue
        corners = [(float(x), float(y)) for x, y in box]
        yield _Reading(corners, _words(corners, text, words))


def _words(corners: Sequence[tuple[float, float]], text: str, words: Sequence[Any]) -> list[_Word]:
    found = []
    for word, _, box in words or ():
        across = [float(point[0]) for point in box]
        if word.strip():
            found.append(_Word(word.strip(), min(across), max(across)))
    if "".join(word.text for word in found) != "".join(text.split()):
        across = [x for x, _ in corners]
        return [_Word("".join(text.split()), min(across), max(across))]
    return found


def _glyphs(reading: _Reading, scale: float) -> Iterator[Glyph]:
    """The characters of a line, each with its share of its word's width."""
    down = sorted(y for _, y in reading.corners)
    top, bottom = (down[0] + down[1]) / 2 * scale, (down[2] + down[3]) / 2 * scale
    across = [x for x, _ in reading.corners]
    width = max(across) - min(across)
    if (bottom - top) > 1.5 * width * scale and len(reading.words) > 1:
        yield from _upright_glyphs(reading, top, bottom, scale)
        return
    for text, left, right in _side_by_side(reading.words, (bottom - top) / scale):
        step = (right - left) / len(text)
        for index, sign in enumerate(text):
            yield Glyph(sign, (left + index * step) * scale, top, (left + (index + 1) * step) * scale, bottom)


def _upright_glyphs(reading: _Reading, top: float, bottom: float, scale: float) -> Iterator[Glyph]:
    """The characters of a line that runs downwards, one below the other."""
    text = "".join(word.text for word in reading.words)
    across = [x * scale for x, _ in reading.corners]
    step = (bottom - top) / len(text)
    for index, sign in enumerate(text):
        yield Glyph(sign, min(across), top + index * step, max(across), top + (index + 1) * step)


def _side_by_side(words: Sequence[_Word], height: float) -> list[_Word]:
    """The words widened so that neighbours touch, but for those that plainly stand apart."""
    lefts, rights = [word.left for word in words], [word.right for word in words]
    for index, (word, following) in enumerate(pairwise(words)):
        are_figures = is_figure(word.text[-1]) and is_figure(following.text[0])
        if following.left - word.right < (_FIGURES_APART if are_figures else _APART) * height:
            rights[index] = lefts[index + 1] = (word.right + following.left) / 2
    return [_Word(word.text, left, right) for word, left, right in zip(words, lefts, rights, strict=True)]
