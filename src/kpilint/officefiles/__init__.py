"""Changes to the county's own office files, in place: of a .xlsx or .docx only the parts that must change do.

Everything else in the package is copied as it is packed. Loading and saving a workbook with openpyxl loses pictures,
text boxes, sparklines and the newer conditional formats, and writes every part anew.
"""

from collections.abc import Sequence
from datetime import date

from kpilint.officefiles.values import CellEdit, Comment, Commented, Edited, Refusal, Remark
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

FORMS = ("xlsx", "docx")
"""What can be changed in place; documents with macros and templates are of the same two formats."""


def write_cells(data: bytes, form: str, edits: Sequence[CellEdit], limits: Limits = DEFAULT_LIMITS) -> Edited:
    """Return a file with the texts of cells replaced, and the edits that were refused, each with the reason.

    The result is read again: it says what the file said but for the edited cells, or it is not handed out.

    Args:
        data: a zip package of `form`.
        form: "xlsx" or "docx", as `Document.format` has it.
        edits: cells by their places, with the text they have and the one they shall have.
        limits: what the file may cost.

    Raises:
        ReadFailure: the file cannot be read.
    """
    from kpilint.officefiles import writing  # noqa: PLC0415 - needs the readers

    return writing.write_cells(data, form, edits, limits)


def write_comments(
    data: bytes, form: str, comments: Sequence[Comment], day: date, limits: Limits = DEFAULT_LIMITS
) -> Commented:
    """Return a file with comments on its cells, in place of those that an earlier run has left in it.

    Comments of others stay as they are. The result is read again: it says what the file said.

    Args:
        data: a zip package of `form`.
        form: "xlsx" or "docx".
        comments: what to say, and where; for the same place one after the other.
        day: the date that the comments bear.
        limits: what the file may cost.

    Raises:
        ReadFailure: the file cannot be read, or nothing can be written into it.
    """
    from kpilint.officefiles import writing  # noqa: PLC0415 - as above

    return writing.write_comments(data, form, comments, day, limits)


__all__ = [
    "FORMS", "CellEdit", "Comment", "Commented", "Edited", "Refusal", "Remark", "write_cells", "write_comments",
]  # fmt: skip
