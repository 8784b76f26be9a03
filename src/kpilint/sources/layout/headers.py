"""The header of an indicator table: which column holds which cell."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from kpilint import vocabulary
from kpilint.model import CELL_FIELDS, GRADE_NAMES
from kpilint.sources.layout.cells import GridRow
from kpilint.sources.layout.levels import level1_key, level2_key

GRADE_FIELDS: Final = ("grade0", "grade1", "grade2", "grade3")
"""Columns of `Indicator.grades`."""

IGNORED: Final = "ignored"
_LONGEST: Final = 24
_MOST: Final = 40


class Header(Struct, frozen=True):
    """Columns of an indicator table, left to right.

    Each is one of `CELL_FIELDS`, `GRADE_FIELDS`, `sign`, `measure`, `ignored`, or "" for a column without heading.
    `unknown` are headings that the vocabulary does not know, `rows` is how many rows the header takes.
    """

    cols: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    rows: int = 1

    def index(self, field: str) -> int:
        """Return the position of a field's column, -1 if there is none."""
        return self.cols.index(field) if field in self.cols else -1

    def fields(self) -> frozenset[str]:
        """Return the fields as `Table.columns` has them."""
        found = {field for field in self.cols if field in CELL_FIELDS}
        if GRADE_FIELDS[0] in self.cols:
            found |= {"grades", "value"}
        return frozenset(found)


def find_header(row: GridRow, below: GridRow | None) -> Header | None:
    """Return the header that `row` is, alone or together with the row below it; None if it is none."""
    if row.prose or len(row.cells) > _MOST:
        return None
    texts = [cell.text for cell in row.cells]
    one = _match([(text,) for text in texts])
    if below is None or below.prose or len(below.cells) > _MOST:
        return one
    two = _two_rows(texts, [cell.text for cell in below.cells])
    if two and (not one or _weight(two) > _weight(one)):
        return two
    return one


def heading_cells(row: GridRow) -> int:
    """Return how many cells of a row are column headings."""
    return sum(column_of(cell.text) is not None for cell in row.cells)


@lru_cache(maxsize=8192)
def column_of(text: str) -> tuple[str, int] | None:
    """Return the field a heading names and its rank among the variants, the official one being 0."""
    if not text or len(text) > _LONGEST:
        return None
    return _columns().get(vocabulary.term(text).partition("(")[0]) or _columns().get(vocabulary.term(text))


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for key, variants in vocabulary.terms("columns_other").items():
        for rank, variant in enumerate(variants):
            found[vocabulary.term(variant)] = (key if key in ("sign", "measure") else IGNORED, rank)
    for key, variants in vocabulary.terms("columns").items():
        for rank, variant in enumerate(variants):
            found[vocabulary.term(variant)] = (key, rank)
    for variant in vocabulary.terms("parts")["indicators"]:
        found.setdefault(vocabulary.term(variant), (IGNORED, 0))  # heads the levels, a column of its own
    for place, name in enumerate(GRADE_NAMES):
        found[name] = (GRADE_FIELDS[place], 0)
    return found


def _weight(header: Header) -> int:
    return sum(field not in ("", IGNORED) for field in header.cols) - 2 * len(header.unknown)


def _two_rows(upper: list[str], lower: list[str]) -> Header | None:
    """Match two rows column by column; grades alone in the lower row stand under the heading that spans them."""
    names = [text for text in lower if text]
    if not names or any(level1_key(text) and level2_key(text) for text in lower[:2]):
        return None
    spans = vocabulary.lookup("parts")
    if lower[: len(names)] == list(GRADE_NAMES) and len(names) == len(GRADE_NAMES):
        at = next((i for i, text in enumerate(upper) if spans.get(vocabulary.term(text)) == "grades"), 0)
        lower = [""] * at + names
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    choices = [(a + b, b) if b else (a,) for a, b in zip(upper, lower, strict=True)]
    if any(len(choice) > 1 and not any(map(column_of, choice)) for choice in choices):
        return None
    if not all(_spans(a, a + b) for a, b in zip(upper, lower, strict=True) if a):
        return None
    return _match(choices, rows=2)


def _spans(text: str, joined: str) -> bool:
    """True if a cell of the upper row is a heading, the first half of one, or a heading over several columns."""
    if column_of(text) or column_of(joined):
        return True
    return vocabulary.lookup("parts").get(vocabulary.term(text)) in ("indicators", "grades")


def _match(choices: Sequence[tuple[str, ...]], rows: int = 1) -> Header | None:
    """Return the header whose columns are headed by one of `choices` each, if they make an indicator table."""
    known = [next((found for found in map(column_of, texts) if found), None) for texts in choices]
    best: dict[str, tuple[int, int]] = {}
    for place, found in enumerate(known):
        if found and found[0] != IGNORED:
            best[found[0]] = min(best.get(found[0], (found[1], place)), (found[1], place))
    cols: list[str] = []
    for place, (texts, found) in enumerate(zip(choices, known, strict=True)):
        if found is None:
            cols.append(IGNORED if any(texts) else "")
        elif found[0] == IGNORED or best[found[0]][1] == place:
            cols.append(found[0])
        else:
            cols.append("description" if "description" not in best and _is_content(texts) else IGNORED)
    unknown = [max(texts, key=len) for texts, found in zip(choices, known, strict=True) if found is None and any(texts)]
    _fill(cols)
    if not _is_indicator_header(cols, len([c for c in choices if any(c)])):
        return None
    while cols and not cols[-1]:
        cols.pop()
    return Header(tuple(cols), tuple(unknown), rows)


def _is_content(texts: tuple[str, ...]) -> bool:
    """True if a second name column is the description under another heading (指标内容 beside 三级指标)."""
    return any("内容" in text for text in texts)


def _fill(cols: list[str]) -> None:
    """Name a column without heading where its neighbours leave one field only."""
    order = {field: place for place, field in enumerate(CELL_FIELDS)}
    for i, field in enumerate(cols):
        if field:
            continue
        left = order.get(cols[i - 1]) if i else -1
        right = order.get(cols[i + 1]) if i + 1 < len(cols) else None
        if left is not None and right is not None and right - left == 2:  # noqa: PLR2004 - one is between
            missing = CELL_FIELDS[left + 1]
            if missing not in cols:
                cols[i] = missing


def _is_indicator_header(cols: list[str], filled: int) -> bool:
    found = {field for field in cols if field and field != IGNORED}
    if "name" not in found:
        return False
    core = found & {"level1", "level2", "value", "grade0", "description", "basis"}
    return len(core) >= 2 or (core == {"value"} and filled <= 3)  # noqa: PLR2004 - name, value and one more
