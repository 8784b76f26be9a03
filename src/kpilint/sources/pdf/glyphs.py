"""The characters of a page, with what the text layer says of each: place, size, direction, whether it is to be seen."""

import ctypes
import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kpilint.sources.limits import Limits
from kpilint.sources.pdf.radicals import RADICALS
from kpilint.sources.pdf.symbols import is_bad, meaning
from kpilint.sources.pdf.view import Span, View, upright

_HYPHEN: Final = 2
"""What pdfium makes of a hyphen at the end of a line."""
_SKEW: Final = 0.15
"""Sine up to which text is level; italics lean their glyphs, not their line."""
_AGAIN: Final = 0.12
"""Within how many em the same character, printed again, is the same one (bold by overprinting, shadows)."""
_AROUND: Final = tuple((i, j) for i in (0, -1, 1) for j in (0, -1, 1))
_ASCENT: Final = 0.88
"""Em that characters reach above their baseline."""
_WIDEST: Final = 1.5
"""Em of the widest advance."""
_DIRECTIONS: Final = (((1, 0), (0, 1)), ((0, 1), (-1, 0)), ((-1, 0), (0, -1)), ((0, -1), (1, 0)))
"""Along the text, and up from its baseline, in user space, by quarters."""
_MOSTLY: Final = 0.8
_INVISIBLE: Final = frozenset({3, 7})
"""Text render modes that paint nothing (ISO 32000-1, 9.3.6)."""
_NOTHING: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")


class Glyph(Struct, frozen=True, gc=False):
    """One character as seen: its box with the full advance where known, its baseline (y, or x if turned), its size."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    em: float
    turn: int = 0
    """Quarters by which it is turned against the page: 1 runs upwards, 2 stands on its head, 3 runs downwards."""
    source: int = 0
    """Address of its text object."""


class Glyphs(Struct):
    """The characters of a page."""

    view: View
    seen: list[Glyph] = field(default_factory=list)
    hidden: int = 0
    """Characters painted invisibly: the text layer of a scan."""
    bad: int = 0
    """Characters without meaning: no Unicode value, or one of a private or reserved area."""
    complete: bool = True


class _Source(Struct, frozen=True, gc=False):
    """What the characters of one text object have in common."""

    address: int
    em: float
    turn: int
    """As in `Glyph`, against user space; -1 for odd angles."""
    hidden: bool


def glyphs_of(text: Any, turn: int, box: Span, limits: Limits) -> Glyphs:
    """Return the characters of a page (FPDF_TEXTPAGE); `turn` is its /Rotate in quarters.

    A page most of whose text is turned is read in the direction of that text.
    """
    count = max(pdfium.FPDFText_CountChars(text), 0)
    sources: dict[int, _Source] = {}
    found = list(_characters(text, min(count, limits.pdf_chars), sources))
    turns = Counter(source.turn for _, _, source in found if source.turn >= 0)
    main = turns.most_common(1)[0] if turns else (turn, 0)
    if main[0] != turn and main[1] >= _MOSTLY * turns.total():
        turn = main[0]
    glyphs = Glyphs(upright(box, turn), complete=count <= limits.pdf_chars)
    page_box = Span(0.0, 0.0, glyphs.view.width, glyphs.view.height)
    boxes = _Boxes(text, glyphs.view, turn)
    taken: dict[tuple[str, int, int], Glyph] = {}
    for number, char, source in found:
        if source.hidden:
            glyphs.hidden += not char.isspace()
        elif source.turn >= 0:  # else at an odd angle: a watermark
            glyph = boxes.glyph(number, char, source)
            if page_box.holds((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) and not _printed(glyph, taken):
                glyphs.seen.append(glyph)
                glyphs.bad += is_bad(char)
    return glyphs


def _characters(text: Any, count: int, sources: dict[int, _Source]) -> Iterator[tuple[int, str, _Source]]:
    unicode_of, generated, object_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_IsGenerated,
        pdfium.FPDFText_GetTextObject,
    )
    broken = pdfium.FPDFText_HasUnicodeMapError
    cast, pointer = ctypes.cast, ctypes.c_void_p
    high = 0
    for number in range(count):
        point = unicode_of(text, number)
        if point in (10, 13) or (point <= 32 and point not in (0, _HYPHEN, 32)):  # noqa: PLR2004 - control characters
            continue
        if point == 32 and generated(text, number) == 1:  # noqa: PLR2004 - a space pdfium puts in by its own measure
            continue
        item = object_of(text, number)
        address = cast(item, pointer).value
        if not address:
            continue
        source = sources.get(address)
        if source is None:
            source = sources[address] = _source(text, number, item, address)
        if 0xD800 <= point < 0xDC00:  # noqa: PLR2004 - a pair of surrogates comes as two characters
            high = point
            continue
        if 0xDC00 <= point < 0xE000:  # noqa: PLR2004
            point, high = (0x10000 + ((high - 0xD800) << 10) + point - 0xDC00, 0) if high else (0xFFFD, 0)
        char = _meaning(point, item, known=point <= 32 or broken(text, number) != 1)  # noqa: PLR2004
        if char not in _NOTHING:
            yield number, RADICALS.get(char, char), source


def _meaning(point: int, item: Any, *, known: bool) -> str:
    """Return the character of a code point, U+FFFD where the font of its text object does not say which it is."""
    if point == _HYPHEN:
        return "-"
    if point == 0 or point > sys.maxunicode or not known:
        return "\ufffd"
    char = chr(point)
    return (meaning(point, _font_name(item)) or char) if is_bad(char) else char


def _source(text: Any, number: int, item: Any, address: int) -> _Source:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, number, matrix)
    length = math.hypot(matrix.a, matrix.b) or 1.0
    across, up = matrix.a / length, matrix.b / length
    em = pdfium.FPDFText_GetFontSize(text, number) * (math.hypot(matrix.c, matrix.d) or 1.0)
    if abs(up) <= _SKEW:
        turn = 0 if across > 0 else 2
    elif abs(across) <= _SKEW:
        turn = 1 if up > 0 else 3
    else:
        turn = -1
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE or _transparent(item)
    return _Source(address, max(abs(em), 0.1), turn, hidden)


def _font_name(item: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(item)
    name = ctypes.create_string_buffer(128)
    return name.value.decode(errors="replace") if pdfium.FPDFFont_GetBaseFontName(font, name, len(name)) else ""


def _transparent(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)) and alpha.value == 0


class _Boxes:
    """Places of the characters of one text page, as the view has them."""

    def __init__(self, text: Any, view: View, turn: int) -> None:
        self._text = text
        self._matrix = view.matrix
        self._turn = turn
        self._point = (ctypes.c_double(), ctypes.c_double())
        self._rect = pdfium.FS_RECTF()

    def glyph(self, number: int, char: str, source: _Source) -> Glyph:
        """Return a character with its place.

        The loose box has the whole advance, but is right for level text only. Of other text the pen says where each
        character starts.
        """
        x, y = self._pen(number)
        rect = self._rect
        if source.turn == 0 and pdfium.FPDFText_GetLooseCharBox(self._text, number, rect) and rect.right > rect.left:
            box = (rect.left, rect.bottom, rect.right, rect.top)
        else:
            along, up = _DIRECTIONS[source.turn]
            far = self._advance(number, (x, y), along, source) or source.em * _width(char)
            high, low = source.em * _ASCENT, source.em * (_ASCENT - 1)
            box = (
                x + up[0] * low,
                y + up[1] * low,
                x + along[0] * far + up[0] * high,
                y + along[1] * far + up[1] * high,
            )
        a, b, c, d, e, f = self._matrix
        x0, y0 = a * box[0] + c * box[1] + e, b * box[0] + d * box[1] + f
        x1, y1 = a * box[2] + c * box[3] + e, b * box[2] + d * box[3] + f
        turn = (source.turn - self._turn) % 4
        base = a * x + c * y + e if turn % 2 else b * x + d * y + f
        x0, x1 = (x0, x1) if x0 <= x1 else (x1, x0)
        y0, y1 = (y0, y1) if y0 <= y1 else (y1, y0)
        return Glyph(char, x0, y0, x1, y1, base, source.em, turn, source.address)

    def _pen(self, number: int) -> tuple[float, float]:
        x, y = self._point
        pdfium.FPDFText_GetCharOrigin(self._text, number, x, y)
        return x.value, y.value

    def _advance(self, number: int, pen: tuple[float, float], along: tuple[int, int], source: _Source) -> float:
        """Return how far the pen goes to the next character of the same text object; 0 if that is unknown."""
        item = pdfium.FPDFText_GetTextObject(self._text, number + 1)
        if ctypes.cast(item, ctypes.c_void_p).value != source.address:
            return 0.0
        x, y = self._pen(number + 1)
        far = (x - pen[0]) * along[0] + (y - pen[1]) * along[1]
        return far if 0 < far <= _WIDEST * source.em else 0.0


def _width(char: str) -> float:
    """Return the usual advance of a character in em."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _printed(glyph: Glyph, taken: dict[tuple[str, int, int], Glyph]) -> bool:
    """True if the same character stands at the same place already; notes the place."""
    near = max(glyph.em * _AGAIN, 0.05)
    column, row = int(glyph.x0 // near), int(glyph.y0 // near)
    for i, j in _AROUND:
        other = taken.get((glyph.text, column + i, row + j))
        if other and abs(other.x0 - glyph.x0) <= near and abs(other.y0 - glyph.y0) <= near:
            return True
    taken[glyph.text, column, row] = glyph
    return False
