"""Reading the head of a table: labels and what follows them, the spending plan, purpose and goals."""

import re
from typing import Final

from kpilint import vocabulary
from kpilint.model import PlanStep
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.goals import opens_goal
from kpilint.sources.layout.labels import is_title, is_weak, label_of, labelled, money_unit
from kpilint.sources.layout.rows import looks_like_value

_OPENING: Final = frozenset({"code", "project"})
"""Parts of which a table has one each, so that a second one opens the next table."""

_SINGLE: Final = frozenset({"code", "project", "unit", "year"})
"""Parts that are one label and one value."""

_HEADING: Final = 20
_IN_BRACKETS: Final = re.compile(r"[(（]\s*([百千万亿]*元)\s*[)）]")
_MONEY: Final = frozenset({"total", "fiscal", "other"})


def head_labels(row: GridRow, *, titled: bool = False) -> set[str]:
    """Return the labels of a head row: one whose first text is a label; empty for any other row.

    Below a title of a target table (`titled`) a label may stand among words that are none.
    """
    filled = row.filled()
    if not filled:
        return set()
    labels = [label for cell in filled for label, _ in labelled(cell)]
    found = {label for label in labels if label}
    if not labels[0] or (not titled and found <= _SINGLE and len(labels) > 2 * sum(map(bool, labels))):
        return set()  # 单位名称, 单位性质, 单位规格 are the header of some other table
    return found


def opens_table(row: GridRow, draft: Draft | None) -> bool:
    """True if a head row belongs to the next table, not to `draft`."""
    labels = head_labels(row)
    if draft is None or draft.header or draft.duty:
        return True
    return any(label in draft.parts for label in labels & _OPENING)


def is_strong_head(row: GridRow) -> bool:
    """True for a head row that cannot be taken for an indicator: its first cell is a label longer than 项目 or 目标."""
    first = row.cells[0].text
    return bool(first and head_labels(row)) and not is_weak(first) and label_of(first) != "unit"


def unit_row(row: GridRow) -> tuple[GridCell | None, str] | None:
    """Return the unit and money unit of a row such as "316001…局<tab>单位：万元"; None for any other row."""
    filled = row.filled()
    if not 1 <= len(filled) <= 3:  # noqa: PLR2004 - unit, a date, the money unit
        return None
    found = money_unit(filled[-1].text)
    if not found or (len(filled) > 1 and found[0]):
        return None
    if found[0]:
        name = next((cell for label, cell in labelled(GridCell(found[0], filled[-1].place)) if not label), None)
        return name, found[1]
    name = next((cell for label, cell in labelled(filled[0]) if not label), None) if len(filled) > 1 else None
    return name, found[1]


def read_unit(draft: Draft, unit: GridCell | None, money: str) -> None:
    """Put a unit row into the head."""
    if draft.lent:
        draft.texts, draft.lent = {}, False
    draft.texts.setdefault("money_unit", money)
    if unit:
        draft.put("unit", unit)
        draft.mark("unit", unit.place)


def read_head(draft: Draft, row: GridRow) -> None:
    """Put a row of labels and values into the head."""
    label = ""
    for at, cell in enumerate(row.cells):
        for name, piece in labelled(cell) if cell.text else ():
            if label == "plan":
                draft.periods.append((at, piece.text))
            elif name == label == "goals":
                continue  # 总体目标 over 年度目标
            elif name and label != "goals":
                label = name
                _announce(draft, label, piece)
            else:
                _give(draft, label, piece)


def read_on(draft: Draft, row: GridRow) -> bool:
    """Put a row without labels into the part of the head that was read last; False if it does not fit there."""
    filled = row.filled()
    if draft.last == "plan" and draft.periods and not draft.plan and _is_amounts(row, filled):
        draft.plan += _steps(draft, row)
        return True
    if len(filled) == 1 and vocabulary.lookup("parts").get(vocabulary.term(filled[0].text[:_HEADING])) == "indicators":
        return True  # 绩效指标 over the whole header
    if draft.last == "goals" and not (row.prose and _ends_goals(draft, row)):
        draft.goals += filled
        return True
    if draft.last in ("budget", "purpose") and len(filled) == 1 and not row.heading and not is_title(filled[0].text):
        draft.purpose += filled
        draft.mark("purpose", filled[0].place)
        draft.last = "purpose"
        return True
    return False


def _announce(draft: Draft, label: str, cell: GridCell) -> None:
    if label in _MONEY:
        draft.mark("budget", cell.place)
        draft.last = "budget"
    elif label not in ("money_unit", "year"):
        draft.mark(label, cell.place)
        draft.last = label
    unit = _IN_BRACKETS.search(cell.text) if label == "budget" else None
    if unit:
        draft.texts.setdefault("money_unit", unit[1])
    if label == "budget" and "用途" in cell.text:
        draft.parts.add("purpose")


def _give(draft: Draft, label: str, cell: GridCell) -> None:
    if label == "goals":
        draft.goals.append(cell)
    elif label == "purpose":
        draft.purpose.append(cell)
    elif label == "budget":
        draft.put("total", cell)
    elif label:
        draft.put(label, cell)


def _is_amounts(row: GridRow, filled: list[GridCell]) -> bool:
    return not (row.prose and len(draft_text(filled)) > 40) and all(looks_like_value(cell.text) for cell in filled)  # noqa: PLR2004


def draft_text(cells: list[GridCell]) -> str:
    """Return the text of cells, joined."""
    return "".join(cell.text for cell in cells)


def _steps(draft: Draft, row: GridRow) -> list[PlanStep]:
    """Pair amounts with periods by position; a row without the empty cell under the label is one to the left."""
    shift = draft.periods[0][0] if row.cells[0].text else 0
    amounts = [(at + shift, cell) for at, cell in enumerate(row.cells) if cell.text]
    periods = dict(draft.periods)
    if any(at not in periods for at, _ in amounts) and len(amounts) == len(periods):
        amounts = [(at, cell) for at, (_, cell) in zip(periods, amounts, strict=True)]
    return [PlanStep(periods.get(at, ""), cell.text, cell.place) for at, cell in amounts]


def _ends_goals(draft: Draft, row: GridRow) -> bool:
    """True if a line of prose is no goal: a title or heading, or text after a gap that is not numbered on."""
    text = row.cells[0].text
    if row.heading or is_title(text) or money_unit(text):
        return True
    return row.gap and not any(opens_goal(text, number) for number in range(2, len(draft.goals) + 2))
