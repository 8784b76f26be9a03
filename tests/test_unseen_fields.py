"""The shipped rules on labelled rows of many fields; each set of them was first measured, then learnt from."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from kpilint.engine import Engine
from kpilint.finding import Severity
from kpilint.model import CELL_FIELDS, Document, Indicator, Table
from kpilint.profiles import load_profile

ROWS = yaml.safe_load((Path(__file__).parent / "data" / "unseen_fields.yaml").read_text(encoding="utf-8"))
COVERED = {"placeholder", "vague_name", "vague_value", "definition", "unit", "basis"}
WORSE = (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)
LEAST = {"precision": 0.9, "recall": 0.85}


def findings(row, engine):
    cells = {name: row[name] for name in CELL_FIELDS if name in row}
    table = Table(project=row["project"], indicators=(Indicator(**cells),), columns=frozenset(cells))
    return [one.seen for one in engine.check_document(Document("x", "test", (table,))).tables[0].findings]


@pytest.fixture(scope="module")
def judged():
    """Every row with the labels that the rules gave it and the findings of warning and above, table rules aside."""
    engine = Engine(load_profile("national").rules)
    seen = [[one for one in findings(row, engine) if engine.rules[one.rule].label in COVERED] for row in ROWS]
    return [
        (row, {engine.rules[one.rule].label for one in found}, [one for one in found if one.severity in WORSE])
        for row, found in zip(ROWS, seen, strict=True)
    ]


def tally(judged, label):
    counts = Counter()
    for row, found, _ in judged:
        if label in row["labels"]:
            counts["right" if label in found else "missed"] += 1
        elif label in found and label not in row["unsure"]:
            counts["wrong"] += 1
    return counts


def shares(counts):
    right = counts["right"]
    return {"precision": right / (right + counts["wrong"]), "recall": right / (right + counts["missed"])}


def test_the_rows_are_labelled_as_the_guide_says():
    known = COVERED | {"inconsistent", "direction"}
    assert all(set(row["labels"]) | set(row["unsure"]) <= known for row in ROWS)
    assert not any(set(row["labels"]) & set(row["unsure"]) for row in ROWS)
    assert len({row["project"] for row in ROWS}) >= 40
    assert sum(not row["labels"] for row in ROWS) >= len(ROWS) * 0.4


def test_what_is_found_is_right_and_what_is_there_is_found(judged):
    total = sum((tally(judged, label) for label in COVERED), Counter())
    got = shares(total)
    assert {name: round(share, 3) for name, share in got.items() if share < LEAST[name]} == {}


@pytest.mark.parametrize("label", sorted(COVERED))
def test_each_label_is_found_in_fields_it_was_not_written_for(judged, label):
    got = shares(tally(judged, label))
    assert got["precision"] >= 0.9
    assert got["recall"] >= 0.8


def test_a_row_without_a_fault_is_left_alone(judged):
    blamed = [
        (row["name"], row.get("description", ""), one.rule)
        for row, found, seen in judged
        if not row["labels"] and found - set(row["unsure"])
        for one in seen
    ]
    assert blamed == []
