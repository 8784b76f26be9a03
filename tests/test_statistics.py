"""Counts by rule: they add up to what the report says."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from kpilint import api
from kpilint.outputs import statistics
from kpilint.outputs.context import Context
from kpilint.outputs.formats import render
from kpilint.outputs.terminal import Style, width
from kpilint.report import Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture(scope="module")
def report():
    return api.check([str(EXAMPLES)])


def test_the_counts_add_up_to_the_findings_and_points_of_the_report(report):
    counts = statistics.counted(report)
    assert sum(one.findings for one in counts) == len(list(report.findings))
    assert sum(one.lost for one in counts) == sum(line.lost for table in report.tables for line in table.score.ledger)
    assert sum(one.deferred for one in counts) == sum(sum(one.check.deferred.values()) for one in report.tables)
    assert len({one.rule for one in counts}) == len(counts)


def test_each_rule_counts_the_tables_and_files_it_touches(report):
    for one in statistics.counted(report):
        tables = [table for table in report.tables if any(f.seen.rule == one.rule for f in table.findings)]
        assert one.tables == len(tables)
        files = [
            document
            for document in report.documents
            if any(
                f.seen.rule == one.rule for f in (*document.findings, *(f for t in document.tables for f in t.findings))
            )
        ]
        assert one.documents == len(files)


def test_the_most_frequent_stands_first(report):
    counts = [one.findings for one in statistics.counted(report)]
    assert counts == sorted(counts, reverse=True)


def test_a_rule_that_could_only_not_decide_is_listed(report):
    undecided = [one for one in statistics.counted(report) if not one.findings]
    assert undecided
    assert all(one.deferred for one in undecided)


def test_exceptions_and_the_baseline_are_counted_and_shown_where_there_are_any(report):
    first = next(one for one in report.tables if one.findings)
    known = replace(first, known=frozenset({0}))
    documents = [
        replace(one, tables=tuple(known if table is first else table for table in one.tables))
        for one in report.documents
    ]
    changed = replace(report, documents=tuple(documents))
    assert sum(one.known for one in statistics.counted(changed)) == 1
    assert "基线" in "\n".join(statistics.lines(changed, Style("zh")))
    assert "基线" not in "\n".join(statistics.lines(report, Style("zh")))
    assert "例外" not in "\n".join(statistics.lines(report, Style("zh")))


@pytest.mark.parametrize(("lang", "head"), [("zh", "按规则统计"), ("en", "By rule")])
def test_the_text_lists_them_within_a_terminal(report, lang, head):
    lines = list(statistics.lines(report, Style(lang)))
    assert lines[0] == head
    assert len(lines) == 3 + len(statistics.counted(report))
    assert max(map(width, lines)) <= 82


def test_the_json_report_has_the_same_counts(report):
    told = json.loads(render("json", report, Context()))["statistics"]
    assert [(one["rule"], one["findings"], round(one["lost"] * 100)) for one in told] == [
        (one.rule, one.findings, one.lost) for one in statistics.counted(report)
    ]


def test_a_report_without_findings_says_so(report):
    empty = Report((), report.rules, report.model, report.profile, report.families)
    assert list(statistics.lines(empty, Style("en"))) == ["By rule", "no findings"]


def test_the_command_shows_them_after_the_findings_or_in_their_place(kpilint):
    full = kpilint("check", "examples/tables.yaml", "--statistics").stdout.decode()
    brief = kpilint("check", "examples/tables.yaml", "--statistics", "--quiet").stdout.decode()
    assert full.endswith(brief)
    assert "按规则统计" in brief
    assert "unit/not-a-unit" in brief
