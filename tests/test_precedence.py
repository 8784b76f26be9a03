"""One fault, one finding: which of two findings in a cell stands does not depend on their order."""

from hypothesis import given
from hypothesis import strategies as st

from kpilint.engine.precedence import settle
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.rulesets import all_rules

YIELDS = {"a/weak": frozenset({"a/strong"}), "a/middle": frozenset({"a/weak"})}


def found(rule, row=0, field="value"):
    return Finding(Observation(rule, Severity.ERROR, Confidence.HIGH, field), Ref(0, 0, row))


def standing(*findings):
    return [(one.seen.rule, one.at.row, one.seen.field) for one in settle(findings, YIELDS)[0]]


def test_the_better_explanation_stands():
    assert standing(found("a/weak"), found("a/strong")) == [("a/strong", 0, "value")]


def test_another_cell_or_row_is_another_fault():
    assert len(standing(found("a/weak"), found("a/strong", row=1), found("a/strong", field="name"))) == 3


def test_what_gave_way_is_handed_back():
    kept, gone = settle([found("a/weak"), found("a/strong")], YIELDS)
    assert ([one.seen.rule for one in kept], [one.rule for one in gone]) == (["a/strong"], ["a/weak"])


def test_a_finding_that_gave_way_still_explains_the_fault():
    assert standing(found("a/strong"), found("a/weak"), found("a/middle")) == [("a/strong", 0, "value")]


FINDINGS = st.lists(
    st.builds(found, st.sampled_from(["a/weak", "a/middle", "a/strong", "b/other"]), st.integers(0, 2)), max_size=12
)


@given(FINDINGS, st.randoms())
def test_order_changes_nothing_and_every_faulty_cell_keeps_a_finding(findings, random):
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert sorted(standing(*shuffled)) == sorted(standing(*findings))
    spots = {(one.at.row, one.seen.field) for one in findings}
    assert {(row, field) for _, row, field in standing(*findings)} == spots


def test_no_shipped_rule_gives_way_in_a_circle():
    rules = all_rules()
    for rule_id, one in rules.items():
        seen, ahead = set(), set(one.yields_to)
        while ahead:
            assert rule_id not in ahead, rule_id
            seen |= ahead
            ahead = {further for winner in ahead for further in rules[winner].yields_to} - seen
