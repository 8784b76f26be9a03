"""The score: its ledger adds up, it moves the right way, and order does not matter."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint import profiles
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.model import Indicator, Table
from kpilint.scoring import CAP_ITEM, FULL, Basis, row_kinds, score, scores_without_each, spot_of, steps_to_next_grade
from kpilint.scoring.apportion import apportion

MODEL = profiles.load_profile("national").model
MACHINE_ITEMS = [one.name for one in MODEL.items if not one.person]
RULES = {f"made/{index}": (item,) for index, item in enumerate(MACHINE_ITEMS)}
BASIS = Basis(RULES, frozenset(MACHINE_ITEMS), frozenset(MACHINE_ITEMS))


def table_of(rows):
    """Return the kinds of a table of rows that all differ."""
    return range(rows)


def finding(rule="made/0", severity="error", row=0, field="value", confidence="high"):
    seen = Observation(rule, Severity(severity), Confidence(confidence), field)
    return Finding(seen, Ref(0, 0, row))


@st.composite
def scored_tables(draw):
    rows = draw(st.integers(0, 12))
    kinds = draw(st.lists(st.integers(0, 5), min_size=rows, max_size=rows))
    findings = draw(
        st.lists(
            st.builds(
                finding,
                st.sampled_from(sorted(RULES)),
                st.sampled_from(list(Severity)),
                st.sampled_from([None, *range(rows)]),
                st.sampled_from(["name", "value", "basis"]),
                st.sampled_from(list(Confidence)),
            ),
            max_size=25,
        )
    )
    covered = draw(st.frozensets(st.sampled_from(MACHINE_ITEMS), min_size=1))
    return kinds, findings, Basis(RULES, covered, covered)


@given(scored_tables(), st.booleans())
def test_each_cell_put_right_alone_comes_to_the_score_of_a_table_without_it(case, crashed):
    kinds, findings, basis = case
    basis = replace(basis, crashed=("made/0",) if crashed else ())
    after = scores_without_each(kinds, findings, basis, MODEL)
    now = score(kinds, findings, basis, MODEL).hundredths
    for spot in {spot_of(one) for one in findings}:
        left = [one for one in findings if spot_of(one) != spot]
        assert after.get(spot, now) == score(kinds, left, basis, MODEL).hundredths


@given(scored_tables())
def test_score_lies_between_0_and_100_and_the_ledger_adds_up_exactly(case):
    kinds, findings, basis = case
    found = score(kinds, findings, basis, MODEL)
    assert 0 <= found.hundredths <= FULL
    assert sum(line.lost for line in found.ledger) == FULL - found.hundredths
    assert all(line.lost > 0 for line in found.ledger)
    assert sum(item.full for item in found.items) == FULL


@given(scored_tables(), st.data())
def test_adding_a_finding_never_raises_and_fixing_one_never_lowers_a_score(case, data):
    kinds, findings, basis = case
    if not findings:
        return
    dropped = data.draw(st.integers(0, len(findings) - 1))
    fewer = [one for index, one in enumerate(findings) if index != dropped]
    assert score(kinds, fewer, basis, MODEL).hundredths >= score(kinds, findings, basis, MODEL).hundredths


@given(scored_tables(), st.randoms(use_true_random=False))
def test_order_of_findings_changes_nothing(case, shuffler: random.Random):
    kinds, findings, basis = case
    shuffled = list(findings)
    shuffler.shuffle(shuffled)
    one, other = score(kinds, findings, basis, MODEL), score(kinds, shuffled, basis, MODEL)
    assert (one.hundredths, one.grade, one.items) == (other.hundredths, other.grade, other.items)
    lost = [
        [(line.item, each[line.finding], line.lost) for line in s.ledger]
        for s, each in ((one, findings), (other, shuffled))
    ]
    assert lost[0] == lost[1]


@given(scored_tables(), st.integers(1, 50))
def test_copies_of_a_clean_row_gain_no_more_than_the_row_itself(case, copies):
    kinds, findings, basis = case
    clean = max(kinds, default=0) + 1
    once, often = [*kinds, clean], [*kinds, *[clean] * copies]
    assert score(once, findings, basis, MODEL) == score(often, findings, basis, MODEL)


def test_rows_of_one_content_are_of_one_kind():
    rows = [Indicator(name="发放率", value="≥95%"), Indicator(name="覆盖率", value="≥95%")]
    copies = (rows[0], rows[1], replace(rows[0], value="≥90%"), rows[1], rows[0])
    assert row_kinds(Table(indicators=copies)) == (0, 1, 2, 1, 0)


@given(scored_tables())
def test_steps_to_the_next_grade_do_reach_it(case):
    kinds, findings, basis = case
    aim, steps = steps_to_next_grade(kinds, findings, basis, MODEL)
    if aim:
        spots = {(findings[one].at.row, findings[one].seen.field) for one in steps}
        left = [one for one in findings if (one.at.row, one.seen.field) not in spots]
        names = [name for name, _ in MODEL.grades]
        assert names.index(score(kinds, left, basis, MODEL).grade) <= names.index(aim)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 50), max_size=20))
def test_apportioned_parts_add_up(total, weights):
    assert sum(apportion(total, weights)) == (total if any(weights) else 0)


def test_a_table_without_findings_has_full_points():
    found = score(table_of(6), [], BASIS, MODEL)
    assert (found.hundredths, found.grade, found.ledger) == (FULL, "优", ())


def test_a_long_table_is_not_punished_for_being_long():
    short = score(table_of(5), [finding(row=row) for row in range(5)], BASIS, MODEL)
    long = score(table_of(40), [finding(row=row) for row in range(40)], BASIS, MODEL)
    assert short.hundredths == long.hundredths


def test_only_the_worst_finding_of_a_row_counts_in_an_item():
    one = score(table_of(4), [finding()], BASIS, MODEL)
    two = score(table_of(4), [finding(), finding(severity="warning", field="name")], BASIS, MODEL)
    assert one.hundredths == two.hundredths


def test_low_confidence_and_info_do_not_score():
    found = score(table_of(4), [finding(confidence="low"), finding(severity="info")], BASIS, MODEL)
    assert found.hundredths == FULL


def test_a_blocking_finding_caps_the_total_and_says_so_in_the_ledger():
    found = score(table_of(20), [finding(severity="blocker")], BASIS, MODEL)
    assert (found.hundredths, found.grade) == (5900, "差")
    assert [line.item for line in found.ledger] == ["规范完整性", CAP_ITEM]


def test_a_crash_means_no_score_rather_than_0_or_100():
    found = score(table_of(4), [], Basis(RULES, BASIS.applicable, BASIS.covered, {"made/0"}), MODEL)
    assert (found.hundredths, found.grade, found.reason) == (None, "", "crashed")


def test_items_that_do_not_apply_leave_the_denominator_and_say_so():
    basis = Basis(RULES, frozenset({"指标科学性"}), frozenset({"指标科学性", "绩效合理性"}))
    found = score(table_of(1), [finding(rule="made/3")], basis, MODEL)
    assert {one.name: one.state for one in found.items} == {
        "规范完整性": "not_covered",
        "明确清晰性": "not_covered",
        "目标相关性": "not_covered",
        "指标科学性": "assessed",
        "绩效合理性": "not_applicable",
        "资金匹配性": "not_covered",
        "实现可能性": "person",
        "条件充分性": "person",
    }
    assert found.hundredths == 0
    assert found.items[3].full == FULL


@pytest.mark.parametrize(
    ("points", "grade"), [(100, "优"), (90, "优"), (89.99, "良"), (80, "良"), (60, "中"), (59.99, "差")]
)
def test_grades_are_those_of_the_evaluation_measures(points, grade):
    assert MODEL.grade(round(points * 100)) == grade


@settings(max_examples=20)
@given(scored_tables())
def test_findings_of_unknown_rules_do_not_score(case):
    kinds, findings, basis = case
    stranger = finding(rule="engine/something")
    assert (
        score(kinds, [*findings, stranger], basis, MODEL).hundredths == score(kinds, findings, basis, MODEL).hundredths
    )
