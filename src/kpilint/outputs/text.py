"""The report for a terminal: score and grade first, then what to put right and where."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kpilint import problems
from kpilint.finding import Confidence, Finding, Severity
from kpilint.model import Document, Place
from kpilint.outputs import statistics
from kpilint.outputs.context import Context
from kpilint.outputs.places import EDITED, heading_words, place_words, places_words, reading_order
from kpilint.outputs.standing import tenths
from kpilint.outputs.summary import summary
from kpilint.outputs.terminal import Style, pad, safe, styled, width, wrap
from kpilint.outputs.words import FIELDS, WORDS, grade_word, item_word, reason_word
from kpilint.report import SETTINGS, DocumentReport, Entry, Report, TableReport, holds_files, next_grade
from kpilint.scoring import CAP_ITEM, FULL
from kpilint.vocabulary import plain

_SEVERITY_STYLES: Final = {
    Severity.BLOCKER: "red",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "dim",
}
_GRADE_STYLES: Final = {"优": "green", "良": "green", "中": "yellow", "差": "red"}
_MOST_PLACES: Final = 8


def render(report: Report, context: Context) -> str:
    """Return the report as text, tables grouped by document, a summary at the end."""
    style = context.style
    lines: list[str] = []
    if not style.brief:
        for document in report.documents:
            lines += _document(report, document, style)
    lines += summary(report, style)
    if context.statistics:
        lines += ["", *statistics.lines(report, style)]
    return "\n".join(lines) + "\n"


def _document(report: Report, one: DocumentReport, style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    document = one.document
    rows = sum(len(table.indicators) for table in document.tables)
    yield styled(words["stdin"] if document.path == "-" else safe(document.path), "bold", color=style.color)
    yield from wrap(_about(document, rows, words), style.cells, style.cells)
    yield styled("─" * style.cells, "dim", color=style.color)
    for problem in sorted(one.problems, key=lambda one: reading_order(one.place)):
        kind = problems.CATALOGUE[problem.code]
        text = problems.message(problem.code, problem.args, style.lang)
        where = place_words(problem.place, document.format, words)
        yield from _entry(kind.severity, where, text, problem.code, style, confident=True)
    for group in _grouped(report, one.entries, style.lang):
        yield from _finding(report, group, style)
    yield from _set_apart(report, one, style)
    for table in one.tables:
        yield ""
        yield from _table(report, table, document.format, style)
    yield ""


def _about(document: Document, rows: int, words: Mapping[str, str]) -> str:
    if document.format == SETTINGS:
        return words["settings"]
    if document.tables:
        parts = [words["tables"].format(n=len(document.tables), rows=rows)]
    else:
        parts = [words["archive" if holds_files(document) else "no_tables"]]
    units = {table.unit for table in document.tables if table.unit}
    if document.unit:
        unit = safe(document.unit)
        parts.insert(0, words["units"].format(unit=unit, n=len(units)) if len(units) > 1 else unit)
    if document.year:
        parts.insert(len(parts) - 1, words["year"].format(year=document.year))
    return " · ".join(parts)


def _table(report: Report, one: TableReport, form: str, style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    score = one.score
    if score.hundredths is None:
        head = styled(words["not_assessed"], "red", color=style.color)
        shown = width(words["not_assessed"])
    else:
        number = f"{tenths(score.hundredths):>5} "
        grade = grade_word(score.grade, style.lang)
        head = styled(number + grade, _GRADE_STYLES.get(score.grade, "bold"), color=style.color)
        shown = width(number + grade)
    title = safe(one.table.title or one.table.project or words["untitled"])
    lines = wrap(title, style.cells - shown - 2, style.cells - shown - 2)
    yield f"{head}  {styled(lines[0], 'bold', color=style.color)}"
    for line in lines[1:]:
        yield " " * (shown + 2) + styled(line, "bold", color=style.color)
    if score.reason:
        yield f"  {reason_word(score.reason, style.lang)}"
    if one.excused is not None and one.excused.hundredths is not None:
        points, grade = tenths(one.excused.hundredths), grade_word(one.excused.grade, style.lang)
        yield "  " + styled(words["accepted"].format(points=points, grade=grade), "cyan", color=style.color)
    yield from _items(one, form, style)
    for group in _grouped(report, one.entries, style.lang):
        yield from _finding(report, group, style)
    yield from _set_apart(report, one, style)
    yield from _next_step(report, one, style)


def _items(one: TableReport, form: str, style: Style) -> Iterator[str]:
    if one.score.hundredths is None:
        return
    words = WORDS[style.lang]
    assessed = [item for item in one.score.items if item.state == "assessed"]
    scope = words["scope"].format(
        weight=sum(item.weight for item in assessed),
        kept=f"{sum(item.weight * (item.full - item.lost) / item.full for item in assessed):.1f}",
        points=tenths(FULL - sum(item.lost for item in assessed)),
    )
    place = place_words(one.table.place, form, words, columns=False)
    place += heading_words(one.table.place, one.table.title, words)
    for line in wrap(" · ".join(part for part in (place, scope) if part), style.cells - 2, style.cells - 2):
        yield "  " + styled(line, "dim", color=style.color)
    kept = [
        f"{item_word(item.name, style.lang)} {item.weight * (item.full - item.lost) / item.full:.1f}/{item.weight}"
        for item in assessed
    ]
    cap = next((line for line in one.score.ledger if line.item == CAP_ITEM), None)
    if cap is not None:
        kept.append(words["cap"].format(points=f"{cap.lost / 100:.1f}"))
    for line in wrap("  ".join(kept), style.cells - 2, style.cells - 2):
        yield "  " + styled(line, "dim", color=style.color)


def _grouped(report: Report, entries: Sequence[Entry], lang: str) -> list[list[Finding]]:
    """Put findings that say the same of several rows together, in the order of the first; those set apart left out."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for entry in entries:
        if entry.counts:
            seen = entry.finding.seen
            groups.setdefault((seen.rule, seen.field, report.message(entry.finding, lang)), []).append(entry.finding)
    return list(groups.values())


def _set_apart(report: Report, part: DocumentReport | TableReport, style: Style) -> Iterator[str]:
    """Yield the exceptions, each with its reason, and how many findings the baseline holds."""
    if not part.waived and not part.known:
        return
    words = WORDS[style.lang]
    for entry in part.entries:
        if entry.waiver is not None:
            one = entry.waiver
            until = words["until"].format(day=one.until.isoformat()) if one.until else ""
            where = place_words(report.place(entry.finding), _form(report, entry.finding), words)
            text = words["waived"].format(
                reason=safe(one.reason), until=until, message=safe(report.message(entry.finding, style.lang))
            )
            yield from _line(pad(words["exception"], 4), "cyan", f"{where} {text} [{entry.finding.seen.rule}]", style)
    if known := sum(entry.known and entry.waiver is None for entry in part.entries):
        yield "  " + styled(words["known"].format(n=known), "dim", color=style.color)


def _finding(report: Report, group: Sequence[Finding], style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    seen = group[0].seen
    places = [report.place(one) for one in group]
    form, message = _form(report, group[0]), report.message(group[0], style.lang)
    where = places_words(places, form, words, most=_MOST_PLACES)
    if form not in EDITED and (name := _row_name(report, group)) and plain(name) not in plain(message):
        where = words["row_named"].format(where=where, name=safe(name))
    confident = seen.confidence is Confidence.HIGH
    yield from _entry(seen.severity, where, message, seen.rule, style, confident=confident)
    others = group[0].others
    if others:
        yield " " * 7 + styled(words["others"].format(at=_others(report, group[0], words)), "dim", color=style.color)


def _row_name(report: Report, group: Sequence[Finding]) -> str:
    """Return the name of the one row that a finding is in: nobody counts the rows of a Word table."""
    at = group[0].at
    if len(group) > 1 or at.document is None or at.table is None or at.row is None:
        return ""
    return report.documents[at.document].document.tables[at.table].indicators[at.row].name


def _form(report: Report, finding: Finding) -> str:
    """Return the format of the document that a finding is about."""
    return report.documents[finding.at.document or 0].document.format


def _others(report: Report, finding: Finding, words: Mapping[str, str]) -> str:
    tables: dict[tuple[int, int], list[Place]] = {}
    for one in finding.others:
        if one.document is not None and one.table is not None:
            table = report.documents[one.document].document.tables[one.table]
            place = table.place if one.row is None else table.indicators[one.row].place
            tables.setdefault((one.document, one.table), []).append(place)
    shown = []
    for (number, at_table), places in tables.items():
        document = report.documents[number].document
        at = places_words(places, document.format, words, columns=False)
        if (number, at_table) != (finding.at.document, finding.at.table):
            at = words["table_at"].format(n=safe(document.tables[at_table].number or str(at_table + 1)), at=at)
        shown.append(at if number == finding.at.document else f"{safe(document.path)} {at}")
    return words["comma"].join(shown)


def _entry(  # noqa: PLR0913 - one line of the report and all that stands in it
    severity: Severity, where: str, text: str, rule: str, style: Style, *, confident: bool
) -> Iterator[str]:
    words = WORDS[style.lang]
    doubt = "" if confident else words["doubt"]
    body = " ".join(part for part in (where, safe(text) + doubt) if part)
    yield from _line(pad(words["severity." + severity], 4), _SEVERITY_STYLES[severity], f"{body} [{rule}]", style)


def _line(tag: str, tag_style: str, body: str, style: Style) -> Iterator[str]:
    indent = width(tag) + 3
    lines = wrap(body, style.cells - indent, style.cells - indent)
    yield f"  {styled(tag, tag_style, color=style.color)} {lines[0]}"
    for line in lines[1:]:
        yield " " * indent + line


def _next_step(report: Report, one: TableReport, style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    aim, steps = next_grade(report, one)
    if not aim:
        return
    findings = one.findings
    spots = []
    for step in steps:
        seen = findings[step].seen
        at = place_words(report.place(findings[step]), _form(report, findings[step]), words)
        spots.append(words["spot"].format(place=at, field=FIELDS[style.lang].get(seen.field, "")).strip())
    text = words["next"].format(grade=grade_word(aim, style.lang), n=len(spots), spots=words["comma"].join(spots))
    for line in wrap(text, style.cells - 2, style.cells - 2):
        yield "  " + styled(line, "cyan", color=style.color)
