"""Rulings of a table found in a bitmap: runs of dark dots longer than any stroke of a character."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gongkai.annual.reading.formats.page_lattice import Ruling, Rulings

__all__ = ["find_rulings"]

# The shortest ruling, and the thickest, in parts of the page's longer side: at 200 dots an inch on A4 about
# 40 and 19 dots; never so few that a line made thicker on the way here is taken for shading.
_SHORTEST = 0.017
_THICKEST = 0.008
_THICKEST_IN_DOTS = 12
# How much darker than its surroundings a dot of a ruling is, and how wide these are.
_DARKER = 12
_SURROUNDINGS = 31


def find_rulings(image: Any, scale: float) -> Rulings:
    """The horizontal and vertical lines of a bitmap (height x width x 3), coordinates times ``scale``."""
    opencv = import_module("cv2")
    # Blurred a little: the grain of a scan would break thin lines.
    grey = opencv.GaussianBlur(opencv.cvtColor(image, opencv.COLOR_BGR2GRAY), (3, 3), 0)
    dark = opencv.adaptiveThreshold(
        grey, 255, opencv.ADAPTIVE_THRESH_MEAN_C, opencv.THRESH_BINARY_INV, _SURROUNDINGS, _DARKER
    )
    longest = max(grey.shape)
    shortest, thickest = (
        max(8, round(_SHORTEST * longest)),
        max(_THICKEST_IN_DOTS, round(_THICKEST * longest)),
    )
    rulings = Rulings()
    for left, top, width, height in _runs(opencv, dark, (shortest, 1)):
        if height <= thickest:
            middle = (top + height / 2) * scale
            rulings.horizontal.append(Ruling(middle, left * scale, (left + width) * scale))
    for left, top, width, height in _runs(opencv, dark, (1, shortest)):
        if width <= thickest:
            middle = (left + width / 2) * scale
            rulings.vertical.append(Ruling(middle, top * scale, (top + height) * scale))
    return rulings


def _runs(opencv: Any, dark: Any, kernel_size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """The boxes of what is left of the dark dots when all shorter runs are taken away."""
    width, height = kernel_size
    # Lines that are a little thin or broken are mended across their length first.
    across = (1, 3) if width > height else (3, 1)
    mended = opencv.dilate(dark, opencv.getStructuringElement(opencv.MORPH_RECT, across))
    kernel = opencv.getStructuringElement(opencv.MORPH_RECT, kernel_size)
    opened = opencv.morphologyEx(mended, opencv.MORPH_OPEN, kernel)
    statistics = opencv.connectedComponentsWithStats(opened, connectivity=8)[2]
    return [(int(box[0]), int(box[1]), int(box[2]), int(box[3])) for box in statistics[1:]]
