"""What is drawn on a page: straight rulings and pictures, out of its page objects and the forms among them.

A table's lines come as strokes, as thin filled rectangles (Word, Chromium), as frames filled between two rectangles,
as dots, or as thin pictures. White and transparent ones are no lines: they are background.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kpilint.sources.limits import Limits
from kpilint.sources.pdf.view import Matrix, Span, View, around, moved, times

THIN: Final = 3.2
"""Thickness in pt up to which a filled rectangle is a line."""

_SLOPE: Final = 0.6
"""By how many pt the ends of a straight line may differ across it."""
_WHITE: Final = 248
_DEEP: Final = 12
"""Forms in forms; generators use two or three."""
_FRAME: Final = 4
"""Segments of a rectangle without its move to the start."""

Ruling = tuple[float, float, float]
"""A line: its place across, its start and its end along, in pt."""


class Drawn(Struct):
    """The drawing of a page. Rulings are not joined yet."""

    across: list[Ruling] = field(default_factory=list)
    """Horizontal: y, x from, x to."""
    down: list[Ruling] = field(default_factory=list)
    """Vertical: x, y from, y to."""
    pictures: list[tuple[Span, int]] = field(default_factory=list)
    """Each with how many text objects are painted before it, and so may lie under it."""
    texts: int = 0
    clips: dict[int, Span] = field(default_factory=dict)
    """Clip boxes of text objects by address: what of the text is seen."""
    shapes: int = 0
    """Filled shapes with curves: text turned into outlines is made of them."""
    objects: int = 0
    segments: int = 0
    complete: bool = True
    """False if the page has more objects or segments than allowed; what is beyond is not in here."""


def drawing(page: Any, view: View, limits: Limits) -> Drawn:
    """Return what is drawn on a page (an FPDF_PAGE), seen through `view`."""
    found = Drawn()
    seen = Span(0.0, 0.0, view.width, view.height)
    for item, matrix in _objects(page, view.matrix, found, limits):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, seen, found, limits)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _picture(item, matrix, seen, found)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts += 1
            clip = _clip(item, matrix)
            if clip is not None:
                found.clips[_address(item)] = clip
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            found.shapes += 1
        if found.segments > limits.pdf_segments:
            found.complete = False
            break
    return found


def _objects(page: Any, matrix: Matrix, found: Drawn, limits: Limits) -> Iterator[tuple[Any, Matrix]]:
    """Yield page objects with the matrix from their space to the view; forms are opened."""
    open_ = [(page, matrix, pdfium.FPDFPage_GetObject, iter(range(pdfium.FPDFPage_CountObjects(page))))]
    while open_:
        holder, matrix, get, numbers = open_[-1]
        number = next(numbers, None)
        if number is None:
            open_.pop()
            continue
        found.objects += 1
        if found.objects > limits.pdf_objects:
            found.complete = False
            return
        item = get(holder, number)
        if not item:
            continue
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif len(open_) <= _DEEP:
            count = range(max(pdfium.FPDFFormObj_CountObjects(item), 0))
            open_.append((item, times(_matrix(item), matrix), pdfium.FPDFFormObj_GetObject, iter(count)))


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


# -- paths


def _path(item: Any, matrix: Matrix, seen: Span, found: Drawn, limits: Limits) -> None:
    count = pdfium.FPDFPath_CountSegments(item)
    found.segments += max(count, 0)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = fill.value != pdfium.FPDF_FILLMODE_NONE and _visible(item, pdfium.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _visible(item, pdfium.FPDFPageObj_GetStrokeColor)
    if not (filled or stroked) or found.segments > limits.pdf_segments:
        return
    clip = _clip(item, matrix)
    inside = seen if clip is None else seen.common(clip)
    whole = times(_matrix(item), matrix)
    shapes = [(moved(points, whole), curved) for points, curved in _subpaths(item, count)]
    if stroked:
        for points, _ in shapes:
            for start, end in pairwise(points):
                _stroke(start, end, inside, found)
    if filled:
        _fill(shapes, inside, found)


def _visible(item: Any, colour_of: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(item, red, green, blue, alpha):
        return True  # a pattern
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _subpaths(item: Any, count: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Yield the points of each subpath, closed ones with their first point again, and whether it has curves."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _stroke(start: tuple[float, float], end: tuple[float, float], inside: Span, found: Drawn) -> None:
    """Take a straight piece of a stroke as ruling if it is level or upright."""
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _SLOPE and abs(x1 - x0) > abs(y1 - y0):
        _level((y0 + y1) / 2, x0, x1, inside, found)
    elif abs(x1 - x0) <= _SLOPE and abs(y1 - y0) > abs(x1 - x0):
        _upright((x0 + x1) / 2, y0, y1, inside, found)


def _level(y: float, x0: float, x1: float, inside: Span, found: Drawn) -> None:
    x0, x1 = max(min(x0, x1), inside.x0), min(max(x0, x1), inside.x1)
    if x1 > x0 and inside.y0 - THIN <= y <= inside.y1 + THIN:
        found.across.append((y, x0, x1))


def _upright(x: float, y0: float, y1: float, inside: Span, found: Drawn) -> None:
    y0, y1 = max(min(y0, y1), inside.y0), min(max(y0, y1), inside.y1)
    if y1 > y0 and inside.x0 - THIN <= x <= inside.x1 + THIN:
        found.down.append((x, y0, y1))


def _fill(shapes: list[tuple[list[tuple[float, float]], bool]], inside: Span, found: Drawn) -> None:
    """Take thin filled shapes as rulings, and the edges of frames: one rectangle filled but for another in it."""
    large = []
    for points, curved in shapes:
        if curved:
            found.shapes += 1
            continue
        box = around(points).common(inside)
        if not _thin(box, found) and len(points) > _FRAME - 1:
            large.append(box)
    for one, other in pairwise(large):
        outer, inner = (one, other) if one.area() >= other.area() else (other, one)
        if _is_frame(outer, inner):
            for box in (outer, inner):
                for y in (box.y0, box.y1):
                    _level(y, box.x0, box.x1, inside, found)
                for x in (box.x0, box.x1):
                    _upright(x, box.y0, box.y1, inside, found)


def _is_frame(outer: Span, inner: Span) -> bool:
    gaps = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
    return min(gaps) >= 0 and 0 < max(gaps) <= THIN


def _thin(box: Span, found: Drawn) -> bool:
    """Take a thin rectangle as ruling; a dot may be part of a level one and of an upright one."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height <= THIN and width > 0:
        found.across.append(((box.y0 + box.y1) / 2, box.x0, box.x1))
    if width <= THIN and height > 0:
        found.down.append(((box.x0 + box.x1) / 2, box.y0, box.y1))
    return height <= THIN or width <= THIN


# -- pictures and clips


def _picture(item: Any, matrix: Matrix, seen: Span, found: Drawn) -> None:
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))  # an image fills the unit square of its space
    box = around(moved(square, times(_matrix(item), matrix))).common(seen)
    if not _thin(box, found) and box.area() > 0:
        found.pictures.append((box, found.texts))


def _clip(item: Any, matrix: Matrix) -> Span | None:
    """Return the box to which an object is clipped, None if it is not."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    box: Span | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(count, _DEEP)):
        points = []
        for at in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, number), 64)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, number, at), x, y)
            points.append((x.value, y.value))
        if points:
            part = around(moved(points, matrix))
            box = part if box is None else box.common(part)
    return box
