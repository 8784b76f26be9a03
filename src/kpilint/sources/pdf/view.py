"""Where things stand on a page as a reader sees it: points in pt from the top left corner, y downwards."""

from collections.abc import Sequence

from msgspec import Struct

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of a PDF matrix: x' = ax + cy + e, y' = bx + dy + f."""


class Span(Struct, frozen=True, gc=False):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float, by: float = 0.0) -> bool:
        """True if a point is inside, or outside by no more than `by`."""
        return self.x0 - by <= x <= self.x1 + by and self.y0 - by <= y <= self.y1 + by

    def meets(self, other: "Span", by: float = 0.0) -> bool:
        """True if the rectangles overlap, or are apart by no more than `by`."""
        across = self.x0 - by <= other.x1 and other.x0 - by <= self.x1
        return across and self.y0 - by <= other.y1 and other.y0 - by <= self.y1

    def area(self) -> float:
        """Return the area in square points."""
        return max(self.x1 - self.x0, 0.0) * max(self.y1 - self.y0, 0.0)

    def common(self, other: "Span") -> "Span":
        """Return what both cover; its area is 0 if that is nothing."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        return Span(x0, y0, max(min(self.x1, other.x1), x0), max(min(self.y1, other.y1), y0))


class View(Struct, frozen=True):
    """A page turned upright: how to get there from PDF user space, and its size."""

    matrix: Matrix
    width: float
    height: float


def upright(box: Span, turn: int) -> View:
    """Return the view of a page box (in user space, `y0` its lower edge) turned clockwise by `turn` quarters."""
    if turn == 1:
        return View((0, 1, 1, 0, -box.y0, -box.x0), box.y1 - box.y0, box.x1 - box.x0)
    if turn == 2:  # noqa: PLR2004 - quarters
        return View((-1, 0, 0, 1, box.x1, -box.y0), box.x1 - box.x0, box.y1 - box.y0)
    if turn == 3:  # noqa: PLR2004 - quarters
        return View((0, -1, -1, 0, box.y1, box.x1), box.y1 - box.y0, box.x1 - box.x0)
    return View((1, 0, 0, -1, -box.x0, box.y1), box.x1 - box.x0, box.y1 - box.y0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does `first` and `then` the other."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return (a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q)


def moved(points: Sequence[tuple[float, float]], matrix: Matrix) -> list[tuple[float, float]]:
    """Return points after a matrix."""
    a, b, c, d, e, f = matrix
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def around(points: Sequence[tuple[float, float]]) -> Span:
    """Return the smallest rectangle around points, of which there is at least one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Span(min(xs), min(ys), max(xs), max(ys))
