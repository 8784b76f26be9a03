"""The baseline: what was there before is known, fails nothing, and changes no score."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint import api
from kpilint.errors import ConfigError
from kpilint.report import baseline
from kpilint.report.baseline import Baseline, BaselineEntry

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def tables(tmp_path):
    path = tmp_path / "tables.yaml"
    shutil.copy(EXAMPLES / "tables.yaml", path)
    return path


@pytest.fixture
def kept(tmp_path, tables, kpilint):
    path = tmp_path / "kpilint-baseline.json"
    assert kpilint("baseline", "create", tables, "-b", path).returncode == 0
    return path


def report_of(done):
    return json.loads(done.stdout)


def test_what_is_in_the_baseline_does_not_fail_a_run_and_keeps_its_score(kpilint, tables, kept):
    before = report_of(kpilint("check", tables, "-f", "json"))
    done = kpilint("check", tables, "-f", "json", "--baseline", kept, "--fail-on", "info")
    after = report_of(done)
    assert done.returncode == 0
    assert [one["score"] for one in after["documents"][0]["tables"]] == [
        one["score"] for one in before["documents"][0]["tables"]
    ]
    assert after["summary"]["known"] == sum(before["summary"]["findings"].values())
    assert all(one["known"] for table in after["documents"][0]["tables"] for one in table["findings"])


def test_a_new_finding_fails_and_is_the_only_one_listed(kpilint, tables, kept):
    text = tables.read_text("utf-8")
    tables.write_text(text.replace("≥195%", "≥295%"), "utf-8")
    done = kpilint("check", tables, "--baseline", kept)
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert re.findall(r"\[([a-z]+/[a-z0-9-]+)\]", shown.replace("\n", "")) == ["unit/rate-over-100", "baseline/stale"]
    assert "在基线内" in shown


def test_rows_may_move_and_files_be_renamed(kpilint, tmp_path, tables, kept):
    moved = tmp_path / "改名" / "b.yaml"
    moved.parent.mkdir()
    moved.write_text("# 一行\n# 又一行\n" + tables.read_text("utf-8"), "utf-8")
    tables.unlink()
    assert kpilint("check", moved, "--baseline", kept, "--fail-on", "info").returncode == 0


def test_two_findings_alike_are_not_both_excused_by_one(kpilint, tmp_path, tables, kept):
    copy = tmp_path / "copy.yaml"
    shutil.copy(tables, copy)
    only = ["--only", "unit/*", "--baseline", kept]
    assert kpilint("check", tables, *only).returncode == 0
    assert kpilint("check", tables, copy, *only).returncode == 1


def test_what_is_gone_is_reported_without_failing_and_dropped_by_update(kpilint, tables, kept):
    tables.write_text(tables.read_text("utf-8").replace("≥195%", "≥95%"), "utf-8")
    done = kpilint("check", tables, "--baseline", kept)
    assert done.returncode == 0
    assert "基线中有 1 个问题已不再出现" in done.stdout.decode()
    shown = kpilint("baseline", "show", tables, "-b", kept).stdout.decode()
    assert "已不再出现的 1 个" in shown
    assert "unit/rate-over-100" in shown
    updated = kpilint("baseline", "update", tables, "-b", kept)
    assert "新增 0 个，去掉 1 个" in updated.stderr.decode()
    assert "已不再出现" not in kpilint("check", tables, "--baseline", kept).stdout.decode()


def test_update_leaves_what_it_did_not_check(kpilint, tmp_path, tables, kept):
    other = tmp_path / "other.yaml"
    other.write_text(tables.read_text("utf-8").replace("防疫物资", "防疫药品").replace("农田", "果园"), "utf-8")
    before = json.loads(kept.read_bytes())["entries"]
    kpilint("baseline", "update", other, "-b", kept)
    after = json.loads(kept.read_bytes())["entries"]
    assert {one["path"] for one in after} == {"tables.yaml", "other.yaml"}
    assert {one["fingerprint"] for one in before} <= {one["fingerprint"] for one in after}


def test_it_holds_wherever_kpilint_runs(kpilint, tmp_path, tables, kept):
    tables.write_text(tables.read_text("utf-8").replace("≥195%", "≥95%"), "utf-8")
    for folder, file, base in ((tmp_path, "tables.yaml", kept.name), (tmp_path.parent, tables, kept)):
        done = kpilint("check", file, "--baseline", base, cwd=folder)
        assert "已不再出现" in done.stdout.decode()


def test_create_does_not_replace_without_being_told(kpilint, tables, kept):
    again = kpilint("baseline", "create", tables, "-b", kept)
    assert (again.returncode, "--force" in again.stderr.decode()) == (2, True)
    assert kpilint("baseline", "create", tables, "-b", kept, "--force").returncode == 0


def test_kpilint_yaml_names_it_and_no_baseline_leaves_it_aside(kpilint, tmp_path, tables, kept):
    (tmp_path / "kpilint.yaml").write_text(f"baseline: {kept.name}\nfail_on: info\n", "utf-8")
    assert kpilint("check", tables).returncode == 0
    assert kpilint("check", tables, "--no-baseline").returncode == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"format": "kpilint.baseline/9", "profile": "", "created": ""}', b"\xff\xfe", b"1"],
)
def test_what_is_no_baseline_is_one_clear_message(kpilint, tmp_path, tables, content):
    path = tmp_path / "b.json"
    path.write_bytes(content)
    done = kpilint("check", tables, "--baseline", path)
    assert done.returncode == 2
    assert str(path) in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_baseline_that_is_missing_is_one_clear_message(kpilint, tmp_path, tables):
    done = kpilint("check", tables, "--baseline", tmp_path / "none.json")
    assert (done.returncode, "文件不存在" in done.stderr.decode()) == (2, True)


def test_the_baseline_beside_the_data_is_no_document(kpilint, tmp_path, kept):
    (tmp_path / "kpilint.yaml").write_text("fail_on: never\n", "utf-8")
    done = kpilint("check", tmp_path)
    assert done.returncode == 0
    assert kept.name not in done.stdout.decode() + done.stderr.decode()


def test_findings_that_say_what_was_not_assessed_are_never_known(tmp_path):
    path = tmp_path / "a.md"
    path.write_text((EXAMPLES / "qinghe-2025.md").read_text("utf-8") + "\n| 一级指标 | 二级指标 |\n| x |\n", "utf-8")
    report = api.check_files([str(path)])
    made = baseline.of_report(report, "2026-01-01", str)
    assert {one.rule for one in made.entries} <= set(report.rules)


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@given(
    st.lists(
        st.builds(BaselineEntry, texts, texts, texts, texts, texts, st.integers(1, 9)),
        max_size=5,
    )
)
def test_what_is_written_is_read_again_the_same(entries):
    made = Baseline(baseline.FORMAT, "national@2026.1", "2026-01-01", tuple(entries))
    text = baseline.encode(made)
    assert baseline.decode(text.encode(), "b.json") == made
    assert len(text.rstrip("\n").split("\n")) == (len(entries) + 2 if entries else 1)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_baseline_or_an_error(data):
    try:
        baseline.decode(data, "b.json")
    except ConfigError as error:
        assert "b.json" in error.zh  # noqa: PT017 - most bytes are none
