"""The rulings and the images of a PDF page, from its drawn objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.annual.reading.formats.page_lattice import Ruling, Rulings

__all__ = ["Box", "Drawing", "Matrix", "read_drawing"]

# A filled shape no thicker than this is a line; thicker ones are shading (in points).
_THICKEST_LINE = 4.0
# How far a line may lean and still count as straight, in points.
_LEAN = 1.0
_SHORTEST_LINE = 1.0
_DEEPEST_FORM = 8
# A path of no more segments is a line or a rectangle.
_RECTANGLE = 5
_MOST_SEGMENTS = 2_000
_MOST_IMAGES = 200


class Matrix(NamedTuple):
    """An affine transformation as PDF writes it: x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point where (x, y) comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """This transformation with another one after it."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        e, f = outer.point(self.e, self.f)
        return Matrix(a, b, c, d, e, f)


class Box(NamedTuple):
    """A rectangle along the axes: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


class Drawing(NamedTuple):
    """What is drawn on a page beside text: rulings, image boxes, the number of drawn paths.

    ``cut_short`` says that the page holds more objects than were looked at.
    """

    rulings: Rulings
    images: list[Box]
    paths: int
    cut_short: bool


def read_drawing(page: Any, to_page: Matrix, most_objects: int) -> Drawing:
    """The drawing of a page (a raw pdfium handle); ``to_page`` turns PDF coordinates into the page's own."""
    import pypdfium2.raw as pdfium

    rulings, paths = Rulings(), 0
    images: list[Box] = []
    for seen, (item, kind, matrix) in enumerate(_objects(page, to_page)):
        if seen >= most_objects:
            return Drawing(rulings, images, paths, True)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            _take_path(item, matrix, rulings)
        elif len(images) < _MOST_IMAGES:
            images.append(_image_box(item, matrix))
    return Drawing(rulings, images, paths, False)


def _objects(page: Any, to_page: Matrix) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths and images, also those inside forms, each with what turns its container's coordinates."""
    import pypdfium2.raw as pdfium

    get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = get(page, index)
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _form_objects(item, to_page, 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, to_page


def _form_objects(form: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    import pypdfium2.raw as pdfium

    matrix = _matrix_of(form).then(outer)
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        item = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            yield from _form_objects(item, matrix, depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, matrix


def _matrix_of(item: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, raw):
        return Matrix(1, 0, 0, 1, 0, 0)
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _image_box(item: Any, outer: Matrix) -> Box:
    matrix = _matrix_of(item).then(outer)
    return _bounds([matrix.point(x, y) for x in (0, 1) for y in (0, 1)])


def _bounds(points: Iterable[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _take_path(path: Any, outer: Matrix, rulings: Rulings) -> None:
    """Adds the lines that a path draws: the edges of what is stroked, the length of what is filled thin."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    if pdfium.FPDFPath_CountSegments(path) <= _RECTANGLE:
        box = _path_box(path, outer)
        if min(box.right - box.left, box.bottom - box.top) <= _THICKEST_LINE:
            _take_thin(box, rulings)
            return
        if not stroke.value:
            return
    _take_shapes(path, bool(stroke.value), _matrix_of(path).then(outer), rulings)


def _path_box(path: Any, outer: Matrix) -> Box:
    """The box of a path: one call instead of a few for each of its points."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(path, *edges)
    left, bottom, right, top = [edge.value for edge in edges]
    return _bounds([outer.point(left, bottom), outer.point(right, top)])


def _take_shapes(path: Any, is_stroked: bool, matrix: Matrix, rulings: Rulings) -> None:
    for points in _subpaths(path, matrix):
        box = _bounds(points)
        if min(box.right - box.left, box.bottom - box.top) <= _THICKEST_LINE and len(points) > 2:
            _take_thin(box, rulings)
        elif is_stroked:
            for start, end in pairwise(points):
                _take_edge(start, end, rulings)


def _take_thin(box: Box, rulings: Rulings) -> None:
    width, height = box.right - box.left, box.bottom - box.top
    if width >= height:
        rulings.horizontal.append(Ruling((box.top + box.bottom) / 2, box.left, box.right))
    else:
        rulings.vertical.append(Ruling((box.left + box.right) / 2, box.top, box.bottom))


def _take_edge(start: tuple[float, float], end: tuple[float, float], rulings: Rulings) -> None:
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    if max(width, height) < _SHORTEST_LINE:
        return
    if height <= _LEAN:
        rulings.horizontal.append(Ruling((start[1] + end[1]) / 2, *sorted((start[0], end[0]))))
    elif width <= _LEAN:
        rulings.vertical.append(Ruling((start[0] + end[0]) / 2, *sorted((start[1], end[1]))))


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath; those with curves are no rulings and are left out."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    is_straight = True
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if is_straight and len(points) > 1:
                yield points
            points, is_straight = [], True
        is_straight = is_straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(matrix.point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if is_straight and len(points) > 1:
        yield points
