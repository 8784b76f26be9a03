"""The formats for programs and lists: valid by their schemas, complete, and honest about what was not assessed."""

import csv
import io
import json
import re
import time
from functools import cache
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from lxml import etree
from msgspec.structs import replace

import hostile_text
from kpilint import api
from kpilint.finding import Severity, Waiver
from kpilint.model import Document, Place, Problem
from kpilint.outputs import csv_report, github, gitlab, jsonl, junit, markdown, sarif
from kpilint.outputs.context import Context
from kpilint.outputs.jsonl.types import EndLine, FindingLine, Line, ProblemLine, TableLine
from kpilint.outputs.list_words import LIST_WORDS
from kpilint.outputs.listing import listed
from kpilint.outputs.located import uri_of
from kpilint.outputs.terminal import Style
from kpilint.report import DocumentReport

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "tests" / "data" / "schemas"
ZH, EN = Context(version="1.2.3"), Context(Style("en"), version="1.2.3")
MODULES = {
    "jsonl": jsonl, "sarif": sarif, "junit": junit, "github": github, "gitlab": gitlab, "markdown": markdown,
    "csv": csv_report,
}  # fmt: skip
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation of the report asks for."""


@cache
def examples():
    """Return the report on the examples, paths as from the root of the repository."""
    made = api.check([str(ROOT / "examples")])
    return replace(made, documents=tuple(map(_relative, made.documents)))


def _relative(one):
    path = Path(one.document.path).relative_to(ROOT).as_posix()
    return replace(one, document=replace(one.document, path=path))


def shortened(report, *documents):
    """Return a report of some of its documents."""
    return replace(report, documents=documents)


@cache
def alone(name):
    """Return the report on one of the examples as if it had been checked alone."""
    (one,) = (one for one in examples().documents if one.document.path == f"examples/{name}")
    return shortened(examples(), replace(one, index=0, tables=tuple(map(_first, one.tables)), findings=()))


def _first(table):
    at = tuple(replace(one, at=replace(one.at, document=0), others=()) for one in table.check.findings)
    return replace(table, check=replace(table.check, findings=at))


def tables_yaml():
    return alone("tables.yaml")


def many(number, **changes):
    """Return a report on one file with its three tables over and over."""
    (one,) = tables_yaml().documents
    tables = []
    for index in range(number):
        table = one.tables[index % 3]
        found = tuple(replace(each, at=replace(each.at, table=index)) for each in table.check.findings)
        check = replace(table.check, findings=found)
        tables.append(replace(table, index=index, table=replace(table.table, **changes), check=check))
    document = replace(one.document, tables=tuple(table.table for table in tables))
    return shortened(tables_yaml(), replace(one, document=document, tables=tuple(tables)))


@cache
def excused():
    """Return a report with an exception by comment, one by settings file, and a finding of the baseline."""
    (one,) = tables_yaml().documents
    first = one.tables[0]
    waived = {
        0: Waiver("县委托第三方评定", one.document.path, Place(20, 3)),
        1: Waiver("资金分两年支付", "kpilint.yaml", Place(4, 5)),
    }
    better = replace(first.score, hundredths=8850, grade="良")
    table = replace(first, waived=waived, known=frozenset({2}), excused=better)
    return shortened(tables_yaml(), replace(one, tables=(table, *one.tables[1:])))


@cache
def unread():
    """Return a report on a file that could not be read, and on one table that got no score."""
    problems = (
        Problem("input/encrypted"),
        Problem("input/suffix-differs", Place(), {"suffix": ".doc", "found": "Word"}),
    )
    lost = DocumentReport(0, Document("附件/云岭县 2025.docx", "", (), problems), ())
    (one,) = tables_yaml().documents
    first = one.tables[0]
    score = replace(first.score, hundredths=None, grade="", items=(), ledger=(), reason="nothing-applicable")
    table = replace(first, score=score, check=replace(first.check, findings=()))
    return shortened(tables_yaml(), lost, replace(one, index=1, tables=(table,)))


def reports(shared=None):
    yield from (examples(), excused(), unread(), hostile_text.report())
    if shared is not None:
        yield api.check([str(shared / "documents")])


def parsed_sarif(report, context=ZH):
    (run,) = json.loads(sarif.render(report, context))["runs"]
    return run


# All formats.


@pytest.mark.parametrize("name", MODULES)
def test_all_that_is_found_and_all_that_was_not_assessed_is_told_in_every_format(name):
    for report in (excused(), unread()):
        for context in (ZH, EN):
            text = MODULES[name].render(report, context)
            for one in listed(report, context.lang):
                assert one.rule in text
                if one.state == "waived":
                    assert one.reason in text
                if one.state == "unread":
                    assert one.message[:20] in text


@pytest.mark.parametrize("name", MODULES)
def test_a_format_is_written_in_time_that_grows_with_the_findings(name):
    large = many(350)
    assert sum(1 for _ in large.findings) >= 5000
    begun = time.process_time()
    MODULES[name].render(large, ZH)
    assert time.process_time() - begun < 3  # about a third of a second where nothing else runs


def test_words_are_there_in_both_languages():
    assert LIST_WORDS["zh"].keys() == LIST_WORDS["en"].keys()
    for key, zh in LIST_WORDS["zh"].items():
        assert zh.count("{") == LIST_WORDS["en"][key].count("{"), key
        assert zh.count("|") == LIST_WORDS["en"][key].count("|"), key


def test_several_formats_are_written_at_once(kpilint, tmp_path):
    outputs = [("sarif", "a.sarif"), ("junit", "a.xml"), ("gitlab", "a.json"), ("csv", "a.csv"), ("jsonl", "a.jsonl")]
    options = [part for name, file in outputs for part in ("-f", name, "-o", tmp_path / file)]
    done = kpilint("check", "examples/tables.yaml", *options)
    assert (done.returncode, done.stdout) == (1, b"")
    assert all((tmp_path / file).stat().st_size for _, file in outputs)
    log = json.loads((tmp_path / "a.sarif").read_bytes())
    assert log["runs"][0]["invocations"][0]["exitCode"] == 1


# JSON Lines.


def test_each_line_is_of_a_published_type_and_the_end_counts_them(shared):
    validator = Draft202012Validator(jsonl.schema())
    Draft202012Validator.check_schema(jsonl.schema())
    for report in reports(shared):
        lines = [msgspec.json.decode(line, type=Line) for line in jsonl.render(report, ZH).split("\n")[:-1]]
        end = lines[-1]
        kinds = [type(one) for one in lines]
        assert isinstance(end, EndLine)
        counts = [kinds.count(kind) for kind in (TableLine, FindingLine, ProblemLine)]
        assert [end.tables, end.findings, end.problems] == counts
        assert end.findings == sum(1 for _ in report.findings)
    for line in jsonl.render(excused(), EN).splitlines():
        validator.validate(json.loads(line))


def test_a_line_tells_both_scores_and_the_state_of_a_finding():
    lines = [json.loads(line) for line in jsonl.render(excused(), ZH).splitlines()]
    assert lines[0]["format"] == "kpilint.run/1"
    table = next(one for one in lines if one["format"] == "kpilint.table/1")
    assert (table["score"], table["accepted"], table["accepted_grade"]) == (22.81, 88.5, "良")
    found = [one for one in lines if one["format"] == "kpilint.finding/1"]
    assert [one["state"] for one in found[:4]] == ["waived", "waived", "known", "open"]
    assert found[0]["reason"] == "县委托第三方评定"


def test_the_schema_of_lines_is_published(kpilint):
    assert json.loads(kpilint("schema", "lines").stdout) == jsonl.schema()


# SARIF.


def test_sarif_is_valid_against_the_official_schema(shared):
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_bytes())
    validator = Draft4Validator(schema, format_checker=FormatChecker())
    for report in reports(shared):
        for context in (ZH, EN) if report is excused() else (ZH,):
            faults = list(validator.iter_errors(json.loads(sarif.render(report, context))))
            assert not faults, (faults[0].message, list(faults[0].path))


def test_each_result_points_to_its_rule_its_file_and_its_line():
    run = parsed_sarif(examples())
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        file = one["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][file["index"]]["location"]["uri"] == file["uri"]
        assert (ROOT / file["uri"]).is_file()
        assert one["locations"][0]["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
    first = parsed_sarif(tables_yaml())["results"][0]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 21, "startColumn": 5}
    assert (first["level"], first["properties"]["severity"], first["rank"]) == ("error", "blocker", 100.0)
    assert first["partialFingerprints"]["kpilint/v1"] == next(tables_yaml().entries).fingerprint


def test_rules_have_help_in_both_languages():
    for one in parsed_sarif(tables_yaml())["tool"]["driver"]["rules"]:
        rule = tables_yaml().rules[one["id"]]
        assert rule.summary["zh"] in one["help"]["markdown"]
        assert rule.summary["en"] in one["help"]["text"]


def test_exceptions_are_suppressions_and_the_baseline_a_state():
    run = parsed_sarif(excused())
    comment, settings, known, new = run["results"][:4]
    assert comment["suppressions"][0]["kind"] == "inSource"
    assert settings["suppressions"][0]["kind"] == "external"
    assert settings["suppressions"][0]["justification"] == "资金分两年支付"
    at = settings["suppressions"][0]["location"]["physicalLocation"]
    assert (at["artifactLocation"]["uri"], at["region"]["startLine"]) == ("kpilint.yaml", 4)
    assert [one["suppressions"] for one in (known, new)] == [[], []]
    assert [one["baselineState"] for one in (comment, known, new)] == ["new", "unchanged", "new"]
    scores = run["artifacts"][0]["properties"]["tables"][0]
    assert (scores["score"], scores["acceptedScore"]) == (22.81, 88.5)
    assert not any("baselineState" in one for one in parsed_sarif(tables_yaml())["results"])


def test_what_was_not_assessed_is_a_notification_and_no_success():
    run = parsed_sarif(unread())
    (went,) = run["invocations"]
    assert (went["executionSuccessful"], went["exitCode"]) == (False, 4)
    levels = [(one["descriptor"]["id"], one["level"]) for one in went["toolExecutionNotifications"]]
    assert levels == [
        ("input/encrypted", "error"), ("input/suffix-differs", "note"), ("engine/nothing-applicable", "error"),
    ]  # fmt: skip
    known = [one["id"] for one in run["tool"]["driver"]["notifications"]]
    assert {one["descriptor"]["id"] for one in went["toolExecutionNotifications"]} == set(known)
    assert run["artifacts"][0]["location"]["uri"] == "%E9%99%84%E4%BB%B6/%E4%BA%91%E5%B2%AD%E5%8E%BF%202025.docx"
    assert run["artifacts"][0]["properties"]["assessed"] is False


@pytest.mark.parametrize(
    ("fail_on", "fail_under", "code"), [(Severity.ERROR, None, 1), (None, None, 0), (None, 95.0, 1)]
)
def test_the_exit_code_in_sarif_is_that_of_the_run(fail_on, fail_under, code):
    context = Context(version="0", fail_on=fail_on, fail_under=fail_under)
    assert parsed_sarif(tables_yaml(), context)["invocations"][0]["exitCode"] == code


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("./a b.yaml", "a%20b.yaml"),
        ("云岭/100%?#.csv", "%E4%BA%91%E5%B2%AD/100%25%3F%23.csv"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("/x/y z", "file:///x/y%20z"),
        ("\udcff", "%FF"),
        ("\ud800", "%3F"),
        ("a.zip!b.docx", "a.zip%21b.docx"),
    ],
)
def test_paths_become_uris(path, uri):
    assert uri_of(path) == uri


# JUnit.


def suites(report, context=ZH):
    return etree.fromstring(junit.render(report, context).encode())


def outcomes(suite):
    return {
        one.get("name").rpartition(" · ")[2]: (one[0].tag if len(one) and one[0].tag != "system-out" else "passed")
        for one in suite.iter("testcase")
    }


def test_junit_is_valid_against_the_schema_of_jenkins_and_its_counts_are_right(shared):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "jenkins-junit.xsd"))
    for report in reports(shared):
        for context in (ZH, EN):
            root = suites(report, context)
            schema.assertValid(root)
            for suite in root:
                counted = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
                for name, tag in counted.items():
                    assert int(suite.get(name)) == sum(1 for _ in suite.iter(tag))
                names = [one.get("name") for one in suite.iter("testcase")]
                assert len(names) == len(set(names)) or report is hostile_text.report()
            assert int(root.get("tests")) == sum(1 for _ in root.iter("testcase"))


def test_a_family_fails_where_the_run_fails():
    strict = Context(version="0", fail_on=Severity.WARNING)
    never = Context(version="0", fail_on=None)
    (one,) = tables_yaml().documents
    first = shortened(tables_yaml(), replace(one, tables=one.tables[:1]))
    assert outcomes(suites(first))["指标值确定依据"] == "passed"
    assert outcomes(suites(first))["计量单位"] == "failure"
    assert outcomes(suites(first, strict))["指标值确定依据"] == "failure"
    assert "failure" not in outcomes(suites(first, never)).values()
    told = next(one for one in suites(first).iter("testcase") if one.get("name").endswith("指标值确定依据"))
    assert "basis/generic" in told.findtext("system-out")  # what does not fail is told all the same


def test_a_table_below_the_least_score_fails():
    context = Context(version="0", fail_under=60.0)
    scored = [one.find("failure") for one in suites(excused(), context).iter("testcase") if "评分" in one.get("name")]
    assert [one is None for one in scored] == [True, True, False]  # the first has 88.5 after its exceptions


def test_exceptions_alone_skip_what_was_not_assessed_is_an_error_and_what_does_not_apply_is_skipped():
    result = outcomes(suites(excused()))
    assert result["资金与支出计划"] in {"passed", "failure"}  # of the last table
    first = next(one for one in suites(excused()).iter("testcase") if one.get("name").endswith("模板与占位文字"))
    assert first.findtext("skipped") == "1 个问题列为例外"
    assert "县委托第三方评定" in first.findtext("system-out")
    lost, table = suites(unread())
    assert [one.get("name") for one in lost.iter("testcase")] == ["读取"]
    assert lost.find("testcase/error").get("message").startswith("文件设有密码")
    assert outcomes(table)["评分"] == "error"
    assert table.xpath("properties/property[@name='score 1']/@value") == ["未能评分"]


def test_a_document_without_tables_is_no_pass():
    document = DocumentReport(0, Document("空.yaml", "yaml"), ())
    assert outcomes(*suites(shortened(tables_yaml(), document))) == {"读取": "error"}


# GitHub and GitLab.


def test_annotations_stand_at_their_line_the_worst_first():
    lines = github.render(tables_yaml(), ZH).splitlines()
    assert lines[0].startswith(
        "::error file=examples/tables.yaml,line=21,col=5,title=必改 placeholder/template-goal::绩效目标写的是"
    )
    kinds = [line.split()[0] for line in lines if line.startswith("::")]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert "10%25、40%25" in next(line for line in lines if "budget/plan-incomplete" in line)
    assert lines[-2].startswith("kpilint: 3 张绩效目标表，43 个问题（必改 4")
    assert lines[-1] == "kpilint: GitHub 每一步每级只显示 10 条，其余见日志"


def test_what_was_not_assessed_comes_before_the_worst_finding():
    (one,) = tables_yaml().documents
    lost = replace(unread().documents[0], index=1)
    lines = github.render(shortened(tables_yaml(), one, lost), ZH).splitlines()
    assert ["input/encrypted" in line for line in lines[:2]] == [True, False]


def test_what_has_no_line_says_its_place():
    lines = github.render(unread(), EN).splitlines()
    assert lines[0].startswith("::error file=附件/云岭县 2025.docx,title=error input/encrypted::the file is protected")
    (document,) = alone("yunling-2024.txt").documents
    (line, *_) = github.render(alone("yunling-2024.txt"), ZH).splitlines()
    assert re.match(r"::error file=examples/yunling-2024.txt,line=\d+,title=", line)  # a line, and no column
    in_word = replace(document, document=replace(document.document, format="docx"))
    (line, *_) = github.render(shortened(tables_yaml(), in_word), ZH).splitlines()
    assert re.match(r"::error file=examples/yunling-2024.txt,title=[^:]*::\S+、表外第 \d+ 段：", line)


def test_exceptions_and_the_baseline_are_in_the_log_and_no_annotations():
    text = github.render(excused(), ZH)
    head, _, group = text.partition("::group::")
    assert "placeholder/template-goal" not in head.split("必改 placeholder/template-text")[0]
    assert "例外：县委托第三方评定" in group.partition("::endgroup::")[0]
    assert "另有例外 2 个、基线内 1 个" in group


def test_gitlab_is_as_documented_and_its_fingerprints_are_unique(shared):
    for report in reports(shared):
        found = json.loads(gitlab.render(report, ZH))
        Draft202012Validator(GITLAB).validate(found)
        assert len({one["fingerprint"] for one in found}) == len(found)
    assert json.loads(gitlab.render(shortened(tables_yaml()), ZH)) == []


def test_a_gitlab_fingerprint_stays_when_lines_move():
    (one,) = tables_yaml().documents
    moved = shortened(tables_yaml(), replace(one, tables=one.tables[:2]))
    marks = [found.fingerprint for found in gitlab.issues(tables_yaml(), "zh")]
    assert [found.fingerprint for found in gitlab.issues(moved, "en")] == marks[: len(gitlab.issues(moved, "zh"))]


# Markdown and CSV.


def test_markdown_gives_the_worst_first_and_both_scores():
    text = markdown.render(excused(), ZH)
    rows = [line for line in text.splitlines() if line.startswith("| examples/tables.yaml")]
    assert [row.split(" | ")[2] for row in rows] == ["22.8（例外后 88.5）", "59.0", "65.7"]
    assert "提交时 22.8，计入例外后 88.5，良" in text
    assert "*(例外：资金分两年支付)*" in text
    assert text.count("<details>") == text.count("</details>") == 3


def test_markdown_stays_short_and_says_what_it_left_out():
    text = markdown.render(many(300), ZH)
    assert 40_000 < len(text) < 65_536
    rows = [line for line in text.splitlines() if line.startswith("| examples/tables.yaml")]
    assert f"另有 {300 - len(rows)} 张表没有列出" in text
    assert "篇幅所限" in text.splitlines()[-1]
    for tables in (1, 3, 500):
        assert len(markdown.render(many(tables, title="*" * 1000), EN)) < 65_536


def test_markdown_cuts_the_lists_of_long_tables_and_keeps_the_gravest():
    (one,) = tables_yaml().documents
    first = one.tables[0]
    long = [
        replace(each, seen=replace(each.seen, args={key: arg + "长" * 900 for key, arg in each.seen.args.items()}))
        for each in first.check.findings
    ]
    tables = []
    for index in range(3):
        found = tuple(replace(each, at=replace(each.at, table=index)) for each in long * 15)
        tables.append(replace(first, index=index, check=replace(first.check, findings=found)))
    document = replace(one.document, tables=tuple(table.table for table in tables))
    text = markdown.render(shortened(tables_yaml(), replace(one, document=document, tables=tuple(tables))), ZH)
    assert 50_000 < len(text) < 60_500
    rows = re.compile(r"^\| (必改|错误|警告|提示) .*$", re.MULTILINE)
    blocks = [rows.findall(block) for block in text.split("<details>")[1:]]
    cut = sum(int(n) for n in re.findall(r"另有 (\d+) 个问题没有列出", text))
    dropped = re.search(r"张表的 (\d+) 个问题没有列出", text)
    assert sum(map(len, blocks)) + cut + (int(dropped[1]) if dropped else 0) == 45 * len(long)
    assert len(blocks[0]) > 10
    gravest = sorted(one.seen.severity.rank for one in long * 15)
    ranks = {"必改": Severity.BLOCKER.rank, "错误": Severity.ERROR.rank, "警告": Severity.WARNING.rank}
    assert sorted(ranks[word] for word in blocks[0]) == gravest[: len(blocks[0])]


def test_markdown_names_what_was_not_assessed_before_anything_else():
    text = markdown.render(unread(), ZH)
    assert text.index("未能评定") < text.index("| 文件 |")
    assert "| 未能评分 |" in text


def test_csv_opens_in_excel_with_one_row_a_finding():
    text = csv_report.render(excused(), ZH)
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    header, *rows = csv.reader(io.StringIO(text[1:], newline=""))
    assert header == [LIST_WORDS["zh"][f"column.{name}"] for name in csv_report.COLUMNS]
    assert len(rows) == sum(1 for _ in excused().findings)
    first = dict(zip(header, rows[0], strict=True))
    assert (first["状态"], first["例外理由"]) == ("例外", "县委托第三方评定")
    assert (first["本表得分"], first["等级"]) == ("22.81", "差")
    assert (first["例外后得分"], first["例外后等级"]) == ("88.5", "良")
    assert (first["位置"], first["扣分"]) == ("第 21 行第 5 字", "28.67")  # 21:5 would become a time
    (lost, noted, table) = list(csv.reader(io.StringIO(csv_report.render(unread(), ZH)[1:], newline="")))[1:]
    assert [row[header.index("状态")] for row in (lost, noted, table)] == ["未能评定", "读取提示", "未能评定"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("≥95%", "≥95%"),
        ("=1+1", "'=1+1"),
        (" \t-5", "  '-5"),
        ("a\r\n+b", "a\n'+b"),
        ("下降-5%", "下降-5%"),
        ("＝1", "'＝1"),
        ("x;@y", "x;'@y"),
        ("\x1b[1m\u202e", "\\x1b[1m\\x202e"),
    ],
)
def test_a_cell_of_csv_runs_nothing(text, cell):
    assert csv_report.harmless(text) == cell
