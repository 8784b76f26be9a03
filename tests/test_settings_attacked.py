"""Settings files, baselines and reports against those who want a better score, and those who slip."""

import html
import json
import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from kpilint import api, configuration
from kpilint.belonging.globs import matches
from kpilint.cli.setup import least_in
from kpilint.configuration import NAME, Configuration
from kpilint.errors import ConfigError, UsageError
from kpilint.exitcodes import EXIT_CLEAN, EXIT_FINDINGS, exit_code
from kpilint.finding import Severity
from kpilint.outputs.context import Context
from kpilint.outputs.formats import render
from kpilint.outputs.terminal import Style
from kpilint.report import baseline as baselines
from kpilint.runs.settling import Run, names_from, read_baseline, settled, write_baseline

TODAY = date(2026, 6, 1)
NATIONAL = api.Choice("national")
TABLE = """\
单位: {unit}
年度: 2025
绩效目标表:
- 标题: 1、防疫经费绩效目标表
  项目名称: 防疫经费
  绩效目标: 完成全县春秋两季防疫，免疫密度达到95%
  绩效指标:
  - 一级指标: 产出指标
    二级指标: 数量指标
    三级指标: 发放防疫物资批次
    绩效指标描述: 全年向各乡镇发放并签收的防疫物资批次
    指标值: "4"
    指标值确定依据: 2024年发放4批
"""
RULES = api.Choice(only=("unit/missing",))
ENTRY = 'exceptions: [{{file: {file}, rule: unit/missing, fingerprint: "{mark}", reason: 已商定, until: {until}}}]\n'


def put(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def table(unit="云岭县农业农村局"):
    return TABLE.format(unit=unit)


def run(paths, *, baseline=None, today=TODAY, **more):
    found = configuration.of_run(map(str, paths))
    terms = Run(RULES, today, found, baseline=baseline, **more)
    return api.check_run([str(one) for one in paths], terms)


def noted(report, family="exception/"):
    return [one.seen.rule for one in report.findings if one.seen.rule.startswith(family)]


def states(report):
    return [(one.waiver is not None, one.known) for one in report.entries if one.finding.seen.rule == "unit/missing"]


def mark_of(path):
    return next(iter(run([path]).entries)).fingerprint


def entry(file, mark, until="2026-12-31"):
    return ENTRY.format(file=file, mark=mark, until=until)


# settings files that are none


def bomb():
    names = "abcdefghij"
    lines = [f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]" for before, one in pairwise(names)]
    return "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *lines, "select: *j\n"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "嵌套"),
        ("- " * 100_000, "嵌套"),
        (bomb(), "展开"),
        ("exceptions: &a [*a]\n", "引用了自己"),
        ("#" * 8_000_001, "过大"),
        ("fail_under: .nan\n", "0 到 100"),
        ('extends: "a\\0b"\n', "空字符"),
        ('baseline: "a\\0b"\n', "空字符"),
        ("fail_on: !!python/object/apply:os.system [id]\n", "python"),
        ("fail_on: never\n---\nfail_on: info\n", "document"),
        (entry("a.yaml", "0" * 20).replace("已商定", "'——'"), "没有写出理由"),
        (entry("a.yaml", "0" * 20, "明年"), "2021-01-01"),
    ],
)
def test_settings_that_are_built_to_harm_end_in_a_message(tmp_path, text, said):
    path = tmp_path / NAME
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        configuration.load(path)
    assert said in caught.value.zh
    assert NAME in caught.value.zh


@pytest.mark.parametrize("written", ["2026-12-31", "'2026-12-31'", "2026/12/31", "2026年12月31日", "20261231"])
def test_the_last_day_may_be_written_as_people_do(tmp_path, written):
    path = put(tmp_path, kpilint_yaml=entry("a.yaml", "0" * 20, written)) / NAME
    (one,) = configuration.load(path).exceptions
    assert one.until == date(2026, 12, 31)


@pytest.mark.parametrize("name", ["kpilint.yml", "kpilint.yaml.txt"])
def test_a_settings_file_under_nearly_its_name_is_not_overlooked(tmp_path, name):
    (tmp_path / name).write_text("fail_on: never\n", "utf-8")
    with pytest.raises(ConfigError, match=name):
        configuration.nearest(str(tmp_path / "a.yaml"))


def test_what_has_the_name_and_is_no_file_is_not_overlooked(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(ConfigError):
        configuration.nearest(str(tmp_path / "a.yaml"))


# exceptions of settings files


def test_two_exceptions_on_one_line_both_hold(tmp_path):
    one = entry("a.yaml", "0" * 20).removeprefix("exceptions: [").removesuffix("]\n")
    put(tmp_path, kpilint_yaml=f"exceptions: [{one}, {one.replace('0' * 20, '1' * 20)}]\n", a_yaml=table())
    assert len(configuration.of_run([str(tmp_path / "a.yaml")]).exceptions) == 2


def test_folders_that_extend_the_same_settings_agree(tmp_path):
    put(
        tmp_path,
        kpilint_yaml="baseline: b.json\nprofile: ours.yaml\n" + entry("甲/a.yaml", "0" * 20),
        ours_yaml="profile: ours\nextends: national\ntitle: {zh: 甲, en: A}\n",
        甲__kpilint_yaml="extends: ../kpilint.yaml\n",
        乙__kpilint_yaml="extends: ../kpilint.yaml\n",
    )
    found = configuration.of_run([str(tmp_path / name / "a.yaml") for name in ("甲", "乙", ".")])
    assert Path(found.get("baseline")) == tmp_path / "b.json"
    assert len(found.exceptions) == 1


def test_a_glob_is_used_if_any_file_it_means_uses_it_and_judged_only_if_all_were_there(tmp_path):
    put(tmp_path, a_yaml=table("甲局").replace('"4"', "4批"), b_yaml=table("乙局"))
    put(tmp_path, kpilint_yaml=entry('"*.yaml"', mark_of(tmp_path / "b.yaml")))
    both, first, second = [tmp_path / "a.yaml", tmp_path / "b.yaml"], [tmp_path / "a.yaml"], [tmp_path / "b.yaml"]
    assert noted(run(both)) == noted(run(first)) == noted(run(second)) == []
    put(tmp_path, b_yaml=table("乙局").replace('"4"', "4批"))
    assert noted(run(both)) == ["exception/unused"]
    assert noted(run(first)) == []


@pytest.mark.parametrize("file", ["tabels.yaml", "县/*.yaml"])
def test_an_exception_for_a_file_that_is_not_there_is_told(tmp_path, file):
    put(tmp_path, a_yaml=table(), kpilint_yaml=entry(file, "0" * 20))
    report = run([tmp_path / "a.yaml"])
    assert noted(report) == ["exception/no-file"]
    (note,) = [one for one in report.findings if one.seen.rule == "exception/no-file"]
    assert file in report.message(note, "zh")


def test_an_exception_for_a_file_that_was_not_checked_is_not_judged(tmp_path):
    put(tmp_path, a_yaml=table(), b_yaml=table(), kpilint_yaml=entry("b.yaml", "0" * 20))
    assert noted(run([tmp_path / "a.yaml"])) == []


def test_what_looks_across_documents_is_not_judged_where_some_were_left_out(tmp_path):
    put(
        tmp_path,
        a_yaml="# kpilint: ignore[boilerplate/*] 统一口径\n绩效目标表:\n" + table().partition("绩效目标表:\n")[2],
    )
    made = api.check_files([str(tmp_path / "a.yaml")], NATIONAL)
    assert noted(settled(made, Run(NATIONAL, TODAY))) == ["exception/unused"]
    assert noted(settled(made, Run(NATIONAL, TODAY, partial=True))) == []


def test_an_exception_ends_on_its_day_though_the_cache_is_warm(tmp_path):
    put(tmp_path, a_yaml=table().replace('"4"', '"4"  # kpilint: ignore[unit/missing] 已商定 until=2026-06-01'))
    cache = api.locate(tmp_path / "cache")

    def at(day):
        return api.check_run([str(tmp_path / "a.yaml")], Run(RULES, day), cache=cache)

    assert states(at(TODAY)) == states(at(TODAY)) == [(True, False)]
    late = at(TODAY + timedelta(1))
    assert (states(late), noted(late)) == ([(False, False)], ["exception/expired"])


@pytest.mark.parametrize(
    ("path", "pattern", "folder", "expected"),
    [
        ("/w/甲/a.yaml", "../甲/a.yaml", "/w/乙", True),
        ("/w/乙/甲/a.yaml", "../甲/a.yaml", "/w/乙", False),
        ("/w/甲/a.yaml", "/w/甲/a.yaml", "/w/乙", True),
        ("/w/乙/甲/a.yaml", "甲\\a.yaml", "/w/乙", True),
        ("/w/乙/甲/a.yaml", "./甲/../甲/*.yaml", "/w/乙", True),
        (f"/w/{unicodedata.normalize('NFD', 'é')}.yaml", "é.yaml", "/w", True),
    ],
)
def test_which_files_a_pattern_takes_in(path, pattern, folder, expected):
    assert matches(path, pattern, folder) is expected


# the baseline


@pytest.fixture
def copies(tmp_path):
    """Make two files with the same finding, and a baseline of them."""
    put(tmp_path, a_yaml=table(), b_yaml=table())
    path = tmp_path / "kpilint-baseline.json"
    made = baselines.of_report(run([tmp_path / "a.yaml", tmp_path / "b.yaml"]), "2026-06-01", names_from(path)[0])
    write_baseline(path, made)
    return path


def test_a_copy_that_was_not_checked_is_not_called_gone(copies):
    a = copies.with_name("a.yaml")
    report = run([a], baseline=copies)
    assert (states(report), noted(report, "baseline/")) == ([(False, True)], [])


def test_update_of_one_copy_leaves_the_other_in_the_baseline(copies):
    a = copies.with_name("a.yaml")
    a.write_text(table().replace('"4"', "4批"), "utf-8")
    new = baselines.renewed(run([a]), read_baseline(copies), "2026-06-02", *names_from(copies))
    assert [(one.path, one.count) for one in new.entries] == [("b.yaml", 1)]


def test_a_new_copy_of_known_faults_is_new_even_where_only_it_is_checked(copies):
    put(copies.parent, c_yaml=table())
    assert states(run([copies.with_name("c.yaml")], baseline=copies)) == [(False, False)]
    assert states(run([copies.with_name(f"{one}.yaml") for one in "abc"], baseline=copies)) == [
        (False, True), (False, True), (False, False),
    ]  # fmt: skip


def test_a_file_that_was_renamed_takes_its_known_findings_along(copies):
    copies.with_name("a.yaml").rename(copies.with_name("新.yaml"))
    report = run([copies.with_name("新.yaml"), copies.with_name("b.yaml")], baseline=copies)
    assert (states(report), noted(report, "baseline/")) == ([(False, True), (False, True)], [])


def test_what_was_found_in_a_file_that_is_deleted_is_gone(copies):
    copies.with_name("a.yaml").unlink()
    report = run([copies.with_name("b.yaml")], baseline=copies)
    assert (states(report), noted(report, "baseline/")) == ([(False, True)], ["baseline/stale"])


@pytest.mark.parametrize("count", [-1, 0, 10**9])
def test_a_count_that_would_excuse_all_to_come_is_refused(copies, count):
    copies.write_text(copies.read_text("utf-8").replace('"count":1', f'"count":{count}'), "utf-8")
    with pytest.raises(ConfigError):
        read_baseline(copies)


def test_an_exception_counts_before_the_baseline_and_neither_touches_the_score(copies):
    a = copies.with_name("a.yaml")
    before = [one.score for one in run([a]).tables]
    put(copies.parent, kpilint_yaml=entry("a.yaml", mark_of(a)))
    report = run([a], baseline=copies)
    assert states(report) == [(True, False)]
    (after,) = report.tables
    assert [after.score] == before
    assert after.accepted.hundredths >= after.score.hundredths


def test_writing_a_baseline_leaves_nothing_else_behind(copies):
    assert sorted(one.name for one in copies.parent.iterdir()) == ["a.yaml", "b.yaml", copies.name]


# what a report says of it all


def shown(report, form):
    return render(form, report, Context(Style("zh"), "1", TODAY, Severity.ERROR, None, False)).decode()


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json"])
def test_a_report_tells_what_settings_did_to_it(tmp_path, form):
    put(
        tmp_path,
        mine_yaml="profile: mine\nextends: national\ntitle: {zh: 甲, en: A}\nseverity: {unit/missing: info}\n",
        kpilint_yaml="profile: mine.yaml\nignore: [basis/*]\n" + entry("a.yaml", "0" * 20),
        a_yaml=table(),
    )
    found = configuration.of_run([str(tmp_path / "a.yaml")])
    choice = api.Choice(found.get("profile"), ignore=found.get("ignore"))
    text = shown(api.check_run([str(tmp_path / "a.yaml")], Run(choice, TODAY, found)), form)
    joined = html.unescape(text).replace("\n", "").replace("\\", "")
    assert str(tmp_path / NAME) in joined
    assert str(tmp_path / "mine.yaml") in joined
    assert "basis/*" in joined
    if form == "json":
        used = json.loads(text)["used"]
        assert (used["exceptions"], used["heeded"], used["baseline"]) == (1, True, None)
        assert used["chosen"][1] == {"key": "ignore", "values": ["basis/*"], "path": str(tmp_path / NAME), "line": 2}


def test_a_report_of_nothing_but_the_profile_says_nothing_more(tmp_path):
    put(tmp_path, a_yaml=table())
    report = api.check_run([str(tmp_path / "a.yaml")], Run(NATIONAL, TODAY, Configuration()))
    assert "设置" not in shown(report, "html").partition("本次检查的设置")[1]
    assert json.loads(shown(report, "json"))["used"]["files"] == []


@pytest.mark.parametrize("more", ["severity: {unit/missing: info}\n", "disable: [unit/*]\n", "options: {unit: {}}\n"])
def test_a_profile_of_ones_own_cannot_take_the_id_of_an_official_model(tmp_path, more):
    official = api.load_profile("national")
    path = tmp_path / "national2.yaml"
    head = "profile: national2\nextends: national\ntitle: {zh: 甲, en: A}\n"
    path.write_text(f"{head}{more}score: {{model: '{official.model.id}'}}\n", "utf-8")
    same = more.startswith("options")
    assert (api.load_profile(str(path)).model.id == official.model.id) is same


# exit codes


@pytest.mark.parametrize("least", [float("nan"), float("inf"), -1.0, 100.5])
def test_a_limit_that_is_no_score_is_an_error(least):
    with pytest.raises(UsageError, match=r"0 (?:到|to) 100"):
        least_in(Run(NATIONAL, TODAY), least)


def test_a_score_at_the_limit_is_not_under_it(tmp_path):
    put(tmp_path, a_yaml=table())
    report = run([tmp_path / "a.yaml"])
    (one,) = report.tables
    document = report.documents[0]
    for points in range(0, 10_001, 10):
        scored = replace(one, score=replace(one.score, hundredths=points))
        at = replace(report, documents=(replace(document, tables=(scored,)),))
        assert exit_code(at, fail_on=None, fail_under=points / 100) == EXIT_CLEAN
    assert exit_code(at, fail_on=None, fail_under=100.0) == EXIT_CLEAN
    low = replace(
        report, documents=(replace(document, tables=(replace(one, score=replace(one.score, hundredths=9)),)),)
    )
    assert exit_code(low, fail_on=None, fail_under=0.1) == EXIT_FINDINGS
