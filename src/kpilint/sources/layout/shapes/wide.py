"""Wide sheets: one table for a whole department, with the projects' names, budgets and goals in columns."""

from typing import Final

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import dense, is_aligned
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.headers.header import Header
from kpilint.sources.layout.headers.headings import HEAD, IGNORED, head_column, is_label_of_rows
from kpilint.sources.layout.heads.labels import is_foot
from kpilint.sources.layout.reading import Reading
from kpilint.sources.layout.shapes.running import is_running, read_running
from kpilint.vocabulary import plain

_NAMED: Final = ("code", "project")
_MONEY: Final = ("budget", "total", "fiscal", "other")


def open_project(reading: Reading, draft: Draft, row: GridRow) -> Draft:
    """Return the table of the project that a row of a wide sheet belongs to, opened if the row is its first."""
    header = draft.header
    given = _head_cells(row, header) if header else {}
    if not given or header is None:
        draft.named = False
        return draft
    if _splits(header) and _is_next(draft, given):
        unit = draft.texts.get("unit", "")
        if draft is not reading.base and (draft.has_head() or draft.indicators or draft.broken):
            reading.finish()
        draft = reading.draft = (reading.base or draft).unit_only()
        draft.header, draft.columns = header, header.fields()
        draft.place = next(iter(given.values())).place
        if unit and "unit" not in given:
            draft.texts["unit"] = unit  # filled on the first row of a unit only
    if "unit" not in given:
        draft.parts |= _parts_of(header)
    _put_head(draft, given)
    draft.named = _names_project(given)
    return draft


def read_running_row(reading: Reading, row: GridRow) -> None:
    """Read indicators written as running text into the open table, or that of the project beside them."""
    draft = reading.draft
    given = _head_cells(row, reading.sheet) if reading.sheet else {}
    if draft is None or draft.header or (draft.indicators and given and _is_next(draft, given)):
        draft = reading.open(row)
    if given and reading.sheet:
        draft.named = _names_project(given)
        draft.parts |= _parts_of(reading.sheet)
        _put_head(draft, given)
    draft.columns |= {"level1", "level2", "name", "value"}
    draft.last = ""
    for cell in row.filled():
        for said in read_running(cell.text) if is_running(cell.text) else ():
            text = GridCell(f"{said.name} {said.value}".strip(), cell.place)
            draft.add_row(GridRow((text,)), said.placed(cell))


def _head_cells(row: GridRow, header: Header) -> dict[str, GridCell]:
    """Return the filled cells of a row that belong to the head of its project, by part."""
    if is_aligned(row) and header.edges:
        row = dense(row, header.edges)
    elif len(row.cells) != len(header.cols):
        return {}
    filled = row.filled()
    if is_foot([cell.text for cell in filled]):
        return {}
    pairs = zip(row.cells, header.cols, strict=False)
    if (
        len(filled) == 1
        and filled[0].text.endswith(vocabulary.terms("unit_names")["end"])
        and not _is_project(row, header)
    ):
        return {"unit": filled[0]}  # the name of a unit in a line of its own
    given = {col.removeprefix(HEAD): cell for cell, col in pairs if col.startswith(HEAD) and cell.text}
    if given.keys() == {"project"} and len(filled) == 1 and _names_units(header):
        return {"unit": given["project"]}
    return given


def only_head(row: GridRow, header: Header | None) -> bool:
    """True for a row that has text in columns of the head only: a unit's or project's line above its indicators."""
    if header is None or not is_aligned(row) or not header.edges:
        return False
    own = [
        col
        for cell, col in zip(dense(row, header.edges).cells, header.cols, strict=False)
        if cell.text and not cell.above
    ]
    if own == [IGNORED] and header.wide and "unit" in _head_cells(row, header):
        return True
    return bool(own) and all(col.startswith(HEAD) for col in own)


def _is_project(row: GridRow, header: Header) -> bool:
    """True for a row that has text in the column of projects."""
    at = header.index(f"{HEAD}project")
    return 0 <= at < len(row.cells) and bool(row.cells[at].text)


def find_sheet(row: GridRow) -> Header | None:
    """Return the header of a sheet with projects in rows and their indicators as running text in one cell."""
    filled = row.filled()
    if len(filled) < 3 or not any(is_label_of_rows(cell.text) for cell in filled):  # noqa: PLR2004 - and two parts
        return None
    cols = [IGNORED if is_label_of_rows(cell.text) else head_column(cell.text) or IGNORED for cell in row.cells]
    if f"{HEAD}project" not in cols or sum(col.startswith(HEAD) for col in cols) < 2:  # noqa: PLR2004
        return None
    edges = tuple((cell.at, cell.at + cell.span) for cell in row.cells) if is_aligned(row) else ()
    return Header(tuple(cols), edges=edges)


def _names_units(header: Header) -> bool:
    """True if one column has the names of units and, below each, of its projects."""
    at = header.index(f"{HEAD}project")
    return 0 <= at < len(header.headings) and "单位" in header.headings[at]


def _splits(header: Header) -> bool:
    """True if the columns of a sheet say where one project ends and the next begins."""
    return any(header.index(HEAD + part) >= 0 for part in (*_NAMED, "unit"))


def _is_next(draft: Draft, given: dict[str, GridCell]) -> bool:
    """True if the head cells of a row are those of another project than the draft's.

    A sheet fills them on the first row of a project only, merges them, or repeats them on each row. Projects that
    follow one another may share a name: then the second is named anew where rows of the first were not, or has
    another budget.
    """
    differ = any(
        plain(cell.text) != plain(draft.texts.get(part, ""))
        for part, cell in given.items()
        if part in (*_NAMED, "unit", *_MONEY)
    )
    return differ or (_names_project(given) and not draft.named)


def _names_project(given: dict[str, GridCell]) -> bool:
    """True for a row that names its project itself, not through a merged cell."""
    return any(part in given and not given[part].above for part in _NAMED)


def _put_head(draft: Draft, given: dict[str, GridCell]) -> None:
    """Put the head cells of a row into the draft; goals that several rows give are kept once."""
    for col, cell in given.items():
        part, _, term = col.partition(":")
        if part == "goals":
            if cell.text not in draft.repeated:
                draft.repeated.add(cell.text)
                draft.add_goal(cell, term)
                draft.mark(part, cell.place)
        elif part == "purpose":
            if not draft.purpose:
                draft.purpose.append(cell)
        elif part in _MONEY:
            draft.put("total" if part == "budget" else part, cell)
            draft.mark("budget", cell.place)
        else:
            draft.put(part, cell)
            draft.mark(part, cell.place)


def _parts_of(header: Header) -> set[str]:
    """Return the parts of a head that a sheet has columns for."""
    parts = {col.removeprefix(HEAD).partition(":")[0] for col in header.cols if col.startswith(HEAD)}
    return {"budget" if part in _MONEY else part for part in parts} - {"year", "outcome", "money_unit"}
