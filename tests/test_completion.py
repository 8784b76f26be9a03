"""What the shell offers for a word half typed, and the file for pre-commit."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kpilint import problems
from kpilint.cli import completion
from kpilint.outputs.formats import FORMATS
from kpilint.rulesets import all_rules
from kpilint.sources.detection.formats import SUFFIXES

ROOT = Path(__file__).resolve().parents[1]


def offered(line):
    """Return what bash is offered at the end of a line."""
    import os  # noqa: PLC0415

    words = line.split(" ")
    variables = {"_KPILINT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "import sys; sys.argv = ['kpilint']; from kpilint.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        env={**os.environ, **variables, "PYTHONUTF8": "1"},
    )
    return done.stdout.decode().split()


def test_rules_are_offered_by_the_beginning_of_their_ids():
    assert offered("kpilint check --select unit/no") == [one for one in all_rules() if one.startswith("unit/no")]


def test_formats_are_offered():
    assert offered("kpilint check -f js") == [one for one in FORMATS if one.startswith("js")]


def test_each_offer_says_what_it_means():
    offers = completion.rule_ids("vague/")
    assert {name for name, _ in offers} == {one for one in all_rules() if one.startswith("vague/")}
    assert all(meaning for _, meaning in offers)


def test_profiles_are_offered_with_their_titles():
    assert "national" in dict(completion.profile_names(""))
    assert completion.profile_names("nat")[0][1]
    assert completion.profile_names("nowhere") == []


def test_what_can_be_explained_is_offered_once():
    names = [name for name, _ in completion.explainable("")]
    assert set(names) == {*all_rules(), *problems.CATALOGUE}
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def hook():
    (one,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return one


def test_the_hook_takes_files_of_all_formats_and_leaves_settings_alone(hook):
    wanted, left = re.compile(hook["files"]), re.compile(hook["exclude"])

    def taken(path):
        return bool(wanted.search(path)) and not left.search(path)

    for suffix in SUFFIXES:
        assert taken(f"云岭县/2025年{suffix}"), suffix
        assert taken(f"TABLE{suffix.upper()}"), suffix
    for path in (
        "README.md", "src/a.py", ".github/workflows/ci.yml", ".pre-commit-config.yaml", "kpilint.yaml",
        "县/kpilint.yaml", "kpilint-baseline.json", "CHANGELOG.md", "package.json", "a.yaml.bak",
    ):  # fmt: skip
        assert not taken(path), path


def test_the_hook_runs_on_the_files_it_is_given(hook, kpilint):
    program, *options = shlex.split(hook["entry"])
    assert program == "kpilint"
    assert hook["language"] == "python"
    assert kpilint(*options, "examples/model.yaml").returncode == 0
    failed = kpilint(*options, "examples/model.yaml", "examples/tables.yaml")
    assert failed.returncode == 1
    assert "unit/not-a-unit" in failed.stdout.decode()
