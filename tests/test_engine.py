"""The engine: what rules may read, what it records, and that a crash is never a pass."""

import pytest

from kpilint.engine import CRASHED, Engine
from kpilint.engine.memo import Memo
from kpilint.errors import ConfigError
from kpilint.finding import Deferred, Hit, Ref
from kpilint.model import Corpus, Document, Indicator, Table
from kpilint.report import message_of
from kpilint.rule import rule

SIX = frozenset({"level1", "level2", "name", "description", "value", "basis"})
FACTS = {
    "severity": "error",
    "confidence": "high",
    "item": "指标科学性",
    "since": "0.1",
    "zh": "测试规则。\n只为测试。",
    "message": {"zh": "“{name}”有误", "en": "{name} is wrong"},
    "bad": [],
    "good": [],
}
NO_NAME = {**FACTS, "message": {"zh": "有误", "en": "wrong"}}


def rows(*names, columns=SIX):
    return Table(indicators=tuple(Indicator(name=name, value="≥95%") for name in names), columns=columns)


def document(*tables):
    return Document("d.yaml", "yaml", tables=tables)


@rule("made/bad-name", grain=Indicator, reads=("name",), **FACTS)
def bad_name(ind):
    """Names that say 坏."""
    if "坏" in ind.name:
        yield Hit("name")


def test_a_finding_carries_rule_spot_and_filled_message():
    (checked,) = Engine([bad_name]).check([document(rows("好", "坏指标"))])
    (found,) = checked.tables[0].findings
    assert (found.seen.rule, found.at) == ("made/bad-name", Ref(0, 0, 1))
    assert message_of({bad_name.id: bad_name}, checked.document, found, "zh") == "“坏指标”有误"


def test_reading_an_undeclared_field_is_a_crash_and_no_pass():
    @rule("made/sly", grain=Indicator, reads=("name",), **FACTS)
    def sly(ind):
        """Reads what it did not declare."""
        yield Hit(ind.value)

    (checked,) = Engine([sly]).check([document(rows("甲", "乙"))])
    assert [one.seen.rule for one in checked.tables[0].findings] == [CRASHED, CRASHED]
    assert "value" in checked.tables[0].findings[0].seen.args["error"]
    assert checked.tables[0].crashed == {"made/sly": 2}


def test_a_crash_does_not_stop_other_rules_or_tables():
    @rule("made/broken", grain=Indicator, reads=("name",), **FACTS)
    def broken(ind):
        """Divides by nought."""
        yield Hit("name", {"x": str(1 // (len(ind.name) - 1))})

    (checked,) = Engine([broken, bad_name]).check([document(rows("坏"), rows("坏的"))])
    assert {one.seen.rule for one in checked.tables[0].findings} == {"made/bad-name", CRASHED}
    assert not checked.tables[1].crashed


@pytest.mark.parametrize("grain", [Document, Corpus])
def test_a_crash_of_a_larger_grain_leaves_no_table_scored(grain):
    @rule("made/broken", grain=grain, reads=("tables",) if grain is Document else ("documents",), **NO_NAME)
    def broken(_):
        """Fails."""
        raise RuntimeError
        yield Hit("title")

    checked = Engine([broken]).check([document(rows("甲")), document(rows("乙"))])
    assert all("made/broken" in table.crashed for one in checked for table in one.tables)


def test_a_rule_does_not_run_where_its_column_does_not_exist():
    @rule("made/basis", grain=Indicator, reads=("basis",), **NO_NAME)
    def basis(ind):
        """Empty bases."""
        if not ind.basis:
            yield Hit("basis")

    with_column, without = rows("甲"), rows("甲", columns=SIX - {"basis"})
    (checked,) = Engine([basis]).check([document(with_column, without)])
    assert len(checked.tables[0].findings) == 1
    assert not checked.tables[1].findings
    assert checked.tables[1].not_applicable == {"made/basis"}


def test_deferred_is_counted_apart_from_findings():
    @rule("made/unsure", grain=Indicator, reads=("name",), **FACTS)
    def unsure(_):
        """Cannot tell."""
        yield Deferred("no denominator")

    (checked,) = Engine([unsure]).check([document(rows("甲", "乙"))])
    assert not checked.tables[0].findings
    assert checked.tables[0].deferred == {"made/unsure": 2}


def test_equal_cells_are_judged_once():
    calls = []

    @rule("made/counting", grain=Indicator, reads=("name",), **FACTS)
    def counting(ind):
        """Counts its calls."""
        calls.append(ind.name)
        yield Hit("name")

    (checked,) = Engine([counting]).check([document(rows("甲", "甲", "乙"), rows("甲"))])
    assert [name for name in calls if name] == ["甲", "乙"]
    assert [len(one.findings) for one in checked.tables] == [3, 1]


def test_a_table_field_is_part_of_the_key():
    @rule("made/project", grain=Indicator, reads=("name", "project"), **FACTS)
    def project(ind):
        """Names equal to the project's."""
        if ind.name == ind.project:
            yield Hit("name")

    one = Table(project="甲", indicators=(Indicator(name="甲"),), columns=SIX)
    other = Table(project="乙", indicators=(Indicator(name="甲"),), columns=SIX)
    (checked,) = Engine([project]).check([document(one, other)])
    assert [len(table.findings) for table in checked.tables] == [1, 0]


def test_hits_of_larger_grains_reach_their_tables():
    @rule("made/document", grain=Document, reads=("tables",), **NO_NAME)
    def of_document(_):
        """Second tables."""
        yield Hit("title", table=1, others=(Ref(table=0),))
        yield Hit("", {})

    @rule("made/corpus", grain=Corpus, reads=("documents",), **NO_NAME)
    def of_corpus(_):
        """First table of the second document."""
        yield Hit("name", document=1, table=0, row=0, others=(Ref(0, 0, 0),))

    first, second = Engine([of_document, of_corpus]).check(
        [document(rows("甲"), rows("乙")), document(rows("丙"), rows("丁"))]
    )
    assert [one.at for one in first.tables[1].findings] == [Ref(0, 1, None)]
    assert first.tables[1].findings[0].others == (Ref(0, 0, None),)
    assert [one.at for one in first.findings] == [Ref(0, None, None)]
    assert {one.at for one in second.tables[0].findings} == {Ref(1, 0, 0)}


def test_order_of_rules_changes_nothing():
    @rule("made/also", grain=Indicator, reads=("name", "value"), **FACTS)
    def also(_):
        """Everything."""
        yield Hit("value")

    tables = [document(rows("坏", "好"))]
    assert Engine([bad_name, also]).check(tables)[0].tables == Engine([also, bad_name]).check(tables)[0].tables


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"item": "没有的项目"}, "评审项目"),
        ({"label": "nonsense"}, "标签"),
        ({"message": {"zh": "只有中文"}}, "zh、en"),
    ],
)
def test_wrong_facts_about_a_rule_are_refused(change, said):
    with pytest.raises(ConfigError, match=said):
        rule("made/wrong", grain=Indicator, reads=("name",), **{**FACTS, **change})(lambda _: iter(()))


def test_unknown_fields_and_ids_are_refused():
    with pytest.raises(ConfigError, match="未知字段"):
        rule("made/wrong", grain=Indicator, reads=("nmae",), **FACTS)(lambda _: iter(()))
    with pytest.raises(ConfigError, match="family/name"):
        rule("wrong", grain=Indicator, reads=("name",), **FACTS)(lambda _: iter(()))


def test_memo_switches_itself_off_where_nothing_repeats():
    memo = Memo(lambda number: (number,))
    for number in range(20_000):
        assert memo.get(number, number) == (number,)
    assert not memo.active


def test_memo_stays_on_where_values_repeat():
    memo = Memo(lambda number: (number,))
    for number in range(20_000):
        memo.get(number % 100, number % 100)
    assert memo.active


def test_what_is_recalled_depends_on_what_was_read_and_nothing_else():
    @rule("made/two-steps", grain=Indicator, reads=("value", "name", "basis"), **FACTS)
    def two_steps(ind):
        """Looks at the name where the value is short, at the basis where the name is."""
        if len(ind.value) < 3 and len(ind.name) < 3 and ind.basis == "无":
            yield Hit("basis")

    texts = ("", "短", "很长的文字", "无")
    every = [Indicator(value=v, name=n, basis=b) for v in texts for n in texts for b in texts]
    tables = [Table(indicators=tuple(order), columns=SIX) for order in (every, every[::-1])]
    (checked,) = Engine([two_steps]).check([document(*tables)])
    for table, check in zip(tables, checked.tables, strict=True):
        expected = [
            at
            for at, row in enumerate(table.indicators)
            if len(row.value) < 3 and len(row.name) < 3 and row.basis == "无"
        ]
        assert [one.at.row for one in check.findings] == expected


def test_findings_are_the_same_where_everything_differs_and_nothing_is_recalled():
    @rule("made/long-name", grain=Indicator, reads=("name", "value"), **FACTS)
    def long_name(ind):
        """Looks at the value where the name says so."""
        if ind.name.endswith("7") and ind.value.endswith("3"):
            yield Hit("value")

    many = tuple(Indicator(name=f"{n}", value=f"{n * 9}") for n in range(25_000))
    (checked,) = Engine([long_name]).check([document(Table(indicators=many, columns=SIX))])
    expected = [n for n in range(25_000) if n % 10 == 7 and (n * 9) % 10 == 3]
    assert [one.at.row for one in checked.tables[0].findings] == expected != []


@pytest.mark.parametrize("columns", [{"name", "sign", "number", "measure"}, {"name", "number"}, {"name", "value"}])
def test_a_value_that_is_split_over_columns_is_a_value(columns):
    @rule("made/high", grain=Indicator, reads=("name", "value"), needs=("name", "value"), **FACTS)
    def high(ind):
        """Values above 100 %."""
        if "195" in ind.value:
            yield Hit("value")

    row = Indicator(name="参保缴费率", value="≥195%", sign="≥", number="195", measure="%")
    (checked,) = Engine([high]).check([document(Table(indicators=(row,), columns=frozenset(columns)))])
    assert [one.seen.rule for one in checked.tables[0].findings] == ["made/high"]
    assert not checked.tables[0].not_applicable


def test_a_sign_or_a_unit_alone_is_no_column_of_values():
    @rule("made/any", grain=Indicator, reads=("name", "value"), **NO_NAME)
    def any_value(ind):
        """Any value."""
        if ind.value:
            yield Hit("value")

    (checked,) = Engine([any_value]).check([document(rows("甲", columns=frozenset({"name", "sign", "measure"})))])
    assert checked.tables[0].not_applicable == {"made/any"}
