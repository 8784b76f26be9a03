"""Files of a run with their comments, one by one; a file that takes none says why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint import problems
from kpilint.annotating.comments import comments_of
from kpilint.annotating.words import WORDS
from kpilint.errors import trouble
from kpilint.loading import shown_path
from kpilint.model import Document, Problem
from kpilint.officefiles import FORMS, Comment, write_comments
from kpilint.problems import ReadFailure
from kpilint.report import Report
from kpilint.sources.detection.detect import detect
from kpilint.sources.detection.formats import called
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

_SAVE_AS: Final = {
    "doc": ".docx", "rtf": ".docx", "word2003": ".docx", "flatopc": ".docx", "xls": ".xlsx", "excel2003": ".xlsx",
    "csv": ".xlsx",
}  # fmt: skip
_WRITTEN_BY_HAND: Final = frozenset({"yaml", "json", "jsonl", "text"})


class Annotated(Struct, frozen=True):
    """A file with its comments, or why it has none (`refused`, in the language of the comments)."""

    path: str
    data: bytes = b""
    cells: int = 0
    moved: int = 0
    """Remarks that stand at the title of their table, as the file has no cell for them."""
    refused: str = ""


def annotated(
    report: Report, files: Iterable[str], lang: str, day: date, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Annotated]:
    """Yield each file with the findings of a report in it. `files` are those that were checked."""
    by_path = {shown_path(one): one for one in files}
    told: set[str] = set()
    for one in report.sources:
        shown = one.document.path
        path = by_path.get(shown)
        archive = shown.partition("!")[0]
        if path is not None:
            yield _annotated(one.document, path, comments_of(report, one, lang), _How(lang, day, limits))
        elif archive not in told:
            told.add(archive)
            yield Annotated(archive, refused=WORDS[lang]["unpack"])


class _How(Struct, frozen=True):
    lang: str
    day: date
    limits: Limits


def _annotated(document: Document, path: str, comments: Sequence[Comment], how: _How) -> Annotated:
    if not document.tables:
        return Annotated(path, refused=_unread(document, how.lang))
    try:
        return _written(document, path, comments, how)
    except ReadFailure as failure:
        problem = failure.problem
    except OSError as error:
        return Annotated(path, refused=trouble(error)[how.lang != "zh"])
    except Exception as error:  # noqa: BLE001 - as in reading, a fault costs the file and not the run
        problem = ReadFailure("input/reader-crashed", reason=f"{type(error).__name__}: {error}"[:200]).problem
    return Annotated(path, refused=_message(problem, how.lang))


def _written(document: Document, path: str, comments: Sequence[Comment], how: _How) -> Annotated:
    data = Path(path).read_bytes()
    form = detect(document.path, data, how.limits)
    if form not in FORMS:
        return Annotated(path, refused=WORDS[how.lang]["join"].join(_advice(form, path, how.lang)))
    made = write_comments(data, form, comments, how.day, how.limits)
    return Annotated(path, made.data, made.cells, made.moved)


def _advice(form: str, path: str, lang: str) -> tuple[str, str]:
    words = WORDS[lang]
    what = words["not_office"].format(form=called(form, path))
    if form in _SAVE_AS:
        return what, words["save_as"].format(suffix=_SAVE_AS[form])
    return what, words["use_check" if form in _WRITTEN_BY_HAND else "original"]


def _unread(document: Document, lang: str) -> str:
    """Return why a document has no tables."""
    return _message(document.problems[0], lang) if document.problems else WORDS[lang]["no_table"]


def _message(problem: Problem, lang: str) -> str:
    return problems.message(problem.code, problem.args, lang)
