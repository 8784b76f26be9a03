"""All formats say the same of one run: files, tables, scores, grades, points lost, findings and how they stand.

The JSON report is what the others are held against; each is read as its own readers read it.
"""

import csv
import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from kpilint.finding import Severity

EXAMPLES = Path(__file__).parents[1] / "examples"
FORMATS = {
    "json": "json", "text": "txt", "jsonl": "jsonl", "sarif": "sarif", "junit": "xml", "github": "log",
    "gitlab": "gl.json", "markdown": "md", "csv": "csv", "xlsx": "xlsx", "html": "html", "docx": "docx",
}  # fmt: skip
LEVELS = {"必改": "blocker", "错误": "error", "警告": "warning", "提示": "info"}
STATES = {"待处理": "open", "例外": "waived", "基线": "known"}


# -- the runs


def _mixed(kpilint, folder):
    """Publications of a county with exceptions of both kinds, one of them of no use, a baseline and broken files."""
    county = folder / "白河市" / "云岭县" / "2025"
    county.mkdir(parents=True)
    shutil.copy(EXAMPLES / "qinghe-2025.md", folder)
    shutil.copy(EXAMPLES / "yunling-2024.txt", county)
    text = (EXAMPLES / "tables.yaml").read_text("utf-8")
    for value, remark in (('"4"', "ignore[unit/missing] 批次按次数记"), ("及时", "ignore[unit/wrong-kind] 没有用上")):
        assert f"指标值: {value}\n" in text
        text = text.replace(f"指标值: {value}\n", f"指标值: {value}  # kpilint: {remark}\n")
    (county / "农业.yaml").write_text(text, "utf-8")
    (county / "坏的.docx").write_bytes(b"PK\x03\x04 no archive")
    (county / "空的.yaml").write_text("", "utf-8")
    asked = kpilint(
        "exceptions", ".", "--rule", "placeholder/template-goal", "--reason", "样表自带", cwd=county
    ).stdout.decode()
    (county / "kpilint.yaml").write_text(
        asked + '  - {file: 没有的.md, rule: unit/missing, fingerprint: "00000000000000000000", reason: 用不上}\n',
        "utf-8",
    )
    baseline = folder.parent / "baseline.json"
    assert kpilint("baseline", "create", folder / "qinghe-2025.md", "-b", baseline).returncode == 0
    return [folder, "--baseline", baseline]


def _examples(_, folder):
    shutil.copytree(EXAMPLES, folder)
    return [folder]


@pytest.fixture(scope="module", params=[_examples, _mixed], ids=["examples", "mixed"])
def made(request, kpilint, tmp_path_factory):
    """The files of one run in every format, by format."""
    place = tmp_path_factory.mktemp("agree")
    asked = request.param(kpilint, place / "报送")
    paths = {name: place / f"report.{suffix}" for name, suffix in FORMATS.items()}
    pairs = [part for name, path in paths.items() for part in ("-f", name, "-o", path)]
    done = kpilint("check", *asked, "--no-cache", "--statistics", *pairs)
    assert done.returncode in {1, 4}, done.stderr.decode()
    return paths


@pytest.fixture(scope="module")
def truth(made):
    return json.loads(made["json"].read_text("utf-8"))


# -- what the JSON report says


def state_in_json(finding):
    return "waived" if finding["waiver"] else "known" if finding["known"] else "open"


def entries_of(report):
    """Return rule, severity, state and lost hundredths of each finding, by file and table."""
    found = []
    for document in report["documents"]:
        for table in [None, *document["tables"]]:
            lost = Counter()
            for line in (table or {}).get("ledger", ()):
                lost[line["finding"]] += round(line["lost"] * 100)
            for at, one in enumerate((table or document)["findings"]):
                about = (document["path"], (table or {}).get("title", ""))
                found.append((about, one["rule"], one["severity"], state_in_json(one), lost[at]))
    return found


def without_table(entries):
    return Counter(one[1:] for one in entries)


def scores_of(report):
    """Return title, score as submitted, its grade and the score after exceptions, table by table."""
    return [
        (
            table["title"],
            table["score"],
            table["grade"],
            table["score"] if table["accepted"] is None else table["accepted"],
        )
        for document in report["documents"]
        for table in document["tables"]
    ]


def counts_of(report):
    """Return how many findings stand, by severity, then how many are excused, and known."""
    states = Counter((level, state) for _, _, level, state, _ in entries_of(report))
    set_apart = [sum(n for (_, state), n in states.items() if state == wanted) for wanted in ("waived", "known")]
    return [states[one.value, "open"] for one in Severity], *set_apart


def mean_of(report, *, accepted=False):
    scores = [one[3 if accepted else 1] for one in scores_of(report)]
    return sum(round(one * 100) for one in scores) / len(scores) / 100


def shortened(score):
    """Return a score with one decimal unless that lifts it to the next whole point."""
    return (
        f"{score:.2f}"
        if f"{score:.1f}".endswith(".0") and score != round(score) and round(score) > score
        else f"{score:.1f}"
    )


def unassessed_files(report):
    return sum(not one["assessed"] for one in report["documents"])


# -- JSON with itself


def test_the_summary_counts_what_the_report_holds(truth):
    summary, entries, scores = truth["summary"], entries_of(truth), [one[1] for one in scores_of(truth)]
    assert summary["tables"] == len(scores)
    assert summary["mean"] == pytest.approx(sum(scores) / len(scores), abs=0.005)
    assert summary["grades"] == {**dict.fromkeys(summary["grades"], 0), **Counter(one[2] for one in scores_of(truth))}
    assert sum(summary["findings"].values()) + summary["waived"] == len(entries)
    assert counts_of(truth)[1:] == (summary["waived"], summary["known"])
    for document in truth["documents"]:
        for table in document["tables"]:
            assert round(sum(line["lost"] for line in table["ledger"]) + table["score"], 2) == 100


def test_the_corpus_has_all_that_formats_can_differ_in(truth, request):
    if "mixed" in request.node.callspec.id:
        assert {one[3] for one in entries_of(truth)} == {"open", "waived", "known"}
        assert truth["summary"]["accepted"] > truth["summary"]["mean"]
        assert unassessed_files(truth) == 2
        assert any(one["path"].endswith("kpilint.yaml") for one in truth["documents"])


# -- findings one by one


def test_json_lines(made, truth):
    lines = [json.loads(line) for line in made["jsonl"].read_text("utf-8").splitlines()]
    kinds = {
        kind: [one for one in lines if one["format"] == f"kpilint.{kind}/1"] for kind in ("table", "finding", "end")
    }
    found = [
        ((one["path"], one["title"]), one["rule"], one["severity"], one["state"], round(one["lost"] * 100))
        for one in kinds["finding"]
    ]
    assert Counter(found) == Counter(entries_of(truth))
    scores = [(one["title"], one["score"], one["grade"], one["accepted"]) for one in kinds["table"]]
    assert scores == scores_of(truth)
    (end,) = kinds["end"]
    assert (end["tables"], end["findings"]) == (len(scores), len(found))
    assert end["mean"] == truth["summary"]["mean"]


def listed_in(rows):
    """Return findings of a list with Chinese headings; what could not be read stands among them."""
    return [
        (
            (row["文件"], row["表名"] or ""), row["规则"], LEVELS[row["级别"]], STATES[row["状态"]],
            round(float(row["扣分"] or 0) * 100),
        )
        for row in rows
        if row["状态"] in STATES
    ]  # fmt: skip


def test_csv(made, truth):
    rows = list(csv.DictReader(io.StringIO(made["csv"].read_text("utf-8-sig"), newline="")))
    assert Counter(listed_in(rows)) == Counter(entries_of(truth))
    scores = {one[0]: one for one in scores_of(truth)}
    for row in (one for one in rows if one["表名"]):
        _, score, grade, accepted = scores[row["表名"]]
        assert (float(row["本表得分"]), row["等级"], float(row["例外后得分"])) == (score, grade, accepted)


def sheet_rows(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_xlsx(made, truth):
    book = load_workbook(made["xlsx"])
    assert Counter(listed_in(sheet_rows(book["问题"]))) == Counter(entries_of(truth))
    rows = sheet_rows(book["绩效目标表"])
    assert [(row["表名"], row["得分"], row["等级"], row["认可例外后"]) for row in rows] == scores_of(truth)
    facts = {row[0].value: row[1].value for row in book["汇总"].iter_rows(max_col=2) if row[0].value}
    summary, (levels, waived, known) = truth["summary"], counts_of(truth)
    assert (facts["文件"], facts["绩效目标表"], facts["平均分"]) == tuple(
        summary[one] for one in ("documents", "tables", "mean")
    )
    assert facts["认可例外后平均分"] == (summary["accepted"] or summary["mean"])
    assert (facts["问题（不含例外和基线）"], facts["认可的例外"], facts["基线内的问题"]) == (sum(levels), waived, known)
    whole = next(row for row in book["汇总"].iter_rows(values_only=True) if row[0] == "合计")
    assert list(whole[1:5]) == levels


def test_sarif(made, truth):
    (run,) = json.loads(made["sarif"].read_text("utf-8"))["runs"]
    found = []
    for one in run["results"]:
        state = "waived" if one.get("suppressions") else "known" if one.get("baselineState") == "unchanged" else "open"
        facts = one["properties"]
        found.append((one["ruleId"], facts["severity"], state, round(facts["pointsLost"] * 100)))
    assert Counter(found) == without_table(entries_of(truth))
    tables = [table for one in run["artifacts"] for table in one["properties"]["tables"]]
    scores = [(one["title"], one["score"], one["grade"], one.get("acceptedScore", one["score"])) for one in tables]
    assert scores == scores_of(truth)
    assert run["properties"]["meanScore"] == truth["summary"]["mean"]


def test_junit(made, truth):
    tree = etree.parse(str(made["junit"]))
    told = "\n".join(tree.xpath("//testcase/system-out/text() | //testcase/failure/text()"))
    pattern = re.compile(rf"^({'|'.join(LEVELS)}) .*?\[([a-z]+/[a-z0-9-]+)\](?: \((.*)\))?$", re.MULTILINE)
    found = []
    for level, rule, marks in pattern.findall(told):
        lost = re.search(r"扣 ([\d.]+) 分", marks)
        state = "waived" if "例外：" in marks else "known" if "基线" in marks else "open"
        found.append((rule, LEVELS[level], state, round(float(lost[1]) * 100) if lost else 0))
    assert Counter(found) == without_table(entries_of(truth))
    named = {key: [] for key in ("score", "accepted")}
    for suite in tree.findall("testsuite"):
        facts = {one.get("name"): one.get("value") for one in suite.iter("property")}
        for at in range(1, sum(key.startswith("score ") for key in facts) + 1):
            named["score"].append(float(facts[f"score {at}"]))
            named["accepted"].append(float(facts.get(f"accepted {at}", facts[f"score {at}"])))
    assert list(zip(named["score"], named["accepted"], strict=True)) == [one[1::2] for one in scores_of(truth)]


def test_github_and_gitlab(made, truth):
    entries = entries_of(truth)
    text = made["github"].read_text("utf-8")
    commands = Counter(re.findall(r"^::(?:error|warning|notice) .*?title=(\S+) ([^:,]+)::", text, re.MULTILINE))
    unread = sum(len(one["problems"]) for one in truth["documents"])
    assert commands.total() == sum(one[3] == "open" for one in entries) + unread
    assert not Counter((level, rule) for _, rule, level, state, _ in entries if state == "open") - Counter(
        {(LEVELS[level], rule): n for (level, rule), n in commands.items()}
    )
    assert len(re.findall(r"^- .*?\[[a-z]+/[a-z-]+\]", text, re.MULTILINE)) == sum(counts_of(truth)[1:])
    issues = Counter(one["check_name"] for one in json.loads(made["gitlab"].read_text("utf-8")))
    listed = Counter(one[1] for one in entries)
    listed.update(problem["code"] for one in truth["documents"] for problem in one["problems"])
    assert issues == listed


def test_markdown(made, truth):
    text = made["markdown"].read_text("utf-8")
    rows = re.findall(rf"^\| ({'|'.join(LEVELS)}) \| (.*) \| ([\d.]*) \| `([a-z/0-9-]+)` \|$", text, re.MULTILINE)
    found = []
    for level, told, lost, rule in rows:
        state = "waived" if "*(例外：" in told else "known" if "基线" in told.rpartition("*(")[2] else "open"
        found.append((rule, LEVELS[level], state, round(float(lost or 0) * 100)))
    assert Counter(found) == without_table(entries_of(truth))
    shown = {}
    for line in text.splitlines():
        cells = line.split(" | ")
        if len(cells) == 8 and re.match(r"[\d.]+(?:（例外后 [\d.]+）)?$", cells[2]):
            shown[cells[1].replace("&#8203;", "")] = (re.findall(r"[\d.]+", cells[2]), cells[3][0])
    expected = {
        title: ([shortened(score), *([shortened(accepted)] if accepted != score else [])], grade)
        for title, score, grade, accepted in scores_of(truth)
    }
    assert shown == expected


@pytest.mark.parametrize("name", ["github", "markdown"])
def test_the_line_of_counts(name, made, truth):
    text = made[name].read_text("utf-8")
    levels, waived, known = counts_of(truth)
    tables, found = map(int, re.search(r"(\d+) 张绩效目标表，(\d+) 个问题", text).groups())
    assert (tables, found) == (truth["summary"]["tables"], sum(levels))
    assert list(map(int, re.search(r"（必改 (\d+)、错误 (\d+)、警告 (\d+)、提示 (\d+)）", text).groups())) == levels
    apart = re.search(r"另有例外 (\d+) 个、基线内 (\d+) 个", text)
    assert (tuple(map(int, apart.groups())) if apart else (0, 0)) == (waived, known)
    assert f"平均 {mean_of(truth):.1f} 分" in text


def test_text(made, truth):
    text = made["text"].read_text("utf-8")
    summary, (levels, waived, known) = truth["summary"], counts_of(truth)
    body, _, end = text.partition("\n汇总\n")
    heads = re.findall(r"^ {0,2}(\d+\.\d+) (优|良|中|差)  ", body, re.MULTILINE)
    assert heads == [(shortened(one[1]), one[2]) for one in scores_of(truth)]
    assert f"检查了 {summary['documents']} 个文件、{summary['tables']} 张绩效目标表。" in end
    assert f"平均 {mean_of(truth):.1f} 分" in end
    assert dict(re.findall(r"(优|良|中|差) (\d+)", end)) == {key: str(n) for key, n in summary["grades"].items()}
    if waived or known:
        assert f"例外 {waived} 处（逐条列在各表之后），基线内 {known} 处" in end.replace("\n", "")
        assert f"扣除已同意的例外后平均 {mean_of(truth, accepted=True):.1f} 分。" in end
    if unassessed_files(truth):
        assert f"0 张表没有分数，{unassessed_files(truth)} 个文件有内容未能读取或评定" in end
    families, _, rules = end.partition("按规则统计")
    columns = [line.rsplit(maxsplit=1)[0] for line in families.splitlines() if re.match(r"\S+ {2,}.*\d$", line)]
    assert sum(int(n) for line in columns for n in line.split()[1:]) == sum(levels)
    counted = Counter({rule: int(n) for rule, n in re.findall(r"^([a-z]+/[a-z0-9-]+) +(\d+)", rules, re.MULTILINE)})
    assert +counted == Counter(one[1] for one in entries_of(truth))


def test_html(made, truth):
    page = html.fromstring(made["html"].read_bytes())
    levels, waived, known = counts_of(truth)
    found = []
    for one in page.xpath("//li[contains(@class, 'note ')]"):
        rule = one.xpath("(.//a[@class='why'] | ./p[@class='meta']/code)[1]")[0].text_content()
        lost = "".join(one.xpath("./span[@class='lost']/span[@lang='zh']/text()"))
        points = re.search(r"[\d.]+", lost)
        found.append((rule, one.get("class").split()[1], round(float(points[0]) * 100) if points else 0))
    unread = Counter(
        (problem["code"], problem["severity"], 0) for one in truth["documents"] for problem in one["problems"]
    )
    expected = Counter((rule, level, lost) for _, rule, level, _, lost in entries_of(truth))
    assert Counter(found) == expected + unread
    index = json.loads(page.get_element_by_id("index").text)
    states = Counter(
        one[3].split()[0] for part in (*index["tables"], {"findings": index["loose"]}) for one in part["findings"]
    )
    assert states == +Counter(open=sum(levels), waived=waived, known=known, unread=unread.total())
    rows = page.xpath("//table[@id='table-list']/tbody/tr")
    assert [float(one[0].get("data-v")) for one in rows] == [one[1] for one in scores_of(truth)]
    figures = {
        one.xpath("string(dt/span[@lang='zh'])"): one.xpath("string(dd)")
        for one in page.xpath("//dl[@class='figures']/div")
    }
    summary = truth["summary"]
    assert (figures["文件"], figures["绩效目标表"]) == (str(summary["documents"]), str(summary["tables"]))
    assert figures["平均分"].startswith(f"{mean_of(truth):.1f}")
    if summary["accepted"]:
        assert f"{mean_of(truth, accepted=True):.1f}" in figures["平均分"].removeprefix(f"{mean_of(truth):.1f}")
    assert int(figures.get("未能全部评定的文件", 0)) == unassessed_files(truth)


def test_docx(made, truth):
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(made["docx"]).tables]
    listed = [one for one in tables if one[0][-1] == "整改提示"]
    rows = [(one[0], row) for one in listed for row in one[1:] if row[0]]
    shown = [(row[2], row[head.index("参考\n等级")]) for head, row in rows]
    assert sorted(shown) == sorted((f"{one[1]:.2f}", one[2]) for one in scores_of(truth))
    after = [row[3].split()[0] for head, row in rows if "剔除" in head[3]]
    assert {f"{one[3]:.2f}" for one in scores_of(truth) if one[3] != one[1]} <= set(after)
    counted = sum(int(row[-2] or 0) for _, row in rows)
    standing = [one for document in truth["documents"] for table in document["tables"] for one in table["findings"]]
    assert counted == sum(not one["waiver"] and one["confidence"] == "high" for one in standing)


def test_what_leads_to_the_next_grade(made, truth):
    aims = [table["next_grade"] for document in truth["documents"] for table in document["tables"]]
    expected = [(len(one["findings"]), one["grade"]) for one in aims if one]
    pattern = re.compile(r"改好(?:以下)? ?(\d+) 处可升为“(.)”")

    def said(texts):
        return [(int(found[1]), found[2]) for found in map(pattern.search, texts) if found]

    assert expected
    assert said(made["text"].read_text("utf-8").splitlines()) == expected
    page = html.fromstring(made["html"].read_bytes())
    assert said(one.text_content() for one in page.xpath("//p[@class='next']")) == expected
    rows = sheet_rows(load_workbook(made["xlsx"])["绩效目标表"])
    assert said(row["先改哪里"] or "" for row in rows) == expected
    letters = [row.cells[-1].text for one in Document(made["docx"]).tables for row in one.rows]
    shown = [re.findall(r"\d+|[优良中]", text) for text in letters if re.match(r"改\S*\d+处", text)]
    assert sorted((int(n), grade) for n, grade in shown) == sorted(expected)
