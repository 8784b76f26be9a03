"""`kpilint explain FILE`: where a table's score comes from, and what to put right first."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from kpilint import api
from kpilint.engine import TableCheck
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.model import Indicator, Place, Table
from kpilint.outputs.context import Context
from kpilint.outputs.score import as_json as score_json
from kpilint.outputs.score import explained as score_explained
from kpilint.outputs.score import listing as score_list
from kpilint.outputs.terminal import Style, width
from kpilint.report import explaining
from kpilint.scoring import FULL, row_kinds, score, spot_of

ROOT = Path(__file__).parent.parent
EXAMPLES = str(ROOT / "examples" / "tables.yaml")


@pytest.fixture(scope="module")
def report():
    return api.check([str(ROOT / "examples")])


def explained(report):
    return [explaining.explain(report, document, table) for document in report.documents for table in document.tables]


def assert_adds_up(told):
    for part in told.parts:
        assert sum(loss.lost for loss in part.losses) == part.item.lost
    lost = sum(part.item.lost for part in told.parts) + (told.cap.lost if told.cap else 0)
    assert FULL - lost == told.table.score.hundredths


def test_losses_add_up_and_every_finding_is_accounted_for(report):
    for told in explained(report):
        assert_adds_up(told)
        costing = {loss.entry.index for part in told.parts for loss in part.losses}
        costing |= {told.cap.entry.index} if told.cap else set()
        silent = [one.entry.index for one in told.silent]
        assert sorted([*costing, *silent]) == list(range(len(told.table.findings)))


def test_so_do_those_of_published_documents(shared):
    made = api.check([str(shared / "documents")])
    for told in explained(made):
        assert_adds_up(told)
        assert all(one.gained > 0 for one in told.gains)


def test_each_gain_is_what_a_table_without_the_findings_of_that_cell_would_have(report):
    for told in explained(report):
        table = told.table
        for gain in told.gains:
            spot = spot_of(gain.entries[0].finding)
            left = [one for one in table.check.findings if spot_of(one) != spot]
            made = score(row_kinds(table.table), left, table.basis, report.model)
            assert (made.hundredths, made.grade) == (gain.after, gain.grade)
            assert gain.gained == gain.after - table.score.hundredths > 0
        assert [one.gained for one in told.gains] == sorted((one.gained for one in told.gains), reverse=True)


def test_the_steps_lead_to_the_next_grade_and_each_says_where_it_leads(report):
    seen = 0
    for told in explained(report):
        if not told.aim:
            continue
        seen += 1
        after = told.table.score.hundredths
        for step in told.steps:
            after += step.gained
            assert step.after == after
        assert told.steps[-1].grade == told.aim
        assert all(step.grade != told.aim for step in told.steps[:-1])
    assert seen


def test_rules_that_ran_and_rules_that_do_not_apply_are_told_apart(report):
    for told in explained(report):
        assert told.examined + len(told.not_applicable) == len(report.rules)
        for part in told.parts:
            assert bool(part.examined) == (part.item.state == "assessed")
            assert set(part.not_applicable) <= set(told.not_applicable)


def made_table(report, findings, rows):
    """Return the first table's report, as if it had these rows and findings."""
    document = report.documents[0]
    like = document.tables[0]
    table = Table(title="甲", indicators=rows, columns=like.table.columns, place=Place(line=1))
    found = score(row_kinds(table), findings, like.basis, report.model)
    return replace(like, table=table, check=TableCheck(tuple(findings)), score=found, unplaced=())


def seen(rule, severity, row, field, confidence=Confidence.HIGH):
    return Finding(Observation(rule, severity, confidence, field), Ref(0, 0, row))


def test_what_costs_nothing_says_why(report):
    rows = (Indicator(name="发放率"), Indicator(name="覆盖率"), Indicator(name="发放率"))
    findings = [
        seen("unit/missing", Severity.ERROR, 0, "value"),
        seen("vague/empty-definition", Severity.WARNING, 0, "description"),
        seen("unit/missing", Severity.ERROR, 2, "value"),
        seen("basis/brackets", Severity.INFO, 1, "basis"),
        seen("boilerplate/copied-row", Severity.WARNING, 1, "name", Confidence.LOW),
        seen("structure/level-missing", Severity.ERROR, None, "indicators"),
        seen("structure/level-missing", Severity.ERROR, None, "indicators"),
    ]
    table = made_table(report, findings, rows)
    told = explaining.explain(report, report.documents[0], table)
    assert_adds_up(told)
    why = {(one.entry.finding.seen.rule, one.entry.finding.at.row): one.why for one in told.silent}
    assert why == {
        ("vague/empty-definition", 0): "worse",
        ("unit/missing", 2): "copy",
        ("basis/brackets", 1): "info",
        ("boilerplate/copied-row", 1): "doubt",
        ("structure/level-missing", None): "once",
    }
    assert told.rows == 2


# -- which table


@pytest.fixture(scope="module")
def tables(report):
    return next(one.tables for one in report.documents if one.document.path == EXAMPLES)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2", [1]),
        ("动物", [1]),
        ("*经费*", [1, 2]),
        ("农?技术", [2]),
        ("绩效目标表", [0, 1, 2]),
        ("9", []),
        ("(", []),
        ("没有这张", []),
    ],
)
def test_a_table_is_named_by_number_or_part_of_its_title(tables, wanted, found):
    assert explaining.matching(tables, wanted) == found


def test_a_whole_title_goes_before_one_that_contains_it(tables):
    named = [
        replace(one, table=replace(one.table, title=title))
        for one, title in zip(tables, ["甲", "甲乙", "乙"], strict=True)
    ]
    assert explaining.matching(named, "甲") == [0]


# -- as shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cells", [80, 100])
def test_the_text_fits_the_terminal_and_shows_the_sum(report, lang, cells):
    for told in explained(report):
        text = score_explained.render(report, told, Context(Style(lang, cells=cells), "0.1.0"))
        assert all(width(line) <= cells for line in text.splitlines())
        assert f"{told.table.score.hundredths / 100:.2f}" in text
        assert report.model.id in text


def test_accepted_exceptions_are_shown_beside_the_score_as_submitted(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(
        "kpilint: 1\n单位: 云岭县水利局\n绩效目标表:\n- 标题: 堤防养护\n  绩效目标: [养护堤防12公里]\n  绩效指标:\n"
        "  # kpilint: ignore[unit/missing] 旧口径\n"
        "  - {一级指标: 产出, 二级指标: 数量, 三级指标: 养护堤防长度, 指标值: 12}\n"
        "  - {一级指标: 效益, 二级指标: 社会效益, 三级指标: 堤防安全运行天数, 指标值: ≥365天}\n",
        encoding="utf-8",
    )
    shown = run("explain", path, "--lang", "zh")
    assert "接受例外后 100.00，优（例外 1 处）" in shown.stdout
    assert "（例外：旧口径）" in shown.stdout
    without = run("explain", path, "--no-exceptions", "--lang", "zh")
    assert "接受例外后" not in without.stdout
    (told,) = json.loads(run("explain", path, "-f", "json").stdout)["tables"]
    assert (told["accepted_score"], told["gains"]) == (100, [])
    assert told["score"] < 100


def test_hostile_text_cannot_command_the_terminal(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(
        'kpilint: 1\n绩效目标表:\n- 标题: "\\e[31m红\\u202e表"\n  绩效指标:\n'
        '  - {一级指标: 产出, 二级指标: 数量, 三级指标: "\\e]0;x\\a长度", 指标值: "12\\e[0m"}\n',
        encoding="utf-8",
    )
    made = api.check([str(path)])
    (told,) = explained(made)
    context = Context(Style(cells=80), "0.1.0")
    shown = score_explained.render(made, told, context) + score_list.render([(1, told.table)], "x", context)
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert json.loads(score_json.render(made, [told], context))["tables"][0]["title"] == "\x1b[31m红\u202e表"


# -- on the command line


def run(*arguments):
    command = [sys.executable, "-m", "kpilint", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_file_of_several_tables_lists_them_and_says_how_to_ask():
    done = run("explain", EXAMPLES, "--lang", "zh")
    assert done.returncode == 0
    assert "65.69 中" in done.stdout
    assert f"kpilint explain {EXAMPLES} --table 1" in done.stdout


def test_json_has_every_table_and_adds_up():
    told = json.loads(run("explain", EXAMPLES, "-f", "json").stdout)
    assert told["format"] == "kpilint.score/1"
    jsonschema.validate(told, score_json.schema())
    assert len(told["tables"]) == 3
    for table in told["tables"]:
        lost = [loss["lost"] for item in table["items"] for loss in item["losses"]]
        lost += [table["cap"]["lost"]] if table["cap"] else []
        assert round(sum(lost) * 100) == round((100 - table["score"]) * 100)


def test_a_rule_is_still_explained():
    assert "unit/missing" in run("explain", "unit/missing").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([EXAMPLES, "--table", "动物疫病经费"], 2, "3"),
        (["unit/mising"], 2, "unit/missing"),
        (["none.yaml"], 2, "none.yaml"),
        ([EXAMPLES, "--profile", "natonal"], 2, "national"),
    ],
)
def test_mistakes_are_named(arguments, code, said):
    done = run("explain", *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_without_tables_is_nothing_to_explain(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("kpilint: 1\n绩效目标表: []\n", encoding="utf-8")
    assert run("explain", path).returncode == 3
