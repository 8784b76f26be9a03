"""One column of a header while it is put together, and what its neighbours tell of it."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from kpilint.model import CELL_FIELDS
from kpilint.sources.layout.headers.headings import IGNORED, OTHER, is_label_of_rows, is_year, stacked_heading


class Col(Struct):
    """One column while the header is put together: its headings, the field they name, and how officially."""

    texts: tuple[str, ...]
    field: str = ""
    rank: int = 0
    heading: str = ""
    unknown: bool = False

    @property
    def text(self) -> str:
        """The heading to show for the column."""
        return self.heading or max(self.texts, key=len, default="")


def col_of(texts: tuple[str, ...]) -> Col:
    """Return the column under these headings, as they name it."""
    found = stacked_heading(texts)
    if found is None:
        return Col(texts, IGNORED if texts else "", unknown=bool(texts))
    return Col(texts, found[1][0], found[1][1], found[0])


def name_years(cols: Sequence[Col]) -> None:
    """Make years right of the value's columns of it where the heading over all is on the first only."""
    for left, col in pairwise(cols):
        if col.unknown and is_year(col.text) and is_year(left.text) and left.field in ("value", OTHER):
            col.field, col.unknown = OTHER, False


def name_levels(cols: Sequence[Col]) -> None:
    """Name the two columns that 绩效指标 stands over left of the names: the levels have no headings of their own."""
    fields = {col.field for col in cols}
    if fields & {"level1", "level2"}:
        return
    for first, second, third in zip(cols, cols[1:], cols[2:], strict=False):
        label = bool(first.texts) and all(map(is_label_of_rows, first.texts))
        if label and third.field == "name" and (not second.texts or second.texts == first.texts):
            first.field, first.unknown, second.field, second.unknown = "level1", False, "level2", False


def fill(cols: Sequence[Col]) -> None:
    """Name a column without heading where its neighbours leave one field only."""
    order = {field: place for place, field in enumerate(CELL_FIELDS)}
    for i, col in enumerate(cols):
        if col.field:
            continue
        left = order.get(cols[i - 1].field) if i else -1
        right = order.get(cols[i + 1].field) if i + 1 < len(cols) else None
        if left is not None and right is not None and right - left == 2:  # noqa: PLR2004 - one is between
            missing = CELL_FIELDS[left + 1]
            if missing not in {one.field for one in cols}:
                col.field = missing
