"""A bitmap that lay askew on the glass is made level: then rows of dots are rows of the page."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["levelled"]

# The most that is looked for, and the steps of the first and of the second look, in degrees.
_MOST, _COARSE, _FINE = 5.0, 0.25, 0.05
# Less than this moves the end of a line by less than its own thickness.
_LEAST = 0.05
# The longer side of the small copy on which the angle is looked for, in dots.
_SMALL = 1_000


def levelled(image: Any) -> Any:
    """The bitmap (height x width x 3) turned so that its lines run level; itself where they do."""
    angle = _angle(image)
    return _turned(image, angle, (255, 255, 255)) if abs(angle) >= _LEAST else image


def _angle(image: Any) -> float:
    """By how many degrees to turn: that at which rows of dots are most unlike the rows next to them."""
    opencv = import_module("cv2")
    scale = min(1.0, _SMALL / max(image.shape[:2]))
    grey = opencv.cvtColor(image, opencv.COLOR_BGR2GRAY)
    small = opencv.resize(grey, None, fx=scale, fy=scale, interpolation=opencv.INTER_AREA)
    dark = opencv.adaptiveThreshold(
        small, 1, opencv.ADAPTIVE_THRESH_MEAN_C, opencv.THRESH_BINARY_INV, 31, 15
    ).astype("float32")
    steps = round(_MOST / _COARSE)
    coarse = max(
        (step * _COARSE for step in range(-steps, steps + 1)), key=lambda angle: _sharpness(dark, angle)
    )
    steps = round(_COARSE / _FINE)
    return max(
        (coarse + step * _FINE for step in range(-steps, steps + 1)),
        key=lambda angle: _sharpness(dark, angle),
    )


def _sharpness(dark: Any, angle: float) -> float:
    rows = _turned(dark, angle, 0).sum(axis=1)
    steps = rows[1:] - rows[:-1]
    return float((steps * steps).sum())


def _turned(image: Any, angle: float, border: Any) -> Any:
    opencv = import_module("cv2")
    height, width = image.shape[:2]
    turn = opencv.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return opencv.warpAffine(image, turn, (width, height), flags=opencv.INTER_LINEAR, borderValue=border)
