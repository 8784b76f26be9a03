"""The short report: one line a finding with file and place, for hooks, editors and hurried clerks."""

from datetime import date

import pytest

from conftest import ROOT
from kpilint import api
from kpilint.finding import Severity
from kpilint.model import Document, Indicator, Problem, Table
from kpilint.outputs.context import Context
from kpilint.outputs.listing import listed
from kpilint.outputs.short import render
from kpilint.outputs.terminal import Style

COLUMNS = frozenset({"level1", "level2", "name", "description", "value", "basis"})


@pytest.fixture(scope="module")
def report():
    return api.check([str(ROOT / "examples" / name) for name in ("tables.yaml", "qinghe-2025.md")])


def lines(report, lang="zh", fail_on=Severity.ERROR, fail_under=None):
    context = Context(Style(lang), "0.1.0", date(2026, 3, 1), fail_on=fail_on, fail_under=fail_under)
    return render(report, context).splitlines()


def test_what_fails_the_run_is_listed_with_file_and_place_and_the_rest_counted(report):
    told = lines(report)
    failing = [one for one in told if "tables.yaml:" in one]
    entries = [one for one in report.entries if one.finding.seen.severity in {Severity.BLOCKER, Severity.ERROR}]
    assert len(failing) == len(entries)
    assert any("tables.yaml:33:10: 错误 " in one and one.endswith("[unit/rate-over-100]") for one in failing)
    assert told[-2] == f"另有 {len(list(report.entries)) - len(failing)} 个问题没有列出；不加 -f short 可看全部"
    assert told[-1].startswith("kpilint: ")


def test_what_is_listed_goes_by_what_fails(report):
    assert not [one for one in lines(report, fail_on=Severity.BLOCKER) if " 错误 " in one.partition(":")[2][:20]]
    assert len(lines(report, fail_on=None)) > len(lines(report, fail_on=Severity.WARNING)) > len(lines(report))


def test_a_score_that_fails_the_run_is_told(report):
    told = lines(report, "en", fail_under=60)
    assert sum("below what was asked for" in one for one in told) == 2


def test_what_was_not_read_is_always_listed():
    broken = Document("甲\n乙.yaml", "yaml", problems=(Problem("input/empty"),))
    told = lines(api.check_documents([broken]), fail_on=Severity.BLOCKER)
    assert "文件是空的" in told[0]
    assert told[0].startswith("甲")
    assert len(told) == 2


@pytest.mark.parametrize(("lang", "family"), [("zh", "读取"), ("en", "Reading")])
def test_what_was_not_read_belongs_to_a_family_with_a_name(lang, family):
    broken = Document("a.yaml", "yaml", problems=(Problem("input/empty"),))
    assert [one.family for one in listed(api.check_documents([broken]), lang)] == [family]


def test_many_findings_stay_short_and_are_counted():
    row = Indicator("产出指标", "质量指标", "参保缴费率", "缴费人数占应缴人数的比例", "≥195%", "云人社发〔2024〕3号")
    tables = tuple(Table(title=f"表{n}", indicators=(row,), columns=COLUMNS) for n in range(200))
    report = api.check_documents([Document("a.yaml", "yaml", tables=tables)])
    told = lines(report)
    assert len(told) == 52
    assert f"另有 {len(list(report.entries)) - 50} 个" in told[-2]


def test_a_clean_file_has_its_counts_alone():
    told = lines(api.check([str(ROOT / "examples" / "model.yaml")]))
    assert len(told) == 1
    assert "100.0" in told[0]


def test_the_hook_shows_it():
    assert "entry: kpilint check --format short\n" in (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
