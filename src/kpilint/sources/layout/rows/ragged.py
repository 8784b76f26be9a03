"""Placing the cells of one indicator row in the columns of the header, merged and missing cells considered."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import GRADE_FIELDS, IGNORED, OTHER
from kpilint.sources.layout.heads.labels import is_foot
from kpilint.sources.layout.rows.levels import continues, cut_level, fused, level1_key, level2_key, looks_like_level

Cells = Sequence[GridCell]
_NAME_AT: Final = 2
"""Parts of a fused cell before the name: both levels."""

_AMOUNT: Final = re.compile(r"\d[\d.,]*[^\d\s，。、]{0,6}")
"""A number and its unit, nothing more."""


class Above(Struct, frozen=True):
    """What the row above leaves to a merged cell."""

    level1: str = ""
    level2: str = ""
    rows: bool = False


class Placed(Struct, frozen=True):
    """Cells by field; a field that is absent was merged, missing or empty. `whole` is False for a broken row.

    `sure` says that level words stand where the form wants them. `single` marks a row with text in one cell that
    is no indicator: a note, a heading, a page number. `term` is the time the row is for, where it says so.
    """

    fields: dict[str, GridCell]
    whole: bool = True
    sure: bool = False
    single: bool = False
    term: str = ""


def place_row(cells: Cells, header: Header, above: Above) -> Placed:
    """Return the cells of an indicator row by field."""
    at1, at2 = header.index("level1"), header.index("level2")
    cells = _trim(cells, len(header.cols))
    opening = _text(cells, 0)
    if at1 > 0 and opening and not any(header.cols[:at1]):
        return place_row(cells, replace(header, cols=header.cols[at1:]), above)  # the header has an empty cell more
    if at1 > 0 and (level1_key(opening) or level2_key(opening) or fused(opening)):
        cells = [GridCell("")] * at1 + list(cells)  # the heading of all rows (绩效指标), merged, is missing
    if is_foot([cell.text for cell in cells if cell.text]):
        return Placed(_by_field(cells, header.cols), whole=False, single=True)
    if at1 >= 0 and at2 >= 0:
        return _two_levels(cells, header, above)
    return _one_level(cells, header, max(at1, at2))


def looks_like_value(text: str) -> bool:
    """True for text that opens with a comparison or a number."""
    return text.startswith(_signs()) or text[:1].isdigit()


def is_comparison(text: str) -> bool:
    """True for text that opens with a sign of comparison."""
    return text.startswith(_signs()) and not text[0].isalpha()


def is_sign(text: str) -> bool:
    """True for a comparison and nothing else: ≥, 小于等于."""
    return vocabulary.plain(text) in set(map(vocabulary.plain, _signs()))


@cache
def _signs() -> tuple[str, ...]:
    return tuple(sign for variants in vocabulary.terms("comparators").values() for sign in variants)


def _one_level(cells: Cells, header: Header, at: int) -> Placed:
    """Place a row of a form with one level column at `at`, or with none (-1)."""
    cols = header.cols
    first = _text(cells, at)
    known = bool(level1_key(first) or level2_key(first))
    if _filled(cells) == 1 and not known and not _text(cells, header.index("name")):
        return Placed(_by_field(cells, cols), whole=False, single=True)
    if first and not known and len(cells) == _width(cols) - 1:
        return _fit(cells[at:], cols[at + 1 :])
    return _fit(cells, cols, sure=known)


def _two_levels(cells: Cells, header: Header, above: Above) -> Placed:
    """Place a row of a form with both level columns, whichever of the two are merged, missing or fused."""
    cols, at1, at2 = header.cols, header.index("level1"), header.index("level2")
    first, second = _text(cells, at1), _text(cells, at2)
    parts = fused(first)
    if parts:
        return _fused(cells, header, parts)
    if level2_key(first) and _level1_missing(cells, header, above):
        return _fit(cells[at1:], cols[at2:], sure=True)
    if level2_key(second) and (not first or level1_key(first)):
        return _fit(cells, cols, sure=True)
    if not first:
        return _first_empty(cells, header)
    return _level1_alone(cells, header) if level1_key(first) else _unknown_first(cells, header, above)


def _level1_alone(cells: Cells, header: Header) -> Placed:
    """Place a row that opens with a first level and has no known second level: an unknown one, or none."""
    cols, at1, at2 = header.cols, header.index("level1"), header.index("level2")
    if len(cells) == _width(cols) - 1 and not looks_like_level(_text(cells, at2)):
        placed = _fit(cells[at1 + 1 :], cols[at2 + 1 :])
        return Placed({**placed.fields, "level1": cells[at1]}, placed.whole, sure=True)
    return _fit(cells, cols, sure=True)


def _level1_missing(cells: Cells, header: Header, above: Above) -> bool:
    """True if the level word that opens a row is the second level, the first being merged away.

    成本指标 and 满意度指标 name both levels: there the width of the row and the level above decide.
    """
    first, second = _text(cells, header.index("level1")), _text(cells, header.index("level2"))
    narrow = len(cells) < _width(header.cols)
    if not level1_key(first):
        return narrow or not level2_key(second)
    return narrow and len(cells) == _width(header.cols) - 1 and continues(above.level1, first)


def _first_empty(cells: Cells, header: Header) -> Placed:
    """Place a row whose first level is merged; with an unknown second level, or a merged one too."""
    second = _text(cells, header.index("level2"))
    placed = _fit(cells, header.cols, padded=True)
    if second and not _text(cells, header.index("name")):
        alone = _filled(cells) == 1 and not looks_like_level(second)
        return Placed(placed.fields, whole=placed.whole and not alone and looks_like_level(second), single=alone)
    return placed


def _unknown_first(cells: Cells, header: Header, above: Above) -> Placed:
    """Place a row that opens with a word the vocabulary does not know."""
    cols, at1, at2 = header.cols, header.index("level1"), header.index("level2")
    missing = _width(cols) - len(cells)
    first = cells[at1].text
    if _filled(cells) == 1:
        return Placed({"name": cells[at1]}, whole=False, single=True)
    if missing <= 0 and (_levelled(first) or looks_like_level(_text(cells, at2))):
        return _fit(cells, cols)
    if missing == 1 and _levelled(first):
        return _fit(cells[at1:], cols[at2:])
    if missing == 2 and above.rows:  # noqa: PLR2004 - both levels
        return _fit(cells[at1:], cols[at2 + 1 :])
    return Placed(_guess(cells, header), whole=False)


def _levelled(text: str) -> bool:
    """True for a level word, known or not, and for the first half of a known one."""
    return looks_like_level(text) or cut_level(text)


def _fused(cells: Cells, header: Header, parts: tuple[str, ...]) -> Placed:
    """Place a row that opens with both levels in one cell, and perhaps the name as well."""
    at1, at2 = header.index("level1"), header.index("level2")
    place = cells[at1].place
    own = {"level1": GridCell(parts[0], place), "level2": GridCell(parts[1], place)}
    rest = list(cells[at1 + 1 :])
    if rest and not rest[0].text and len(cells) == len(header.cols):
        rest.pop(0)
    if len(parts) > _NAME_AT:
        rest.insert(0, GridCell(parts[_NAME_AT], place))
    placed = _fit(rest, header.cols[at2 + 1 :])
    if placed.whole:
        return Placed({**placed.fields, **own}, sure=True)
    return Placed({**_guess(rest, header, with_levels=False), **own}, whole=False, sure=True)


def _fit(cells: Cells, cols: Sequence[str], *, sure: bool = False, padded: bool = False) -> Placed:
    """Pair cells and columns from left to right; too many cells, or too few to reach the value, break the row."""
    named = [col for col in cols if col]
    if len(cells) == len(named) < len(cols):
        cols = named
    elif len(_trim(cells, 0)) > len(cols):
        filled = [cell for cell in cells if cell.text]
        if len(filled) != len(named):
            return Placed(_by_field(cells[: len(cols)], cols), whole=False, sure=sure)
        cells, cols = filled, named
    cells = _described(cells, cols)
    value = next((i for i, col in enumerate(cols) if col in ("value", GRADE_FIELDS[0])), len(cols) - 1)
    whole = padded or len(cells) > value
    return Placed(_by_field(cells, cols), whole, sure=sure)


def _described(cells: Cells, cols: Sequence[str]) -> Cells:
    """Put an empty description into a row too short by one that has its value there and its basis in the next."""
    if "description" not in cols or len(cells) >= len(cols):
        return cells
    at = cols.index("description")
    if tuple(cols[at + 1 : at + 3]) != ("value", "basis"):
        return cells
    own, next_ = _text(cells, at), _text(cells, at + 1)
    if (own.startswith(_signs()) or _AMOUNT.fullmatch(own)) and next_ and not looks_like_value(next_):
        return [*cells[:at], GridCell(""), *cells[at:]]
    return cells


def _by_field(cells: Cells, cols: Sequence[str]) -> dict[str, GridCell]:
    """Return cells by field; text in a column without heading goes on in the column to its left."""
    found: dict[str, GridCell] = {}
    field = ""
    for at, (cell, col) in enumerate(zip(cells, cols, strict=False)):
        field = (f"{OTHER}{at}" if col == OTHER else col) or field
        if field and field != IGNORED and cell.text:
            found[field] = GridCell(found[field].text + cell.text, found[field].place) if field in found else cell
    return found


def _guess(row: Cells, header: Header, *, with_levels: bool = True) -> dict[str, GridCell]:
    """Return what a broken row's cells seem to be: levels and the name first, the basis last."""
    found: dict[str, GridCell] = {}
    cells = [cell for cell in row if cell.text]
    for level, key in (("level1", level1_key), ("level2", level2_key)):
        if with_levels and cells and key(cells[0].text):
            found[level] = cells.pop(0)
    with_basis = header.index("basis") >= 0
    last = cells[-1].text if cells and with_basis else ""
    if last and (len(cells) > 1 or last.startswith(("依据", "根据"))) and not looks_like_value(last):
        found["basis"] = cells.pop()
    for cell in cells:
        field = "value" if looks_like_value(cell.text) else "description" if "name" in found else "name"
        found.setdefault(field, cell)
    return found


def _width(cols: Sequence[str]) -> int:
    return sum(bool(col) for col in cols)


def _filled(cells: Cells) -> int:
    return sum(bool(cell.text) for cell in cells)


def _text(cells: Cells, at: int) -> str:
    return cells[at].text if 0 <= at < len(cells) else ""


def _trim(cells: Cells, width: int) -> Cells:
    """Return `cells` without empty ones at the end beyond `width`."""
    end = len(cells)
    while end > width and not cells[end - 1].text:
        end -= 1
    return cells[:end]
