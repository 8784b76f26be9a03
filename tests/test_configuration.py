"""Settings files: which one holds, what it may say, where each value comes from, and what is wrong with it."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint import configuration
from kpilint.configuration import RUN_KEYS, of_file, of_run
from kpilint.errors import ConfigError
from kpilint.schemas import published

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def tree(tmp_path):
    """Build a folder with settings files: path -> text; every folder holds the example tables as a.yaml."""

    def build(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            if not (path.parent / "a.yaml").exists():
                shutil.copy(EXAMPLES / "tables.yaml", path.parent / "a.yaml")
        return tmp_path

    return build


def test_the_nearest_file_wins_and_takes_nothing_from_those_above(tree):
    root = tree({"kpilint.yaml": "profile: strict\nfail_under: 60\n", "县/kpilint.yaml": "fail_under: 80\n"})
    assert of_file(str(root / "a.yaml")).get("fail_under") == 60
    near = of_file(str(root / "县" / "a.yaml"))
    assert (near.get("fail_under"), near.get("profile")) == (80, None)
    assert of_file(str(root / "县" / "更下面" / "b.yaml")).get("fail_under") == 80


def test_extends_takes_over_what_the_file_does_not_say(tree):
    root = tree(
        {
            "kpilint.yaml": "profile: strict\nfail_under: 60\nmanifest: [{path: a.yaml, county: 云岭县}]\n",
            "县/kpilint.yaml": "extends: ../kpilint.yaml\nfail_under: 80\n",
        }
    )
    found = of_file(str(root / "县" / "a.yaml"))
    assert (found.get("fail_under"), found.get("profile")) == (80, "strict")
    assert [one.folder for one in found.manifests] == [str(root)]
    assert (found.values["profile"].line, found.values["fail_under"].line) == (1, 2)


def test_paths_in_a_settings_file_count_from_it(tree, kpilint):
    root = tree(
        {
            "方案/ours.yaml": "profile: ours\nextends: national\ntitle: {zh: 本地, en: Ours}\n",
            "县/kpilint.yaml": "profile: ../方案/ours.yaml\n",
        }
    )
    done = kpilint("check", root / "县" / "a.yaml", "-f", "json", cwd=root.parent)
    assert json.loads(done.stdout)["profile"] == "ours"


def test_the_command_line_wins_over_the_file_and_no_config_leaves_it_aside(tree, kpilint):
    root = tree({"kpilint.yaml": "profile: strict\nfail_on: never\nlang: en\n"})
    path = root / "a.yaml"

    def run(*options):
        done = kpilint("check", path, "-f", "json", *options)
        data = json.loads(done.stdout)
        return data["profile"], done.returncode, data["language"]

    assert run() == ("strict", 0, "en")
    assert run("--profile", "national", "--fail-on", "error", "--lang", "zh") == ("national", 1, "zh")
    assert run("--no-config") == ("national", 1, "zh")
    other = root / "other.yaml"
    other.write_text("fail_on: info\n", "utf-8")
    assert run("--config", other) == ("national", 1, "zh")


def test_rules_are_chosen_as_on_the_command_line(tree, kpilint):
    root = tree({"kpilint.yaml": "only: [unit/*]\nignore: [unit/missing]\n"})
    data = json.loads(kpilint("check", root / "a.yaml", "-f", "json").stdout)
    rules = {one["rule"] for table in data["documents"][0]["tables"] for one in table["findings"]}
    assert rules
    assert all(one.startswith("unit/") for one in rules)
    assert "unit/missing" not in rules


def test_two_files_that_differ_in_what_holds_for_the_run_are_an_error_naming_both(tree, kpilint):
    root = tree({"甲/kpilint.yaml": "profile: strict\n", "乙/kpilint.yaml": "lang: zh\nprofile: national\n"})
    done = kpilint("check", root, "-q")
    said = done.stderr.decode()
    assert done.returncode == 2
    assert str(root / "甲" / "kpilint.yaml") in said
    assert "第 2 行" in said
    assert "--config" in said
    assert kpilint("check", root, "-q", "--no-config").returncode == 1


def test_files_whose_settings_agree_run_together(tree):
    root = tree({"甲/kpilint.yaml": "fail_under: 50\nlang: zh\n", "乙/kpilint.yaml": "fail_under: 50\n"})
    found = of_run([str(root / "甲" / "a.yaml"), str(root / "乙" / "a.yaml")])
    assert (found.get("fail_under"), found.get("lang"), len(found.files)) == (50, "zh", 2)


@pytest.mark.parametrize("text", ["ignore: ['unit/*']\n", "fail_on: never\n", "profile: draft\n", "fail_under: 1\n"])
def test_the_settings_of_one_folder_never_rule_the_others(tree, kpilint, text):
    root = tree({"甲/kpilint.yaml": text, "乙/.keep": ""})
    done = kpilint("check", root, "-q")
    said = done.stderr.decode()
    assert done.returncode == 2
    assert str(root / "甲" / "kpilint.yaml") in said
    assert str(root / "乙") in said
    assert kpilint("check", root, "-q", "--no-config").returncode == 1


def test_what_the_command_line_decides_may_differ_in_settings(tree, kpilint):
    root = tree({"甲/kpilint.yaml": "profile: draft\n", "乙/.keep": ""})
    assert kpilint("check", root, "-q", "--profile", "national").returncode == 1


def test_a_manifest_and_the_one_it_extends_in_the_same_folder_both_hold(tree):
    root = tree(
        {
            "base.yaml": "manifest: [{path: b.yaml, county: 清和县}]\n",
            "kpilint.yaml": "extends: base.yaml\nmanifest: [{path: a.yaml, county: 云岭县}]\n",
        }
    )
    found = of_run([str(root / "a.yaml")])
    assert [entry.county for one in found.manifests for entry in one.entries] == ["云岭县", "清和县"]


@pytest.mark.parametrize(
    ("text", "spot", "expected"),
    [
        ("profil: strict\n", "第 1 行", "是否指 profile"),
        ("lang: zh\nprofile: strct\n", "第 2 行", "是否指 strict"),
        ("ignore: [unit/missing, unit/mising]\n", "第 1 行", "是否指 unit/missing"),
        ("fail_on: errors\n", "第 1 行", "error"),
        ("fail_under: '60'\n", "第 1 行", "数"),
        ("fail_under: 160\n", "第 1 行", "100"),
        ("exceptions:\n- {file: a.yaml, rule: unit/missing, fingerprint: 00000000000000000000}\n", "第 2 行", "reason"),
        (
            "exceptions:\n- {file: a.yaml, rule: unit/mising, fingerprint: 0123456789abcdef0123, reason: 甲}\n",
            "第 2 行",
            "是否指 unit/missing",
        ),
        (
            "exceptions:\n- {file: a, rule: unit/missing, fingerprint: 0123456789abcdef0123, reason: a, until: b}\n",
            "第 2 行",
            "日期",
        ),
        ("manifest: [{county: 云岭县}]\n", "第 1 行", "path"),
        ("extends: none.yaml\n", "第 1 行", "none.yaml"),
        ("extends: kpilint.yaml\n", "第 1 行", "循环"),
        ("profile: strict\nprofile: national\n", "第 2 行", "重复"),
        ("- profile\n", "", "映射"),
        ("profile: [\n", "第 ", "无法读取"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_what_was_meant(tree, kpilint, text, spot, expected):
    root = tree({"kpilint.yaml": text})
    done = kpilint("check", root / "a.yaml")
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "kpilint.yaml" in said
    assert spot in said
    assert expected in said
    english = kpilint("config", "show", root / "a.yaml", lang="en")
    assert english.returncode == 2
    told = english.stderr.decode().replace("重复的键（duplicate key）", "")
    assert not any("\u4e00" <= char <= "\u9fff" for char in told)


def test_an_empty_file_says_nothing(tree):
    for text in ("", "# nothing\n", "{}\n"):
        assert of_file(str(tree({"kpilint.yaml": text}) / "a.yaml")).values == {}


def test_options_that_contradict_or_name_nothing(tree, kpilint):
    path = tree({"kpilint.yaml": ""}) / "a.yaml"
    assert kpilint("check", path, "--config", path.parent / "none.yaml").returncode == 2
    assert kpilint("check", path, "--config", path.parent / "kpilint.yaml", "--no-config").returncode == 2
    assert kpilint("config", "show", path.parent / "none.yaml").returncode == 2


def test_config_show_tells_the_origin_of_each_value(tree, kpilint):
    root = tree(
        {
            "kpilint.yaml": "profile: strict\nmanifest:\n- {path: 县, county: 云岭县, year: 2025, force: true}\n",
            "县/kpilint.yaml": "extends: ../kpilint.yaml\nfail_under: 70\n",
        }
    )
    shown = kpilint("config", "show", "县/a.yaml", cwd=root).stdout.decode()
    lines = {line.split()[0]: line for line in shown.splitlines() if line.split()}
    assert set(RUN_KEYS) <= set(lines)
    assert "strict" in lines["profile"]
    assert " kpilint.yaml 第 1 行" in lines["profile"]
    assert "县/kpilint.yaml 第 2 行" in lines["fail_under"].replace("\\", "/")
    assert "默认" in lines["fail_on"]
    assert "云岭县" in shown
    none = kpilint("config", "show", EXAMPLES / "tables.yaml", cwd=root).stdout.decode()
    assert "没有找到 kpilint.yaml" in none


def test_settings_files_are_no_documents(tree, kpilint):
    root = tree({"kpilint.yaml": "fail_on: never\n", "县/kpilint.yaml": "fail_on: never\n"})
    data = json.loads(kpilint("check", root, "-f", "json").stdout)
    assert [Path(one["path"]).name for one in data["documents"]] == ["a.yaml", "a.yaml"]


def test_its_schema_is_published(kpilint):
    schema = json.loads(kpilint("schema", "config").stdout)
    assert set(RUN_KEYS) < set(schema["properties"])
    assert schema == json.loads(published.text("config"))


@given(st.text(max_size=60))
def test_any_text_is_settings_or_an_error(text):
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - fixtures do not go with @given

    with TemporaryDirectory() as folder:
        path = Path(folder) / "kpilint.yaml"
        path.write_bytes(text.encode("utf-8", "replace"))
        try:
            configuration.load(path)
        except ConfigError as error:
            assert "kpilint.yaml" in error.zh  # noqa: PT017 - most texts are none
