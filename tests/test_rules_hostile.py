"""The shipped rules on hostile and repetitive input, and their word lists."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint import knowledge
from kpilint.engine import CRASHED, Engine
from kpilint.model import CELL_FIELDS, Document, Goal, Indicator, Table
from kpilint.profiles import load_profile
from kpilint.rulesets import all_rules, all_rulesets

LABELS = Path(__file__).resolve().parents[1].parent / "shared" / "labels" / "dev.jsonl"
ENGINE = Engine(load_profile("national").rules)
ROW = {"level1": "产出指标", "level2": "数量指标", "value": "≥12座", "basis": "云建发〔2024〕8号"}

MESSY = st.text(
    alphabet="完成率满意度提高数量指标XX≥*12345%()（）【】《》〔〕号法万元人个，。;/ 无其他同上\n\u3000★…目标内容促进",
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(cells=st.fixed_dictionaries(dict.fromkeys(CELL_FIELDS, MESSY)), goal=MESSY)
def test_no_text_crashes_a_rule_and_no_cell_has_two_findings_of_one_label(cells, goal):
    table = Table(
        project=goal,
        goals=(Goal(goal),),
        indicators=(Indicator(**cells),),
        columns=frozenset(CELL_FIELDS),
        parts=frozenset({"goals"}),
    )
    checked = ENGINE.check_document(Document("x", "test", (table, table)))
    findings = [*checked.findings, *(one for check in checked.tables for one in check.findings)]
    assert not [one.seen.args for one in findings if one.seen.rule == CRASHED]
    labelled = [
        (one.seen.field, all_rules()[one.seen.rule].label)
        for one in checked.tables[0].findings
        if one.at.row is not None and all_rules()[one.seen.rule].label
    ]
    assert len(labelled) == len(set(labelled))


@pytest.mark.parametrize(
    "text", ["(" * 20_000, "（占" * 10_000, "【2018" * 8_000, "根据" * 20_000 + "法", "完成" * 20_000, "1" * 20_000]
)
def test_long_cells_are_judged_like_any_other(text):
    row = Indicator(name=text, description=text, value=text, basis=text)
    checked = ENGINE.check_document(Document("x", "test", (Table(indicators=(row,), columns=frozenset(CELL_FIELDS)),)))
    assert not checked.tables[0].crashed


def _tables(count, rows):
    indicators = tuple(Indicator(**{**ROW, "name": f"道路{at}养护里程"}) for at in range(rows))
    return tuple(Table(project=f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}路工程", goals=(Goal("养护道路并保持畅通安全"),),
                       indicators=indicators, columns=frozenset(CELL_FIELDS)) for at in range(count))  # fmt: skip


def test_copied_tables_name_a_few_copies_and_count_all():
    checked = ENGINE.check_document(Document("x", "test", _tables(2_000, 4)))
    one = next(one for one in checked.tables[7].findings if one.seen.rule == "boilerplate/copied-table")
    assert one.seen.args["count"] == "1999"
    assert len(one.others) == 5
    assert all(ref.document == 0 and ref.table != 7 for ref in one.others)


def _words_of(option):
    """Every text in an option or knowledge file, keys included."""
    if isinstance(option, str):
        return [option]
    if isinstance(option, dict):
        return [word for pair in option.items() for one in pair for word in _words_of(one)]
    return [word for one in option for word in _words_of(one)] if isinstance(option, list) else []


def _labelled_names():
    made_up = Path(__file__).parent / "data" / "labelled"
    rows = [row for path in made_up.glob("*.yaml") for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    if LABELS.is_file():
        rows += [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return {row["name"] for row in rows}


def test_word_lists_hold_kinds_of_words_and_no_labelled_row():
    names = _labelled_names()
    assert len(names) > 500
    lists = {name: ruleset.options for name, ruleset in all_rulesets().items()}
    lists |= {name: knowledge.read(name) for name in ("measures", "directions", "units")}
    found = {name: [word for word in _words_of(one) if len(word) > 4 and word in names] for name, one in lists.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_word_lists_have_no_word_twice():
    for ruleset in all_rulesets().values():
        for name, option in ruleset.options.items():
            words = sorted(option) if isinstance(option, list) else []
            assert [one for one, two in pairwise(words) if one == two] == [], (ruleset.name, name)
