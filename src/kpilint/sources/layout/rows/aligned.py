"""Placing the cells of a row whose columns are known: each goes where its heading says."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import GRADE_FIELDS, HEAD, IGNORED, OTHER
from kpilint.sources.layout.heads.labels import is_foot
from kpilint.sources.layout.heads.terms import term_of
from kpilint.sources.layout.rows.levels import fused, level1_key, level2_key, looks_like_level
from kpilint.sources.layout.rows.ragged import Placed, is_sign

_CONTENT: Final = frozenset({"name", "description", "value", "basis", "number", "actual", "sign", *GRADE_FIELDS})
_LEVELS: Final = (("level1", level1_key), ("level2", level2_key))
_NUMBER: Final = re.compile(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}\s*[:：]?")
_QUALITATIVE: Final = "定性"
_TEXTS: Final = frozenset({"description", "basis", "reason"})


def place_columns(cells: Sequence[GridCell], cols: Sequence[str], *, term: str = "") -> Placed:
    """Return the cells of a dense row by field, merged ones with the text of the row above.

    Args:
        cells: one a column, as `columns.dense` gives them.
        cols: `Header.cols`, or `Header.second`.
        term: the time the row is for, unless a label beside it says another.
    """
    fields: dict[str, GridCell] = {}
    field = ""
    for at, (cell, col) in enumerate(zip(cells, cols, strict=False)):
        if col == IGNORED or col.startswith(HEAD):
            term = (col == IGNORED and term_of(cell.text)) or term
            field = ""
            continue
        field = (f"{OTHER}{at}" if col == OTHER else col) or field
        if field and cell.text:
            fields[field] = replace(fields[field], text=fields[field].text + cell.text) if field in fields else cell
    _split_levels(fields)
    _put_right(fields)
    own = [cell for cell in cells if cell.text and not cell.above]
    if is_foot([cell.text for cell in own]) or (len(own) == 1 and _is_note(fields, own[0])):
        return Placed(fields, whole=False, single=True)
    sure = any(key(fields[level].text) for level, key in _LEVELS if level in fields)
    return Placed(fields, sure=sure, term=term)


def whole_name(placed: Placed, header: Header) -> Placed:
    """Join 指标1 and the name in the column beside it, where both stand under 三级指标 and it has no heading."""
    name, more = placed.fields.get("name"), placed.fields.get("description")
    at = header.index("description")
    if name is None or more is None or header.headings[at : at + 1] != ("",) or not _NUMBER.fullmatch(name.text):
        return placed
    fields = {**placed.fields, "name": replace(name, text=name.text + more.text)}
    del fields["description"]
    return replace(placed, fields=fields)


def has_content(placed: Placed) -> bool:
    """True for a row with more than level words: those of a category left unused have nothing else."""
    return any(name in _CONTENT or name.startswith(OTHER) for name, cell in placed.fields.items() if not cell.above)


def goes_on_above(placed: Placed) -> bool:
    """True for a row that only adds to the texts of the row above: no level, name or value of its own."""
    own = {name for name, cell in placed.fields.items() if not cell.above}
    return bool(own) and own <= _TEXTS and "name" not in placed.fields


def _split_levels(fields: dict[str, GridCell]) -> None:
    """Take apart a cell that holds both levels."""
    for level in ("level1", "level2"):
        parts = fused(fields[level].text) if level in fields else ()
        if parts and len(parts) == 2 and not {"level1", "level2"} - {level} & fields.keys():  # noqa: PLR2004 - both
            cell = fields[level]
            fields["level1"], fields["level2"] = replace(cell, text=parts[0]), replace(cell, text=parts[1])


def _put_right(fields: dict[str, GridCell]) -> None:
    """Exchange sign and direction where the form has their headings swapped (≥ under 指标方向, 正向 under 指标性质)."""
    if "direction" in fields and "sign" not in fields and _is_kind(fields["direction"].text):
        fields["sign"] = fields.pop("direction")  # a form with 指标方向 only, and ≥ in it
    if not {"sign", "direction"} <= fields.keys():
        return
    sign, direction = fields["sign"], fields["direction"]
    if is_sign(direction.text) and not is_sign(sign.text):
        fields["sign"], fields["direction"] = direction, sign


def _is_kind(text: str) -> bool:
    """True for what stands under 指标性质: a comparison, or that there is none."""
    return is_sign(text) or vocabulary.plain(text) == _QUALITATIVE


def _is_note(fields: dict[str, GridCell], cell: GridCell) -> bool:
    """True for the only text of a row if it stands where a level does and is none: a note across the table."""
    own = [name for name, one in fields.items() if not one.above]
    return own in (["level1"], ["level2"], []) and not looks_like_level(cell.text)
