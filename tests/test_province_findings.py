"""What may not be found on forms of other provinces: faults of the form, and faults that are none there.

The contents of `data/provinces` were invented to test readers, and many rows are careless. So the rules of structure,
money and levels are held to the tables that a reviewer would really object to, and some findings are forbidden by
name. Well-made tables in the shapes that forms have give nothing at all.
"""

import re
from collections import defaultdict

import pytest
from msgspec.structs import replace

from kpilint.engine import CRASHED, Engine
from kpilint.finding import Confidence, Severity
from kpilint.model import Indicator, OtherValue
from kpilint.profiles import load_profile
from published import truth
from test_clean_tables import TABLES, document
from test_provinces import FORMS, bare

ENGINE = Engine(load_profile("national").rules)
SERIOUS = (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)
TRULY_WRONG = {
    # Tables of outputs and satisfaction only.
    "structure/level-missing": {
        "beijing", "blocks-without-gap", "header-spellings", "headings-only", "list-and-tables",
        "sichuan-wide-repeated", "tianjin", "unit-lines-and-project-column", "unit-list-then-heads",
        "units-in-one-document", "unmerged-units-and-sum", "wide-two-line-budget", "yunnan-stairs",
    },
    # 改造, 购置 and 农田建设 without any cost.
    "structure/cost-missing": {
        "central-template-rows", "jilin-sign-under-direction", "label-and-value-in-a-cell", "merged-values",
        "ningxia-two-projects-a-page", "units-in-one-document", "unmerged-units-and-sum",
    },
    "structure/satisfaction-missing": {
        "henan-two-levels-over-columns", "narrow-names-broken", "other-tables-after", "unit-lines-and-project-column",
        "units-in-one-document", "unmerged-units-and-sum", "wide-two-line-budget",
    },
    # A head that was read, and no goals: a note of low confidence.
    "structure/goal-part-missing": {"neimenggu-swapped", "project-rows-between", "transposed", "units-in-one-document"},
    "structure/quantity-missing": {"project-rows-between"},
    "structure/weight-sum": {"sichuan-wide-sparse"},
    # Rates under 数量指标.
    "category/wrong-level": {"central-transfer", "multiline-cells", "names-like-labels"},
    "placeholder/template-text": {"central-template-rows", "prefixed-names"},
    "placeholder/filler-value": {"names-like-labels"},
    "placeholder/filler-word": {"multiline-cells", "names-like-labels"},
}  # fmt: skip
HELD = ("structure/", "budget/", "consistency/", "category/", "unit/", "placeholder/")
UNJUST = [
    ("hubei", "basis/generic"),  # the form has 计划标准, 行业标准, 历史标准 to choose from
    ("hunan", "basis/generic"),
    ("basis-two-columns", "basis/generic"),
    ("jiangsu-decision-process", "vague/slogan-value"),  # 立项依据充分性: 充分 is the framework's own
    ("liaoning-duty-levels", "vague/slogan-value"),
    ("self-evaluation", "placeholder/dimension-as-name"),  # the line for the budget's execution
    ("evaluation-report-annex", "structure/empty-name"),
    ("shanghai-level-goals", "unit/doubled"),  # 126条段
    ("special-bond", "category/against-direction"),  # 年削减化学需氧量
    ("two-line-header", "consistency/described-otherwise"),
    ("stacked-terms", "consistency/goal-number-differs"),  # the goal gives the figure of the whole period
    ("guangdong-one-header", "consistency/goal-number-differs"),
    ("hainan-codes-and-money", "budget/fiscal-above-total"),  # 单位资金 is no total
    ("whole-department", "budget/not-stated"),
]
_SIGN = re.compile(r"^(?:≥|≤|=|＝|不低于|不少于|不超过|不高于)")
_SPLIT = re.compile(r"(≥|≤|=|＝)?(\d[\d.]*)(.{1,5})?")


def findings(document):
    checked = ENGINE.check_document(document)
    return [*checked.findings, *(one for table in checked.tables for one in table.findings)]


def serious(document):
    return [(one.seen.rule, one.seen.args, one.at.row) for one in findings(document) if one.seen.severity in SERIOUS]


@pytest.fixture(scope="module")
def found():
    return {path.stem: findings(bare(truth.form(path)[0])) for path in FORMS}


def test_what_is_held_against_forms_is_what_a_reviewer_would_object_to(found):
    told = defaultdict(set)
    for form, all_found in found.items():
        for one in all_found:
            if one.seen.severity in SERIOUS and one.seen.rule.startswith(HELD):
                told[one.seen.rule].add(form)
    assert dict(told) == TRULY_WRONG


@pytest.mark.parametrize(("form", "rule"), UNJUST)
def test_the_form_is_not_held_against_who_filled_it_in(found, form, rule):
    assert rule not in {one.seen.rule for one in found[form]}


def test_a_kind_of_standard_that_the_form_asks_for_is_a_note(found):
    noted = [one.seen for one in found["hubei"] if one.seen.field == "basis"]
    assert {one.rule for one in noted} == {"basis/kind-only"}
    assert {(one.severity, one.confidence) for one in noted} == {(Severity.INFO, Confidence.LOW)}


def test_no_rule_fails_on_a_form(found):
    assert CRASHED not in {one.seen.rule for all_found in found.values() for one in all_found}


def changed(document, change, *columns, **facts):
    table = document.tables[0]
    rows = tuple(change(row) for row in table.indicators)
    return replace(document, tables=(replace(table, indicators=rows, columns=table.columns | {*columns}, **facts),))


def evaluated(document):
    """Add weights of 90 in sum, actual values that meet the targets, and full scores."""
    table = document.tables[0]
    count = len(table.indicators)
    weights = iter([90 - 90 // count * (count - 1), *[90 // count] * (count - 1)])

    def reached(row):
        weight = str(next(weights))
        return replace(row, weight=weight, score=weight, actual=_SIGN.sub("", row.value))

    outcome = "；".join(goal.text for goal in table.goals)
    return changed(document, reached, "weight", "actual", "score", "reason", outcome=outcome)


def with_cost_first(document):
    """Make 成本指标 a first level, above the outputs."""

    def moved(row):
        cost = row.level2.startswith("成本")
        return replace(row, level1="成本指标", level2="经济成本指标") if cost else row

    made = changed(document, moved)
    table = made.tables[0]
    rows = tuple(sorted(table.indicators, key=lambda row: row.level1 != "成本指标"))
    return replace(made, tables=(replace(table, indicators=rows),))


def with_execution(document):
    """Add the line for the budget's execution, which has a heading over its three levels."""
    made = evaluated(document)
    table = made.tables[0]
    levels = dict.fromkeys(("level1", "level2", "name"), "预算执行率")
    line = Indicator(
        **levels, description="执行数与预算数之比", value="100%", basis="云财〔2024〕3号", weight="10", actual="100%",
        score="10",
    )  # fmt: skip
    return replace(made, tables=(replace(table, indicators=(line, *table.indicators)),))


def split_up(document):
    def parted(row):
        parts = _SPLIT.fullmatch(row.value)
        sign, number, measure = (parts[1] or "=", parts[2], parts[3] or "") if parts else ("定性", row.value, "")
        return replace(row, sign=sign, number=number, measure=measure)

    return changed(document, parted, "sign", "number", "measure")


def with_past_years(document):
    def known(row):
        return replace(row, others=(OtherValue("前年", row.value), OtherValue("上年", row.value)))

    return changed(document, known, "others")


def of_two_terms(document):
    table = document.tables[0]
    rows = [replace(row, term=term) for term in ("long", "year") for row in table.indicators]
    return replace(document, tables=(replace(table, indicators=tuple(rows), columns=table.columns | {"term"}),))


SHAPES = {
    "self-evaluation": evaluated,
    "cost on level 1": with_cost_first,
    "both": lambda one: evaluated(with_cost_first(one)),
    "budget execution": with_execution,
    "split values": split_up,
    "past years": with_past_years,
    "long and year": of_two_terms,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("data", TABLES, ids=lambda data: data["project"])
def test_a_well_made_table_gives_nothing_in_the_shape_of_another_form(data, shape):
    assert serious(shape(document(data))) == []


@pytest.mark.parametrize("shape", ["self-evaluation", "both"])
def test_an_evaluation_that_falls_short_is_still_found(shape):
    made = SHAPES[shape](document(TABLES[0]))
    full = changed(made, lambda row: replace(row, actual="0%" if row.value.startswith("≥") else row.actual))
    assert {rule for rule, _, _ in serious(full)} & {"consistency/self-full-score", "consistency/self-reason-missing"}
