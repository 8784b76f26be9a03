"""Clean tables stay clean: well-written tables of many fields give no finding of warning or above."""

from pathlib import Path

import pytest
import yaml

from kpilint.engine import CRASHED, Engine
from kpilint.finding import Severity
from kpilint.model import CELL_FIELDS, Budget, Document, Goal, Indicator, PlanStep, Table
from kpilint.profiles import load_profile

DATA = Path(__file__).parent / "data"
TABLES = [
    one
    for name in ("clean_tables", "clean_tables_plain")
    for one in yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
]
ENGINE = Engine(load_profile("national").rules)
PARTS = frozenset({"project", "unit", "budget", "purpose", "plan", "goals"})


def document(data):
    budget = {key: str(value) for key, value in data["budget"].items()}
    table = Table(
        title=data["project"],
        project=data["project"],
        unit=data["unit"],
        year=data["year"],
        budget=Budget(**budget),
        purpose=data["purpose"],
        plan=tuple(PlanStep(str(step["period"]), str(step["amount"])) for step in data["plan"]),
        goals=tuple(Goal(goal) for goal in data["goals"]),
        indicators=tuple(Indicator(**{name: str(row[name]) for name in CELL_FIELDS}) for row in data["indicators"]),
        columns=frozenset(CELL_FIELDS),
        parts=PARTS,
    )
    return Document(data["unit"], "test", (table,), unit=data["unit"], year=data["year"])


@pytest.mark.parametrize("data", TABLES, ids=lambda data: data["project"])
def test_a_well_written_table_gives_nothing_of_warning_or_above(data):
    checked = ENGINE.check_document(document(data))
    found = [*checked.findings, *checked.tables[0].findings]
    assert CRASHED not in {one.seen.rule for one in found}
    assert [
        (one.seen.rule, one.seen.args, one.at.row)
        for one in found
        if one.seen.severity in (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)
    ] == []


def test_all_of_them_together_are_no_copies_of_each_other():
    found = [
        one
        for check in ENGINE.check([document(data) for data in TABLES])
        for one in (*check.findings, *(finding for table in check.tables for finding in table.findings))
        if one.seen.rule.startswith("boilerplate/") and one.seen.severity is not Severity.INFO
    ]
    assert found == []


def test_they_are_many_rows_of_many_fields():
    assert sum(len(data["indicators"]) for data in TABLES) >= 300
    assert len({data["project"] for data in TABLES}) >= 30
