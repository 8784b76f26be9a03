"""bench/accuracy.py on labels made up here, and on the labelled documents where they are at hand."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "labels"


@pytest.fixture(scope="module")
def accuracy():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "bench" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def labels(tmp_path):
    clean = {
        "level1": "产出指标", "level2": "数量指标", "name": "养护里程", "description": "列入计划的县道、乡道",
        "value": "≥30公里", "basis": "云交发〔2024〕2号",
    }  # fmt: skip
    vague = {**clean, "value": "有所提高"}
    generic = {**clean, "basis": "相关政策"}
    rows = [clean, vague, generic, {**generic, "value": "≥85"}, vague]
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / "yunling-2025.json").write_text(
        json.dumps([{"title": "1.公路养护", "goal": "养护30公里", "rows": rows}], ensure_ascii=False), encoding="utf-8"
    )
    given = [
        {"rows": [[0, 0]], "labels": ["category"], "unsure": []},
        {"rows": [[0, 1], [0, 4]], "labels": ["vague_value"], "unsure": []},
        {"rows": [[0, 2]], "labels": [], "unsure": ["basis"]},
        {"rows": [[0, 3]], "labels": ["vague_value"], "unsure": ["basis"]},
    ]
    lines = [
        json.dumps(
            {"document": "yunling-2025", "name": "养护里程", "value": rows[one["rows"][0][1]]["value"], **one},
            ensure_ascii=False,
        )
        for one in given
    ]
    path = tmp_path / "held-back.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_findings_are_judged_by_label_and_unsure_ones_count_neither_way(accuracy, labels, capsys):
    assert accuracy.main(["--labels", str(labels), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["labels"]["vague_value"] == {
        "right": 1, "wrong": 0, "missed": 1, "precision": 1.0, "recall": 0.5, "f1": 0.667,
    }  # fmt: skip
    assert figures["labels"]["unit"]["wrong"] == 1
    assert figures["labels"]["basis"] == {
        "right": 0, "wrong": 0, "missed": 0, "precision": None, "recall": None, "f1": None,
    }  # fmt: skip
    assert figures["rules"]["unit/missing"]["wrong"] == 1
    assert figures["labels"]["category"]["missed"] == 1


def test_errors_are_listed_with_their_rule_and_row(accuracy, labels, capsys):
    accuracy.main(["--labels", str(labels.parent), "--errors"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("wrong unit unit/missing") and "养护里程" in line for line in lines)
    assert any(line.startswith("missed vague_value") and "≥85" in line for line in lines)


def test_the_rules_hold_their_figures_on_the_labelled_documents(accuracy, capsys):
    if not SHARED.is_dir():
        pytest.skip("shared/labels is not here")
    assert accuracy.main(["--labels", str(SHARED), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    least = dict.fromkeys(("placeholder", "unit", "basis", "vague_value"), 0.95)
    least |= {"vague_name": 0.8, "definition": 0.8}
    assert {label: figures["labels"][label]["f1"] >= one for label, one in least.items()} == dict.fromkeys(least, True)
    assert [rule for rule, one in figures["rules"].items() if (one["precision"] or 1) < 0.9] == []
