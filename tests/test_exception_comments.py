"""Comments to kpilint as people and adversaries write them: spellings, days, odd YAML, and thousands of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.model import Place, Remark
from kpilint.report import Entry
from kpilint.report.matching import Spot, excused
from kpilint.report.requests import Request, asked_in
from kpilint.sources.trees.remarks import remarks

RULE, DAY = "unit/missing", date(2026, 12, 31)


def asked(comment):
    """Return what is asked for by a comment behind a cell, as it stands in a file."""
    found = remarks(f"指标值: 4  {comment}\n")
    return [one for remark in found for one in asked_in(remark, "a.yaml")]


@pytest.mark.parametrize(
    "comment",
    [
        "# kpilint: ignore[unit/missing] 已商定",
        "# kpilint: ignore［unit/missing］ 已商定",
        "# kpilint: ignore【unit/missing】已商定",
        "# kpilint: ignore（unit/missing） 已商定",
        "# kpilint: ignore [ unit / missing ] 已商定",
        "# kpilint: ignore[unit／missing,] 已商定",
        '# kpilint: ignore["Unit/Missing"]：已商定',
        "# KPILINT: IGNORE[UNIT/MISSING] 已商定",
        "# kpilint：ignore[unit/missing] 已商定",
        "# kpilint ignore[unit/missing] 已商定",
        "#kpilint:ignore[unit/missing]已商定",
        "# kpilint: 已商定 ignore[unit/missing]",
        "# 说明 # kpilint: ignore[unit/missing] — 已商定",
    ],
)
def test_spellings_whose_meaning_is_clear_are_taken(comment):
    (one,) = asked(comment)
    assert (one.rule, one.reason, one.until) == (RULE, "已商定", None)


@pytest.mark.parametrize("between", [",", "，", "、", "; ", " "])
def test_rules_may_be_parted_as_in_chinese(between):
    assert [one.rule for one in asked(f"# kpilint: ignore[unit/missing{between}basis/empty] 已商定")] == [
        RULE,
        "basis/empty",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "已商定 until=2026-12-31",
        "until=2026/12/31 已商定",
        "已商定 until=2026.12.31",
        "已商定 until=2026年12月31日",
        "已商定 until = 20261231",
        "已商定until：2026-12-31。",
        "已商定 until: 2026-12-31",
        "已商定 UNTIL＝2026－12－31",
        "已商定 until 2026-12-31",
        "已商定（until=2026-12-31）",
        "until=2026-12-31，已商定",
        "已商定，有效期至2026年12月31日",
    ],
)
def test_a_day_in_any_of_its_forms_ends_the_exception(written):
    (one,) = asked(f"# kpilint: ignore[unit/missing] {written}")
    assert (one.reason, one.until) == ("已商定", DAY)


@pytest.mark.parametrize(
    "written",
    [
        "until=明年",
        "until=2026-13-01",
        "until=2026-12-311",
        "until：年底",
        "until 2026",
        "until=2026-12-31 until=2099-01-01",
    ],
)
def test_what_should_be_a_day_and_is_none_is_never_an_exception_without_end(written):
    (one,) = asked(f"# kpilint: ignore[unit/missing] 已商定 {written}")
    assert one.rule == "exception/bad-date"


@pytest.mark.parametrize("reason", ["", "。", "——", "（）", "(until=2026-12-31)", "：，"])
def test_dashes_and_stops_are_no_reason(reason):
    (one,) = asked(f"# kpilint: ignore[unit/missing]{reason}")
    assert one.rule == "exception/no-reason"


def test_brackets_of_a_reason_stay():
    (one,) = asked("# kpilint: ignore[unit/missing] 批次（见附件，until=2026-12-31）")
    assert one.reason == "批次（见附件）"


def test_two_comments_in_a_line_are_two():
    found = asked("# kpilint: ignore[unit/missing] 甲 # kpilint: ignore[basis/empty] 乙")
    assert [(one.rule, one.reason) for one in found] == [(RULE, "甲"), ("basis/empty", "乙")]


def test_a_comment_counts_where_the_value_before_it_quotes_one():
    (one,) = remarks('指标值: "4 # kpilint: ignore[*] 假"  # kpilint: ignore[unit/missing] 真\n')
    assert one.text == "ignore[unit/missing] 真"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\ufeff# kpilint: x\n单位: 甲\n", (2, 2)),
        ("# kpilint: x\n---\n表:\n  键: 1\n", (3, 4)),
        ("%YAML 1.1\n# kpilint: x\n---\n表:\n  键: 1\n", (4, 5)),
        ("# kpilint: x\r表:\r  键: 1\r", (2, 3)),
        ("# 说明\u2028# kpilint: x\n表:\n  键: 1\n", (3, 4)),
        ("表:\n# kpilint: x\n- 键: 1\n  值: 2\n- 键: 3\n", (3, 4)),
    ],
)
def test_marks_of_the_stream_and_odd_ends_of_lines_are_nothing_to_be_about(text, lines):
    (one,) = remarks(text)
    assert (one.first, one.last) == lines


def test_what_is_too_long_for_a_comment_is_told_briefly():
    for text in ("ignore[" * 200_000, "ignore[unit/missing] " + "理" * 500_000, "ignore[" + "a/b," * 200_000 + "] 甲"):
        (one,) = asked(f"# kpilint: {text}")
        assert one.rule == "exception/malformed"
        assert len(one.args["found"]) < 100


def test_a_reason_is_cut_before_it_fills_reports():
    (one,) = asked("# kpilint: ignore[unit/missing] " + "理" * 3000)
    assert len(one.reason) == 500


def test_thousands_of_comments_above_thousands_of_rows_take_no_time():
    many = 20_000  # each looking through the rows below it would be 400 million steps
    found = remarks("# kpilint: ignore[unit/missing] 甲\n" * many + "表:\n" + "- 值: 1\n" * many)
    assert len(found) == many
    assert {(one.first, one.last) for one in found} == {(many + 1, 2 * many + 1)}


def spot(line, index, mark=""):
    seen = Observation(RULE, Severity.ERROR, Confidence.HIGH, "value", {})
    return Spot(line, 0, Entry(index, Finding(seen, Ref(0, 0, 0)), mark))


def request(first, last, reason, rule=RULE):
    return Request(rule, reason, "a.yaml", Place(first, 1), first=first, last=last)


def test_thousands_of_comments_about_thousands_of_findings_take_no_time():
    many = 20_000
    spots = [spot(line, line) for line in range(many)]
    used = set()
    found = excused(
        {RULE: spots},
        [request(0, many, str(at)) for at in range(many)],
        {},
        lambda ask, _: used.add(ask.reason) is None,
    )
    assert len(found[0]) == len(used) == many


@given(
    lines=st.lists(st.integers(0, 12), max_size=12).map(sorted),
    spans=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.booleans()), max_size=8),
)
def test_the_first_comment_about_a_finding_excuses_it(lines, spans):
    asked_for = [request(first, first + more, str(at)) for at, (first, more, _) in enumerate(spans)]
    grants = {str(at): good for at, (_, _, good) in enumerate(spans)}
    seen = set()

    def granted(ask, _):
        seen.add(ask.reason)
        return grants[ask.reason]

    found = excused({RULE: [spot(line, at) for at, line in enumerate(lines)]}, asked_for, {}, granted).get(0, {})
    for at, line in enumerate(lines):
        about = [one.reason for one in asked_for if one.first <= line <= one.last and grants[one.reason]]
        assert (found[at].reason if at in found else None) == (about[0] if about else None)
    assert seen == {one.reason for one in asked_for if any(one.first <= line <= one.last for line in lines)}


@given(st.text(max_size=60))
def test_any_comment_asks_for_something_or_is_told(text):
    found = list(asked_in(Remark(f"ignore[{text}", Place(1, 1), 1, 1), "a.yaml"))
    assert found
    assert all(isinstance(one, Request | Observation) for one in found)
