"""Fixes as text: cell by cell, with what was left and why."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from kpilint.fixes.change import Change
from kpilint.fixes.kinds import TITLES
from kpilint.fixes.result import FileFix
from kpilint.outputs.fixes.words import WORDS
from kpilint.outputs.places import place_words
from kpilint.outputs.terminal import Style, safe, styled, wrap
from kpilint.outputs.words import FIELDS
from kpilint.outputs.words import WORDS as REPORT_WORDS
from kpilint.report import Report

_ADDRESS: Final = re.compile(r"![A-Z]+([0-9]+)$")
_ROOM: Final = 36
"""Characters of a cell that are shown."""
_BEFORE: Final = 12
"""Characters shown before the first that differs."""


def file_lines(one: FileFix, style: Style, *, made: bool) -> Iterator[str]:
    """Yield what is told of one file; `made` says that its changes were written."""
    words = WORDS[style.lang]
    path = safe(one.document.path)
    if not one.writable:
        yield from wrap(_unwritable(one, words).format(path=path, name=one.format_name), style.cells, style.cells)
        return
    if one.changes:
        head = words["fixed" if made else "found"].format(path=path, n=len(one.changes))
        yield styled(head, "bold", color=style.color)
    elif one.left or one.refused:
        yield words["nothing"].format(path=path)
    for change in one.changes:
        yield from _indented(_told("change", change, one.document.format, style, kinds=", ".join(change.kinds)), style)
    for left in one.left:
        key = "left" if left.rule else "left_score"
        yield from _indented(_told(key, left.change, one.document.format, style, rule=left.rule), style, "dim")
    for refused in one.refused:
        why = refused.zh if style.lang == "zh" else refused.en
        yield from _indented(_told("refused", refused.change, one.document.format, style, why=why), style, "yellow")


def summary_lines(files: Sequence[FileFix], style: Style, *, made: bool) -> Iterator[str]:
    """Yield the last lines: how many changes in how many files, and of which kinds."""
    words = WORDS[style.lang]
    changed = [one for one in files if one.changes]
    key = "total_none" if not changed else "total" if made else "total_diff"
    yield words[key].format(files=len(changed), n=sum(len(one.changes) for one in changed))
    counts = Counter(kind for one in changed for change in one.changes for kind in change.kinds)
    for kind, count in counts.most_common():
        yield f"  {words['kind'].format(title=TITLES[kind][style.lang], n=count, kind=kind)}"


def proposal_lines(change: Change, report: Report, style: Style) -> Iterator[str]:
    """Yield a proposal with the message of the finding that it answers."""
    document = report.documents[change.document].document
    yield from _indented(_told("proposal", change, document.format, style, rule=change.kinds[0]), style)
    if change.finding is not None:
        for line in wrap(safe(report.message(change.finding, style.lang)), style.cells - 4, style.cells - 4):
            yield "    " + styled(line, "dim", color=style.color)


def heading(change: Change, report: Report, style: Style) -> str:
    """Return the file that the proposals below it are for."""
    return styled(safe(report.documents[change.document].document.path), "bold", color=style.color)


def listed_lines(proposals: Sequence[Change], report: Report, style: Style) -> Iterator[str]:
    """Yield all proposals, which nobody was there to decide on."""
    if proposals:
        yield WORDS[style.lang]["listed"].format(n=len(proposals))
    last = -1
    for one in proposals:
        if one.document != last:
            yield heading(one, report, style)
        last = one.document
        yield from proposal_lines(one, report, style)


def question(change: Change, style: Style) -> str:
    """Return what is asked of a proposal."""
    return WORDS[style.lang]["question"].format(after=_around(change)[1])


def more(count: int, style: Style) -> str:
    """Return the hint that there are proposals."""
    return WORDS[style.lang]["more"].format(n=count)


def _unwritable(one: FileFix, words: Mapping[str, str]) -> str:
    if "!" in one.document.path and not one.format_name:
        return words["archive"]
    return words["unwritable" if one.document.tables else "unreadable"]


def _told(key: str, change: Change, form: str, style: Style, **more: str) -> str:
    before, after = _around(change)
    place = _place_words(change, form, style)
    field = FIELDS[style.lang].get(change.cell.field, change.cell.field)
    text = WORDS[style.lang][key].format(place=place, field=field, before=before, after=after, **more)
    return text.strip()


def _place_words(change: Change, form: str, style: Style) -> str:
    """Return where a cell stands; of one that has no place of its own the row, in a sheet as 2:2."""
    place, key = change.cell.place, change.cell.key
    if key and not place.table:
        place = replace(place, anchor=_ADDRESS.sub(r"!\1:\1", place.anchor))
    return place_words(place, form, REPORT_WORDS[style.lang], columns=not key)


def _around(change: Change) -> tuple[str, str]:
    """Return both texts, cut to where they differ."""
    before, after = change.before, change.after
    same = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(after))
    start = max(0, same - _BEFORE) if max(len(before), len(after)) > _ROOM else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _ROOM]
    return f"{'…' if start else ''}{safe(shown)}{'…' if start + _ROOM < len(text) else ''}"


def _indented(text: str, style: Style, kind: str = "") -> Iterator[str]:
    first, *rest = wrap(text, style.cells - 2, style.cells - 4)
    yield "  " + styled(first, kind, color=style.color)
    for line in rest:
        yield "    " + styled(line, kind, color=style.color)
