"""Reading the head of a table: labels and what follows them, the spending plan, purpose and goals."""

import re
from itertools import pairwise
from typing import Final

from kpilint import vocabulary
from kpilint.model import PlanStep
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.columns import is_aligned
from kpilint.sources.layout.draft import Draft
from kpilint.sources.layout.heads.goals import opens_goal
from kpilint.sources.layout.heads.labels import is_title, is_weak, label_of, labelled, money_unit
from kpilint.sources.layout.heads.terms import term_of
from kpilint.sources.layout.rows.ragged import looks_like_value

_OPENING: Final = frozenset({"code", "project"})
"""Parts of which a table has one each, so that a second one opens the next table."""

_SINGLE: Final = frozenset({"code", "project", "unit", "year"})
"""Parts that are one label and one value."""

_NAMES: Final = ("code", "project")
_GOALS: Final = ("goals", "outcome")
_REACHED: Final = "reached"
"""In place of the time of a goal: the text is what a self-evaluation says was reached."""

_HEADING: Final = 20
_FORM_NUMBER: Final = re.compile(r"(?:公开|附|附件|预算)?\s*\d{1,3}(?:[-—]\d{1,2})?\s*表?")
"""公开11表: the number of a form, which stands where the unit does."""
_IN_BRACKETS: Final = re.compile(r"[(（]\s*([百千万亿]*元)\s*[)）]")
_MONEY: Final = frozenset({"total", "fiscal", "other"})


def head_labels(row: GridRow, *, titled: bool = False) -> set[str]:
    """Return the labels of a head row: one whose first text is a label; empty for any other row.

    Below a title of a target table (`titled`) a label may stand among words that are none.
    """
    filled = row.filled()
    if filled and vocabulary.term(filled[0].text) in vocabulary.lookup("side"):
        filled = filled[1:]
    if not filled:
        return set()
    labels = [label for cell in filled for label, _ in labelled(cell)]
    found = {label for label in labels if label}
    if not labels[0] or (not titled and found <= _SINGLE and len(labels) > 2 * sum(map(bool, labels))):
        return set()  # 单位名称, 单位性质, 单位规格 are the header of some other table
    if is_aligned(row) and len(filled) > 1 and not row.cells[0].above and _is_other_header(row, filled, labels):
        return set()
    return found


def _is_other_header(row: GridRow, filled: list[GridCell], labels: list[str]) -> bool:
    """True for the header of some other table: 项目 beside amounts' headings (项目, 2023年预算数), or labels only.

    项目名称 with a label straight to its right, where its value would be, heads a column.
    """
    cells = [label_of(cell.text) for cell in row.cells]
    if any(left in _OPENING and right in (*_SINGLE, *_GOALS) for left, right in pairwise(cells)):
        return True
    if all(labels) and len(labels) == len(filled) and not set(labels) <= set(_GOALS):
        return True
    return is_weak(filled[0].text) and all(cell.text.endswith(("数", "额", "年", "类")) for cell in filled[1:])


def opens_table(row: GridRow, draft: Draft | None) -> bool:
    """True if a head row belongs to the next table, not to `draft`."""
    labels = head_labels(row)
    if draft and draft.header and is_aligned(row) and not row.gap and not (draft.indicators or draft.broken):
        return any(label in draft.parts for label in labels)  # a project's line below the header of all
    if draft is None or draft.header or draft.duty:
        return True
    return any(label in draft.parts for label in labels & _OPENING)


def is_strong_head(row: GridRow) -> bool:
    """True for a head row that cannot be taken for an indicator: its first cell is a label longer than 项目 or 目标."""
    if is_aligned(row):
        first = next((cell.text for cell in row.filled()), "")
        if label_of(first) in _NAMES and not is_weak(first) and first in [cell.text for cell in row.cells[:2]]:
            return not row.cells[0].above
        return bool(head_labels(row)) and not row.cells[0].above and (not is_weak(first) or row.cells[0].text == first)
    first = row.cells[0].text
    return bool(first and head_labels(row)) and not is_weak(first) and label_of(first) != "unit"


def unit_row(row: GridRow) -> tuple[GridCell | None, str] | None:
    """Return the unit and money unit of a row such as "316001…局<tab>单位：万元"; None for any other row."""
    filled = row.filled()
    if not 1 <= len(filled) <= 3:  # noqa: PLR2004 - unit, a date, the money unit
        return None
    found = money_unit(filled[-1].text)
    if found and _FORM_NUMBER.fullmatch(found[0]):
        found = ("", found[1])
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
    draft.goal_columns = []
    before = ""
    for at, cell in enumerate(row.cells):
        again, before = cell.at >= 0 and len(cell.text) > 1 and cell.text == before, cell.text
        if again and (label_of(cell.text) or label in ("purpose", *_GOALS)):
            continue  # a merged cell, the text of which a program repeated in each column
        if cell.above or vocabulary.term(cell.text) in vocabulary.lookup("head_other"):
            continue
        if not label and vocabulary.term(cell.text) in vocabulary.lookup("side"):
            continue
        for name, piece in labelled(cell) if cell.text else ():
            if label == "plan":
                draft.periods.append((at if cell.at < 0 else cell.at, piece.text))
            elif label in ("", *_GOALS) and (name in _GOALS or _is_term(draft, row, piece, label)):
                label = name if name in _GOALS else "goals"
                _announce_goals(draft, label, piece)
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
    if draft.last in _GOALS and not (row.prose and _ends_goals(draft, row)):
        for cell, left in zip(filled, [None, *filled], strict=False):
            if left is None or cell.at < 0 or cell.text != left.text:
                _give_goal(draft, cell)
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


def _is_term(draft: Draft, row: GridRow, cell: GridCell, label: str) -> bool:
    """True for a time alone (中期, 年度) beside the label of the goals, with a goal to its right."""
    if not term_of(cell.text) or (label != "goals" and draft.last not in _GOALS):
        return False
    return cell.at >= 0 and row.filled()[-1].at > cell.at


def _announce_goals(draft: Draft, label: str, cell: GridCell) -> None:
    """Note a label of goals and for what time they are; several side by side stand over columns of their own."""
    term = term_of(cell.text)
    if label == "outcome":
        draft.last, draft.term = label, _REACHED
    else:
        draft.mark("goals", cell.place)
        draft.last, draft.term = label, term or (draft.term if draft.term != _REACHED else "")
    if cell.at >= 0:
        draft.goal_columns.append((cell.at, cell.at + cell.span, draft.term))


def _give_goal(draft: Draft, cell: GridCell) -> None:
    """Add a piece of the goals, or of what a self-evaluation says was reached."""
    over = [term for start, end, term in draft.goal_columns if start <= cell.at < end]
    term = over[0] if len(draft.goal_columns) > 1 and over else draft.term
    if term == _REACHED:
        draft.reached.append(cell)
    else:
        draft.add_goal(cell, term)


def _give(draft: Draft, label: str, cell: GridCell) -> None:
    if label in _GOALS:
        _give_goal(draft, cell)
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
    if row.cells[0].at >= 0:
        amounts = [(cell.at, cell) for cell in row.filled()]
    else:
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
