"""The report as a workbook (.xlsx): an overview, the tables, the findings, and the units in order of their scores."""

from kpilint.outputs.context import Context
from kpilint.outputs.listing import listed
from kpilint.report import Report


def render(report: Report, context: Context) -> bytes:
    """Return the report as .xlsx; the same report gives the same bytes."""
    from kpilint.outputs.xlsx import findings, overview, ranking, tables  # noqa: PLC0415 - for this format only
    from kpilint.outputs.xlsx.book import Book  # noqa: PLC0415 - as above

    book, told = Book(context), list(listed(report, context.lang))
    overview.write(book, report, told, context)
    tables.write(book, report, context.lang)
    findings.write(book, report, told, context.lang)
    ranking.write(book, report, context.lang)
    return book.done()
