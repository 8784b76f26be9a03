"""The shipped rules on labelled rows of many fields; each set was first measured, then learnt from."""

import importlib.util
import sys
from pathlib import Path

import pytest

from kpilint.engine import Engine
from kpilint.finding import Severity
from kpilint.profiles import load_profile
from kpilint.rule import LABELS

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "tests" / "data" / "labelled").glob("*.yaml"))
WORSE = (Severity.BLOCKER, Severity.ERROR, Severity.WARNING)
LEAST = {label: 0.95 if label in ("placeholder", "unit", "basis", "vague_value") else 0.8 for label in LABELS}
"""F1 asked of each label."""


def _bench():
    spec = importlib.util.spec_from_file_location("accuracy_of_labelled_rows", ROOT / "bench" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCH = _bench()
READ = {path.stem: BENCH.read_labels(path) for path in FILES}
RULES = load_profile("national").rules


@pytest.fixture(scope="module")
def result():
    rows = [row for one in READ.values() for row in one.rows]
    documents = [document for one in READ.values() for document in one.documents]
    return BENCH.measure(rows, documents, RULES)


@pytest.mark.parametrize("name", READ)
def test_the_rows_are_labelled_as_the_guide_says(name):
    rows = READ[name].rows
    assert all(set(row["labels"]) | set(row["unsure"]) <= set(LABELS) for row in rows)
    assert not any(set(row["labels"]) & set(row["unsure"]) for row in rows)
    assert len({row["project"] for row in rows}) >= 30
    assert sum(not row["labels"] for row in rows) >= len(rows) * 0.15


def test_what_is_found_is_right_and_what_is_there_is_found(result):
    total = BENCH.micro(result)
    assert total.precision >= 0.93
    assert total.recall >= 0.9


@pytest.mark.parametrize("label", LABELS)
def test_each_label_is_found_in_fields_it_was_not_written_for(result, label):
    assert result.labels[label].f1 >= LEAST[label]


def test_a_rule_that_is_often_wrong_is_of_low_confidence(result):
    assert result.low == []
    assert result.crashes == []


@pytest.mark.parametrize("name", READ)
def test_a_row_without_a_fault_is_left_alone(name):
    engine = Engine(RULES)
    blamed = {}
    for document in READ[name].documents:
        for at, check in enumerate(engine.check_document(document).tables):
            for one in check.findings:
                if one.at.row is not None and one.seen.severity in WORSE and engine.rules[one.seen.rule].label:
                    blamed.setdefault((document.path, at, one.at.row), []).append(one.seen.rule)
    clean = [row for row in READ[name].rows if not row["labels"] and not row["unsure"]]
    spots = [(row["document"], *row["rows"][0]) for row in clean]
    wrong = {spot: blamed[spot] for spot in spots if spot in blamed}
    assert len(wrong) <= max(2, len(clean) * 0.02), wrong
