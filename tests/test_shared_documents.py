"""The three published documents that lie beside the checkout: every row right, every known fault at its line."""

import json
import re

import pytest

from kpilint import api
from kpilint.loading import load

CELLS = ("level1", "level2", "name", "description", "value", "basis")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def documents(shared):
    return {path.name.split("-")[0]: load(str(path)) for path in sorted((shared / "documents").iterdir())}


@pytest.fixture(scope="module")
def report(shared):
    return api.check([str(shared / "documents")])


def test_counts(documents):
    huailai = documents["huailai"].tables
    assert (len(huailai[:20]), sum(len(one.indicators) for one in huailai[:20])) == (20, 100)
    assert sum(len(one.broken) for one in huailai) == 2
    assert (len(huailai[20:]), sum(len(one.indicators) for one in huailai[20:])) == (24, 157)
    assert (len(documents["julu"].tables), sum(len(one.indicators) for one in documents["julu"].tables)) == (15, 113)
    assert sum(len(one.indicators) for one in documents["qinglong"].tables) == 90
    assert not [one for document in documents.values() for one in document.problems]


@pytest.mark.parametrize(("name", "rows"), [("huailai", "huailai-2021"), ("julu", "julu-2025")])
def test_rows_are_those_that_people_transcribed(shared, documents, name, rows):
    right = json.loads((shared / "labels" / "rows" / f"{rows}.json").read_text("utf-8"))
    for expected, table in zip(right, documents[name].tables, strict=False):
        assert squeezed(table.title) == squeezed(expected["title"])
        assert squeezed("".join(one.text for one in table.goals)) == squeezed(expected["goal"])
        assert [[squeezed(getattr(row, cell)) for cell in CELLS] for row in table.indicators] == [
            [squeezed(row[cell]) for cell in CELLS] for row in expected["rows"]
        ]


def test_grade_thresholds_of_the_older_form_are_kept(documents):
    first = documents["qinglong"].tables[0]
    assert first.duty is not None
    assert first.indicators[0].grades == ("100%", "≥90%", "≥80%", "﹤80%")


def test_every_table_is_scored(report):
    assert all(one.score.hundredths is not None for one in report.tables)


def found(report, rule, text=""):
    """(file, line of the published text) of each finding of a rule whose message has a text."""
    return {
        (report.documents[one.at.document].document.path.rsplit("/", 1)[-1], report.place(one).line)
        for one in report.findings
        if one.seen.rule == rule and text in report.message(one, "zh")
    }


def lines(shared, name, text):
    path = shared / "documents" / name
    return {(name, at) for at, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line}


HUAILAI = "huailai-2021-2022.txt"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("unit/not-a-unit", "≥80相关文件"),
        ("unit/rate-over-100", "1100%"),
        ("unit/rate-over-100", "≥195%"),
        ("unit/not-a-unit", "23人数"),
    ],
)
def test_known_faults_are_found_at_their_lines(shared, report, rule, text):
    assert found(report, rule, text) == lines(shared, HUAILAI, text) != set()


def test_template_goals_are_found_at_their_lines(shared, report):
    said = found(report, "placeholder/template-goal") | found(report, "placeholder/template-words-in-goal")
    assert said == lines(shared, HUAILAI, "1.目标内容1") != set()


def test_generic_bases_are_found_at_their_lines(shared, report):
    said = found(report, "basis/generic", "“相关政策”")
    path = shared / "documents" / HUAILAI
    rows = path.read_text("utf-8").splitlines()
    assert said == {(HUAILAI, at) for at, line in enumerate(rows, 1) if line.endswith("\t相关政策")} != set()


def test_the_shifted_column_is_found_in_the_first_table(report):
    assert {line for name, line in found(report, "consistency/shifted-column") if name == HUAILAI} >= {24, 25, 26}


def test_broken_rows_are_found_at_their_lines(shared, report):
    assert (
        found(report, "structure/broken-row") == lines(shared, HUAILAI, "效益指标、经济效益指标、经济效益\t") != set()
    )


def test_scores_use_the_scale_as_a_reviewer_would(report):
    grades = {document.document.path.rsplit("/", 1)[-1]: document for document in report.documents}
    huailai, julu = grades[HUAILAI].tables, grades["julu-2025.md.txt"].tables
    assert sum(one.score.grade == "差" for one in huailai) > len(huailai) / 2
    assert sum(one.score.grade in ("中", "良") for one in julu) > len(julu) / 2
    template = [one for one in huailai if any(goal.text == "1.目标内容1" for goal in one.table.goals)]
    assert template
    others = [one.score.hundredths for one in huailai if one not in template]
    assert max(one.score.hundredths for one in template) <= min(others)


def test_no_rule_crashes(report):
    assert not [one for one in report.findings if one.seen.rule == "engine/rule-crashed"]
