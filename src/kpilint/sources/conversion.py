"""Formats that LibreOffice, where it is installed, turns into .docx before they are read."""

from kpilint.model import Problem
from kpilint.problems import ReadFailure
from kpilint.sources.detection.formats import NAMES, save_as
from kpilint.sources.limits import Limits

NOTE = Problem("input/converted")
"""Stands with a document that was read so: what LibreOffice made of the file is not the file."""


def rtf_as_docx(data: bytes, limits: Limits) -> bytes:
    """Return an RTF file as .docx.

    Raises:
        ReadFailure: `input/save-as`, LibreOffice is missing or does not read it.
    """
    from kpilint.sources import libreoffice  # noqa: PLC0415 - rare

    try:
        return libreoffice.to_docx(data, ".rtf", limits)
    except ReadFailure as failure:
        raise save_as(NAMES["rtf"], ".docx") from failure


def doc_as_docx(data: bytes, limits: Limits, failure: ReadFailure) -> bytes:
    """Return a .doc file as .docx that its own reader has refused with `failure`.

    Raises:
        ReadFailure: `failure`, where another program would not get over it, or LibreOffice is missing or fails.
    """
    from kpilint.sources import libreoffice  # noqa: PLC0415 - rare

    if failure.problem.code not in libreoffice.WORTH_A_TRY:
        raise failure
    try:
        return libreoffice.to_docx(data, ".doc", limits)
    except ReadFailure:
        raise failure from None
