"""A finding has one fingerprint, whichever file format the same table came from."""

import json
from pathlib import Path

import pytest
from msgspec import structs

from kpilint import api, rulesets
from kpilint.exitcodes import EXIT_CLEAN, EXIT_FINDINGS, exit_code
from kpilint.finding import Severity
from kpilint.model import Document, Indicator, Place, Problem, Table
from kpilint.outputs import json_report, text
from kpilint.outputs.context import Context
from kpilint.outputs.tables import documents as exports
from kpilint.problems import CATALOGUE
from kpilint.report.fingerprints import document_fingerprints, fingerprints
from kpilint.sources.plain import text as textfile
from kpilint.sources.trees import jsonfile, yamlfile

MODEL = Path(__file__).resolve().parents[1] / "examples" / "model.yaml"
ROWS = [
    ("产出指标", "数量指标", "养护里程", "养护里程", "≥30", "相关政策"),
    ("产出指标", "质量指标", "验收合格率", "合格里程占养护里程的比例", "良好", "云交发〔2024〕12号"),
    ("效益指标", "社会效益指标", "受益村民人数", "沿线各村常住人口合计", "≥80相关文件", "工作要求"),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "问卷调查中满意的比例", "＞＝195%", "问卷调查"),
]
HEAD = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"


def published(rows=ROWS, gap=""):
    """Return the table as a county's text would have it; `gap` is white space that a format leaves in cells."""
    lines = ["\t".join(gap.join(cell) if at == 2 else cell for at, cell in enumerate(row)) for row in rows]
    body = "\n".join([HEAD, *lines])
    return f"云岭县交通局\n1、村道养护绩效目标表\n项目名称：村道养护\n绩效目标\t养护村道\n{body}\n"


def marks(document):
    report = api.check_documents([document])
    (one,) = report.documents
    of_tables = [
        (found.seen.rule, mark)
        for table in one.tables
        for found, mark in zip(table.findings, fingerprints(table.table, table.findings), strict=True)
    ]
    of_document = [
        (found.seen.rule, mark)
        for found, mark in zip(one.findings, document_fingerprints(one.document, one.findings), strict=True)
    ]
    return of_tables + of_document


@pytest.fixture(scope="module")
def original():
    document = textfile.read(published().encode(), "a.txt")
    assert len(document.tables[0].indicators) == len(ROWS)
    return document


def test_text_yaml_and_json_of_one_table_agree(original):
    found = marks(original)
    assert len({mark for _, mark in found}) == len(found) >= 6
    for written, read in ((exports.to_yaml, yamlfile.read), (exports.to_json, jsonfile.read_json)):
        assert marks(read(written([original]).encode(), "b")) == found


@pytest.mark.parametrize("gap", [" ", "\u3000", "\u00a0", "\u200b", "<br>"])
def test_white_space_inside_cells_makes_no_difference(original, gap):
    spaced = textfile.read(published(gap=gap).encode(), "a.txt")
    assert spaced.tables[0].indicators[0].name != "养护里程"
    assert dict(marks(spaced)) == dict(marks(original))


def changed(document, **how):
    """Return a document with every text of its table put through a function, as another format would have it."""
    (table,) = document.tables
    return structs.replace(document, tables=(structs.replace(table, **how),))


@pytest.mark.parametrize("spell", [
    lambda cell: "\n".join(cell[at : at + 3] for at in range(0, len(cell), 3)),
    lambda cell: cell.translate({ord("%"): "％", ord("("): "（", ord("3"): "３"}),
    lambda cell: f"  {cell}\t",
    lambda cell: cell.replace("里", "⾥"),
], ids=["line breaks", "full width", "padding", "radicals of PDF fonts"])  # fmt: skip
def test_line_breaks_width_and_padding_make_no_difference(original, spell):
    (table,) = original.tables
    cells = ("level1", "level2", "name", "description", "value", "basis")
    rows = tuple(
        structs.replace(row, **{cell: spell(getattr(row, cell)) for cell in cells}) for row in table.indicators
    )
    other = changed(original, indicators=rows, project=spell(table.project), title=spell(table.title))
    assert marks(other) == marks(original)


@pytest.mark.parametrize("title", [
    "1、村道养护绩效目标表", "（一）村道养护绩效目标表", "附件3：村道养护绩效目标表", "12. 村道养护\n绩效目标表",
])  # fmt: skip
def test_the_number_of_a_title_makes_no_difference_to_a_table_without_a_project(original, title):
    bare = changed(original, project="", title="村道养护绩效目标表")
    assert marks(changed(original, project="", title=title)) == marks(bare)


@pytest.mark.parametrize("title", ["三农服务绩效目标表", "2025年村道养护绩效目标表", "3.5公里村道养护绩效目标表"])
def test_a_number_that_belongs_to_a_title_stays(original, title):
    bare = changed(original, project="", title=title.lstrip("三0123456789."))
    assert not {mark for _, mark in marks(changed(original, project="", title=title))} & {
        mark for _, mark in marks(bare)
    }


def test_another_cell_project_or_rule_is_another_finding(original):
    (table,) = original.tables
    found = set(marks(original))
    other = changed(original, project="县道养护")
    assert not {mark for _, mark in found} & {mark for _, mark in marks(other)}
    rows = (structs.replace(table.indicators[0], value="≥31"), *table.indicators[1:])
    assert 0 < len(found - set(marks(changed(original, indicators=rows)))) < len(found)


MANY = Table(
    project="村道养护",
    indicators=tuple(Indicator(name=f"里程{at}", value="≥90完成比例") for at in range(40)),
    columns=frozenset({"name", "value"}),
)


def test_findings_about_a_document_hold_while_counts_change():
    def of_document(count, unit="云岭县交通局"):
        table = structs.replace(MANY, indicators=MANY.indicators[:count])
        document = Document("a", "yaml", (table,), unit=unit)
        return [one for one in marks(document) if one[0] == "boilerplate/uniform-cell"]

    assert of_document(40)
    assert of_document(40) == of_document(35) == of_document(40, "云岭县\n交通局")
    assert of_document(40) != of_document(40, "清和县交通局")


# -- what a reader saw and could not place

UNREAD = Problem("structure/rows-unread", Place(30), {"count": "2", "text": "产出指标\t数量指标\t里程\t≥6"})
COLUMN = Problem("structure/column-unknown", Place(4, 7, "", 2), {"found": "奇怪的列", "expected": "指标值"}, table=0)


def with_problems(document, *problems):
    return structs.replace(document, problems=problems)


def test_no_rule_has_the_id_of_a_problem_of_structure():
    codes = {code for code in CATALOGUE if code.startswith("structure/")}
    assert len(codes) >= 4
    assert not codes & set(rulesets.all_rules())


def test_what_could_not_be_placed_is_a_finding_of_structure(original):
    report = api.check_documents([with_problems(original, UNREAD, COLUMN)])
    written = json.loads(json_report.render(report, Context(version="0")))
    (document,) = written["documents"]
    assert document["problems"] == []
    assert document["assessed"]
    (unread,) = document["findings"]
    (column,) = [one for one in document["tables"][0]["findings"] if one["rule"] == COLUMN.code]
    assert (unread["family"], unread["severity"], unread["place"]["line"]) == ("structure", "warning", 30)
    assert "产出指标\t数量指标\t里程\t≥6" in unread["message"]
    assert (column["field"], column["place"]["table"], column["place"]["column"]) == ("columns", 2, 7)
    assert unread["fingerprint"] != column["fingerprint"]
    plain = json.loads(json_report.render(api.check_documents([original]), Context(version="0")))
    assert written["summary"]["findings"]["warning"] == plain["summary"]["findings"]["warning"] + 2


def test_it_costs_no_points_and_moves_no_line_of_the_ledger(original):
    def table(document):
        written = json.loads(json_report.render(api.check_documents([document]), Context(version="0")))
        (found,) = written["documents"][0]["tables"]
        return found

    with_it, without = table(with_problems(original, UNREAD, COLUMN)), table(original)
    assert with_it["findings"].pop()["rule"] == COLUMN.code
    assert with_it == without


def test_the_text_report_shows_it_with_its_place_and_counts_its_family(original):
    document = with_problems(original, UNREAD, COLUMN)
    shown = text.render(api.check_documents([document]), Context())
    assert "第 30 行" in shown
    assert "structure/rows-unread" in shown
    assert "表2 第4行第7列" in shown
    rows = [line.split() for line in shown.splitlines() if line.startswith("结构完整性")]
    bare = [
        line.split()
        for line in text.render(api.check_documents([original]), Context()).splitlines()
        if line.startswith("结构完整性")
    ]
    assert len(rows) == 1
    assert sum(map(int, rows[0][1:-1])) == sum(int(one) for row in bare for one in row[1:-1]) + 2


@pytest.mark.parametrize("choice", [
    api.Choice(only=("unit/*",)), api.Choice(ignore=("structure/*",)), api.Choice(only=("basis/generic",)),
])  # fmt: skip
def test_no_choice_of_rules_hides_it(original, choice):
    report = api.check_documents([with_problems(original, UNREAD, COLUMN)], choice)
    assert {one.seen.rule for one in report.findings} >= {UNREAD.code, COLUMN.code}
    assert "结构完整性" in text.render(report, Context())


@pytest.mark.parametrize(("fail_on", "expected"), [
    (Severity.WARNING, EXIT_FINDINGS), (Severity.INFO, EXIT_FINDINGS), (Severity.ERROR, EXIT_CLEAN), (None, EXIT_CLEAN),
])  # fmt: skip
def test_it_fails_a_run_as_a_warning_does(fail_on, expected):
    model = yamlfile.read(MODEL.read_bytes(), "model.yaml")
    assert exit_code(api.check_documents([model]), fail_on=fail_on, fail_under=100) == EXIT_CLEAN
    assert exit_code(api.check_documents([with_problems(model, UNREAD)]), fail_on=fail_on, fail_under=100) == expected


def test_its_fingerprint_is_that_of_the_text_whatever_the_white_space(original):
    def mark(told, count="2"):
        problem = structs.replace(UNREAD, args={"count": count, "text": told})
        return [mark for rule, mark in marks(with_problems(original, problem)) if rule == UNREAD.code]

    assert mark("产出指标\t数量指标\t里程\t≥6") == mark("产出指标 数量指标\n里程  ≥6", "3")
    assert mark("产出指标\t数量指标\t里程\t≥6") != mark("产出指标\t数量指标\t里程\t≥7")


def test_a_problem_of_a_table_that_is_not_there_is_shown_with_the_document(original):
    report = api.check_documents([with_problems(original, structs.replace(COLUMN, table=7))])
    assert [one.seen.rule for one in report.documents[0].findings] == [COLUMN.code]
