"""Cells of a Word document with new texts; runs keep their looks."""

from collections.abc import Sequence

from kpilint.officefiles.docx.locate import Map, opened
from kpilint.officefiles.markup import set_text
from kpilint.officefiles.spans import rewritten
from kpilint.officefiles.values import CellEdit, Refusal, Refused
from kpilint.sources.containers.package import Package
from kpilint.sources.limits import Limits


def edited_parts(package: Package, edits: Sequence[CellEdit], limits: Limits) -> tuple[dict[str, bytes], list[Refusal]]:
    """Return the parts that change, and the edits that cannot be made.

    Raises:
        ReadFailure: as the reader of Word documents.
    """
    markup, found = opened(package, limits)
    refused = []
    for edit in edits:
        try:
            _write(found, edit)
        except Refused as why:
            refused.append(Refusal(edit, why.zh, why.en))
    return {markup.name: markup.content()}, refused


def _write(found: Map, edit: CellEdit) -> None:
    place = edit.place
    spot = found.cells.get((place.table, place.line, place.column))
    if spot is None:
        raise Refused("不在表格的单元格内", "not in a cell of a table")
    if spot.text != edit.before:
        raise Refused(f"该单元格现在是“{spot.text}”", f"the cell now says {spot.text!r}")
    if not edit.before:
        raise Refused("空单元格请手工填写", "fill in empty cells by hand")
    for index, text in rewritten(spot.pieces, edit.before, edit.after).items():
        if "\n" in text or not all(char == "\t" or char.isprintable() or char == "\u3000" for char in text):
            raise Refused("新文字含换行或控制字符，请手工修改", "the new text has line breaks or control characters")
        piece = spot.pieces[index]
        whole = piece.holder.text
        end = piece.start + len(piece.text)
        set_text(piece.holder, whole[: piece.start] + text + whole[end:])
