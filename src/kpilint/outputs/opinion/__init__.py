"""The review opinion (绩效目标审核意见) on a unit's tables as a Word file, for the reviewer to finish and send."""

from collections.abc import Iterator, Sequence

from kpilint.outputs.context import Context
from kpilint.outputs.opinion.filenames import file_names
from kpilint.outputs.opinion.letter import title_of, write
from kpilint.outputs.opinion.paper import Paper
from kpilint.outputs.opinion.units import Unit, units_of
from kpilint.outputs.opinion.words import SAYS
from kpilint.report import Report


def render(report: Report, context: Context) -> bytes:
    """Return all opinions of a report as one docx file: one after the other, each with its own page numbers."""
    return _file(report, units_of(report, SAYS[context.lang]["untitled"]), context)


def by_unit(report: Report, context: Context) -> Iterator[tuple[str, bytes]]:
    """Yield an opinion for each unit and year: the name of its file, and the docx file."""
    units = units_of(report, SAYS[context.lang]["untitled"])
    for name, unit in zip(file_names(units, context.lang), units, strict=True):
        yield name, _file(report, [unit], context)


def _file(report: Report, units: Sequence[Unit], context: Context) -> bytes:
    paper = Paper(context.lang)
    for unit in units or [Unit("", None)]:
        write(paper, report, unit, context)
    title = title_of(units[0], context.lang) if units else ""
    return paper.data(title, "kpilint", context.today)
