"""The report value: exit codes, coverage, and what a crash means for a run."""

import pytest
from msgspec.structs import replace

from kpilint import exitcodes, profiles
from kpilint.checking import Checker
from kpilint.exitcodes import exit_code
from kpilint.finding import Deferred, Hit, Severity
from kpilint.model import CELL_FIELDS, Document, Indicator, Problem, Table
from kpilint.outputs import json_report, text
from kpilint.outputs.context import Context
from kpilint.report import coverage
from kpilint.report.fingerprints import fingerprints
from kpilint.rule import rule

NATIONAL = profiles.load_profile("national")
ROW = Indicator("产出指标", "数量指标", "养护里程", "年内养护并验收的村道", "≥30公里", "云交发〔2024〕12号")
FACTS = {
    "severity": "warning",
    "confidence": "high",
    "item": "指标科学性",
    "since": "0.1",
    "message": {"zh": "“{name}”有误", "en": "{name} is wrong"},
    "zh": "测试规则。\n只为测试。",
    "bad": [],
    "good": [],
}


@rule("made/crashing", grain=Indicator, reads=("name",), **FACTS)
def crashing(ind):
    """Fails on one name."""
    if ind.name == "坏":
        raise RuntimeError("made to fail")
    yield Hit("name")


@rule("made/always", grain=Indicator, reads=("name",), **FACTS)
def always(_):
    """Finds something in each row."""
    yield Hit("name")


@rule("made/unsure", grain=Indicator, reads=("basis",), **FACTS)
def unsure(_):
    """Cannot tell."""
    yield Deferred("no denominator")


def document(*rows, problems=(), columns=CELL_FIELDS):
    tables = (Table(title="甲", project="甲", indicators=rows, columns=frozenset(columns)),) if rows else ()
    return Document("a.yaml", "yaml", tables=tables, problems=problems)


def made(rules, *documents):
    checker = Checker(replace(NATIONAL, rules=tuple(rules), families={}))
    return checker.report([checker.check(one, index) for index, one in enumerate(documents)])


def code(result, fail_on=Severity.ERROR, fail_under=None):
    return exit_code(result, fail_on=fail_on, fail_under=fail_under)


def test_a_crash_leaves_the_table_without_a_score_and_the_run_with_exit_code_4():
    result = made([crashing], document(ROW, Indicator(name="坏")), document(ROW))
    first, second = result.tables
    assert (first.score.hundredths, first.score.reason) == (None, "crashed")
    assert second.score.hundredths is not None
    assert code(result, fail_on=None) == exitcodes.EXIT_NOT_ASSESSED
    assert "made to fail" in text.render(result, Context())
    assert '"score": null' in json_report.render(result, Context(version="0"))


@pytest.mark.parametrize(
    ("documents", "fail_on", "fail_under", "expected"),
    [
        ([document(ROW)], Severity.ERROR, None, exitcodes.EXIT_CLEAN),
        ([document(ROW)], Severity.WARNING, None, exitcodes.EXIT_FINDINGS),
        ([document(ROW)], None, 99.0, exitcodes.EXIT_FINDINGS),
        ([document()], Severity.ERROR, None, exitcodes.EXIT_NOTHING),
        ([document(problems=(Problem("input/no-table"),))], Severity.ERROR, None, exitcodes.EXIT_NOTHING),
        ([document(ROW, problems=(Problem("input/empty"),))], None, None, exitcodes.EXIT_NOT_ASSESSED),
    ],
)
def test_exit_codes(documents, fail_on, fail_under, expected):
    assert code(made([crashing], *documents), fail_on, fail_under) == expected


def test_coverage_counts_what_was_examined_deferred_crashed_and_not_applicable():
    (table,) = made([crashing, unsure], document(ROW, Indicator(name="坏"))).tables
    (narrow,) = made([crashing, unsure], document(ROW, columns=("name", "value"))).tables
    result = made([crashing, unsure], document(ROW))
    tallies = coverage(result, table)
    assert (tallies["made/crashing"].examined, tallies["made/crashing"].crashed) == (1, 1)
    assert (tallies["made/unsure"].examined, tallies["made/unsure"].deferred) == (0, 2)
    assert coverage(result, narrow)["made/unsure"].not_applicable == 1


def test_a_fingerprint_holds_while_rows_move_and_changes_with_the_cell():
    def marks(*rows):
        (table,) = made([crashing], document(*rows)).tables
        return dict(zip([one.name for one in rows], fingerprints(table.table, table.findings), strict=True))

    other = Indicator("产出指标", "质量指标", "合格率", "", "≥95%", "")
    assert marks(ROW, other) == marks(other, ROW)
    assert marks(ROW)["养护里程"] != marks(Indicator("产出指标", "质量指标", "养护里程"))["养护里程"]


def test_a_deferral_of_a_larger_grain_is_no_pass_either():
    @rule("made/undecided", grain=Document, reads=("tables",), **{**FACTS, "message": {"zh": "有误", "en": "wrong"}})
    def undecided(_):
        """Cannot tell for the document."""
        yield Deferred("no denominator")

    result = made([undecided], document(ROW))
    (table,) = result.tables
    tally = coverage(result, table)["made/undecided"]
    assert (tally.examined, tally.deferred) == (0, 1)


def test_a_changed_table_tells_of_its_findings_afresh():
    (one,) = made([always], document(ROW)).documents
    table = one.tables[0]
    assert [(entry.known, entry.waiver) for entry in table.entries] == [(False, None)]
    assert list(table.lost) == [entry.lost for entry in table.entries]
    assert sum(table.lost) == sum(line.lost for line in table.score.ledger) > 0
    changed = replace(table, known=frozenset({0}), score=replace(table.score, ledger=()))
    assert [(entry.known, entry.lost) for entry in changed.entries] == [(True, 0)]
    assert [entry.known for entry in table.entries] == [False]
    assert table == replace(table)
