"""The overview: totals, what was not judged, the figures of the charts, the rules explained."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs import used
from kpilint.outputs.html import comparing, words
from kpilint.outputs.html.comparing import GroupLine
from kpilint.outputs.html.findings import Note
from kpilint.outputs.html.tables import TableView
from kpilint.outputs.html.text import Both, both
from kpilint.outputs.html.words import item, say, severity_word
from kpilint.outputs.listing import family_word
from kpilint.outputs.words import WORDS
from kpilint.report import Report, TableReport, mean_accepted
from kpilint.scoring import CAP_ITEM, FULL, POINT

_BINS: Final = 10
_LOW: Final = 60


class Series(Struct, frozen=True):
    """One chart's figures, which stand beside it as a table: a name and numbers a line."""

    name: str
    title: Both
    head: Both
    columns: tuple[Both, ...]
    lines: tuple[tuple[Both, tuple[str, ...], str], ...]
    """What it is, the figures, and the class of its colour or the key it filters by."""


class RuleText(Struct, frozen=True):
    """A rule as the page explains it."""

    id: str
    anchor: str
    summary: Both
    reason: Both
    severity: str
    called: Both
    doubt: bool
    items: tuple[Both, ...]
    standard: str
    count: int


class Overview(Struct, frozen=True):
    """The figures at the head of the page."""

    files: int
    tables: int
    mean: str
    accepted: str
    low: int
    unscored: int
    unread: int
    waived: int
    known: int
    counts: dict[str, int]
    limits: tuple[Both, ...]
    used: tuple[Both, ...]
    """What the run was set to by settings files and options."""
    charts: tuple[Series, ...]
    counties: tuple[GroupLine, ...]
    """None where there are not several."""
    units: tuple[GroupLine, ...]
    families: tuple[tuple[str, Both, int], ...]
    states: dict[str, int]
    rules: tuple[RuleText, ...]
    waivers: tuple[tuple[str, Note], ...]
    """Accepted exceptions: title of the table, and the finding."""

    @property
    def findings(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def overview(report: Report, views: Sequence[TableView]) -> Overview:
    """Return the overview of a report, whose tables are `views` in their order."""
    tables = list(report.tables)
    entries = list(report.entries)
    scored = [one.score.hundredths for one in tables if one.score.hundredths is not None]
    counted = Counter(one.finding.seen.severity.value for one in entries)
    accepted = mean_accepted(tables)
    excepted = any(one.excused is not None for one in tables)
    states = Counter("waived" if one.waiver else "known" if one.known else "open" for one in entries)
    states["doubt"] = sum(one.finding.seen.confidence == "low" for one in entries)
    states["unread"] = sum(len(one.problems) for one in report.documents)
    rules = Counter(one.finding.seen.rule for one in entries)
    families = Counter(one.finding.seen.rule.partition("/")[0] for one in entries)
    families.update(one.code.partition("/")[0] for document in report.documents for one in document.problems)
    pairs = list(zip(views, tables, strict=True))
    lines = comparing.units(report, pairs)
    return Overview(
        len(report.sources), len(tables), comparing.mean_of(tables),
        "" if accepted is None or not excepted else f"{accepted:.1f}",
        sum(one < _LOW * POINT for one in scored), len(tables) - len(scored),
        sum(one.not_assessed for one in report.documents), states["waived"], states["known"],
        {one.value: counted[one.value] for one in Severity}, tuple(_limits(report, tables)), _used(report),
        tuple(_charts(report, tables)), tuple(comparing.counties(report, pairs, lines)), tuple(lines),
        tuple((name, _family(report, name), count) for name, count in sorted(families.items())),
        dict(states), tuple(_rules(report, rules)),
        tuple((view.title, one) for view in views for one in view.notes if one.state == "waived"),
    )  # fmt: skip


def rule_anchor(rule: str) -> str:
    """Return the id of a rule's explanation."""
    return "rule-" + "".join(char if char.isalnum() or char == "-" else "_" for char in rule)


def _family(report: Report, name: str) -> Both:
    return both(lambda lang: family_word(report, name + "/", lang))


def _used(report: Report) -> tuple[Both, ...]:
    return tuple(
        Both(zh, en) for zh, en in zip(used.sentences(report, "zh"), used.sentences(report, "en"), strict=True)
    )


def _limits(report: Report, tables: Sequence[TableReport]) -> Iterator[Both]:
    """Yield what the scores do not speak of."""
    if not tables:
        return
    covered = {one for table in tables for one in table.basis.covered}
    person = [one.name for one in report.model.items if one.person]
    silent = [one.name for one in report.model.items if not one.person and one.name not in covered]
    for key, names in (("person", person), ("not_covered", silent)):
        if names:
            listed = [item(name) for name in names]
            zh, en = "、".join(one.zh for one in listed), ", ".join(one.en for one in listed)
            yield Both(WORDS["zh"][key].format(items=zh), WORDS["en"][key].format(items=en))


def _charts(report: Report, tables: Sequence[TableReport]) -> Iterator[Series]:
    scores = [one.score for one in tables if one.score.hundredths is not None]
    if scores:
        yield _histogram(report, [one.hundredths or 0 for one in scores])
        grades = Counter(one.score.grade for one in tables)
        lines = [(words.grade(name), (str(grades[name]),), words.GRADE_COLORS.get(name, "g0")) for name, _ in
                 report.model.grades]  # fmt: skip
        lines.append((say("not_scored"), (str(grades[""]),), "g0"))
        yield Series("grades", say("chart.grades"), say("grade"), (say("count"),), tuple(lines))
    counted = Counter((one.seen.rule.partition("/")[0], one.seen.severity) for one in report.findings)
    names = Counter(one.seen.rule.partition("/")[0] for one in report.findings)
    if names:
        rows = [
            (_family(report, name), tuple(str(counted[name, one]) for one in Severity), name)
            for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        heads = tuple(severity_word(one) for one in Severity)
        yield Series("families", say("chart.families"), say("family"), heads, tuple(rows))
    if scores:
        lost: Counter[str] = Counter()
        for line in (line for one in scores for line in one.ledger):
            lost[line.item] += line.lost
        called = [*(one.name for one in report.model.items if not one.person), CAP_ITEM]
        means = [(_item(name), (f"{lost[name] / len(scores) / POINT:.2f}",), "") for name in called]
        yield Series("items", say("chart.items"), say("item"), (say("loss"),), tuple(means))


def _item(name: str) -> Both:
    return say("cap") if name == CAP_ITEM else item(name)


def _histogram(report: Report, scores: Sequence[int]) -> Series:
    """Count scores by tens; the last range holds 100, too."""
    bins = Counter(min(one // (FULL // _BINS), _BINS - 1) for one in scores)
    lines = []
    for at in range(_BINS):
        least = at * 100 // _BINS
        ends = "100" if at == _BINS - 1 else f"{least + 100 // _BINS - 1}.9"
        color = words.GRADE_COLORS.get(report.model.grade(least * POINT), "g0")
        lines.append((Both(f"{least}–{ends}", f"{least}–{ends}"), (str(bins[at]),), color))
    return Series("scores", say("chart.scores"), say("range"), (say("count"),), tuple(lines))


def _rules(report: Report, counts: Counter[str]) -> Iterator[RuleText]:
    for rule_id, count in sorted(counts.items()):
        rule = report.rules.get(rule_id)
        if rule is not None:
            yield RuleText(
                rule_id, rule_anchor(rule_id), both(rule.summary.__getitem__), both(rule.reason.__getitem__),
                rule.severity.value, severity_word(rule.severity), rule.confidence == "low",
                tuple(map(item, rule.items)), rule.standard, count,
            )  # fmt: skip
