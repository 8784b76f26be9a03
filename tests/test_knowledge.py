"""Knowledge files: provinces add words without touching code, and a wrong addition is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpilint import knowledge
from kpilint.errors import ConfigError


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Return a function that writes an addition; the folder is in force for the test."""

    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        knowledge.addition_folders.cache_clear()

    monkeypatch.setenv(knowledge.VARIABLE, str(tmp_path))
    knowledge.addition_folders.cache_clear()
    yield write
    knowledge.addition_folders.cache_clear()


def test_lists_are_appended_and_mappings_merged(added):
    before = knowledge.read("units")
    added("units.yaml", "classes:\n  item:\n    units: [垛]\n  tide: {measures: 潮水, units: [潮]}\n")
    after = knowledge.read("units")
    assert after["classes"]["item"]["units"] == [*before["classes"]["item"]["units"], "垛"]
    assert after["classes"]["tide"]["units"] == ["潮"]
    assert after["not_units"] == before["not_units"]


def test_what_is_there_already_is_not_added_twice(added):
    before = knowledge.read("units")
    added("units.yaml", "classes: {item: {units: [个]}}")
    assert knowledge.read("units") == before


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("units.yaml", "classes: [个]", "classes"),
        ("units.yaml", "classes: {item: {units: 垛}}", "classes.item.units"),
        ("units.yaml", "- 垛", "映射"),
        ("units.yaml", "classes: {", "无法读取"),
        ("unit.yaml", "classes: {}", "units.yaml"),
    ],
)
def test_a_wrong_addition_is_named(added, name, text, said):
    added(name, text)
    with pytest.raises(ConfigError) as raised:
        knowledge.read("units")
    assert name in str(raised.value)
    assert said in str(raised.value)


def test_a_folder_that_does_not_exist_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv(knowledge.VARIABLE, str(tmp_path / "none"))
    knowledge.addition_folders.cache_clear()
    with pytest.raises(ConfigError, match="none"):
        knowledge.read("units")
    knowledge.addition_folders.cache_clear()


def run(folder, *arguments):
    environment = {**os.environ, knowledge.VARIABLE: str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "kpilint", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_a_unit_of_a_province_is_known_to_the_whole_program(tmp_path):
    table = tmp_path / "tables.yaml"
    table.write_text(
        "项目名称: 草料储备\n指标:\n- {二级指标: 数量指标, 三级指标: 储备草料数量, 指标值: 300草料垛份额}\n",
        encoding="utf-8",
    )
    additions = tmp_path / "knowledge"
    additions.mkdir()
    assert "草料垛份额" in run(additions, "check", "--only", "unit/*", str(table)).stdout
    (additions / "units.yaml").write_text("classes: {item: {units: [草料垛份额]}}\n", encoding="utf-8")
    assert "草料垛份额" not in run(additions, "check", "--only", "unit/*", str(table)).stdout


def test_a_wrong_addition_ends_the_run_with_one_message(tmp_path):
    (tmp_path / "units.yaml").write_text("classes: 垛\n", encoding="utf-8")
    done = run(tmp_path, "check", str(Path(__file__).parents[1] / "examples" / "tables.yaml"))
    assert done.returncode == 2
    assert "units.yaml" in done.stderr
    assert "Traceback" not in done.stderr
