"""Exceptions: comments in YAML and entries of settings files, what they excuse, and what is wrong with them."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint import api
from kpilint.configuration import Configuration
from kpilint.model import Place, Remark
from kpilint.report import waivers
from kpilint.report.requests import Request, asked_in
from kpilint.report.waivers import Terms
from kpilint.rulesets import all_rules
from kpilint.runs.settling import Run, settled
from kpilint.sources.trees.remarks import remarks

TODAY = date(2026, 6, 1)
TABLE = """\
单位: 云岭县农业农村局
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
    指标值确定依据: 相关政策
  - 一级指标: 满意度指标
    二级指标: 服务对象满意度
    三级指标: 养殖户满意度
    绩效指标描述: 问卷中选择满意的户数除以有效问卷数
    指标值: ≥90%
    指标值确定依据: 2024年抽样调查满意度为88%
"""
VALUE, BASIS = '指标值: "4"', "指标值确定依据: 相关政策"


def checked(tmp_path, text, *, requests=(), profile="national", today=TODAY):
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    made = api.check_files([str(path)], api.Choice(profile))
    return settled(made, Run(api.Choice(profile), today, Configuration(exceptions=tuple(requests))))


def excused(report):
    return {entry.finding.seen.rule: entry.waiver.reason for entry in report.entries if entry.waiver}


def noted(report):
    return [one.seen.rule for one in report.findings if one.seen.rule.startswith("exception/")]


def put(line, comment):
    assert line in TABLE
    return TABLE.replace(line, f"{line}  # kpilint: {comment}")


def above(line, comment):
    indent = " " * next(len(one) - len(one.lstrip()) for one in TABLE.splitlines() if line in one)
    return "\n".join(f"{indent}# kpilint: {comment}\n{one}" if line in one else one for one in TABLE.splitlines())


def test_without_exceptions_the_faults_are_there(tmp_path):
    found = {one.seen.rule for one in checked(tmp_path, TABLE).findings}
    assert {"unit/missing", "basis/generic"} <= found


def test_a_comment_behind_a_cell_excuses_the_rule_in_that_line_only(tmp_path):
    report = checked(tmp_path, put(VALUE, "ignore[unit/missing] 批次就是这么记"))
    assert excused(report) == {"unit/missing": "批次就是这么记"}
    assert noted(report) == []


def test_a_comment_on_a_line_of_its_own_is_about_all_that_the_next_line_begins(tmp_path):
    row = checked(tmp_path, above("一级指标: 产出指标", "ignore[unit/missing, basis/generic] 旧口径"))
    assert set(excused(row)) == {"unit/missing", "basis/generic"}
    whole = checked(tmp_path, above("绩效目标表:", "ignore[unit/*] 旧口径"))
    assert set(excused(whole)) == {"unit/missing"}
    other = checked(tmp_path, above("一级指标: 满意度指标", "ignore[unit/missing] 旧口径"))
    assert (excused(other), noted(other)) == ({}, ["exception/unused"])


def test_the_score_as_submitted_stays_and_the_one_after_exceptions_stands_beside_it(tmp_path):
    (before,) = checked(tmp_path, TABLE).tables
    (after,) = checked(tmp_path, put(VALUE, "ignore[unit/missing] 批次就是这么记")).tables
    assert after.score.hundredths == before.score.hundredths
    assert after.accepted.hundredths > after.score.hundredths
    assert sum(line.lost for line in after.accepted.ledger) == 10_000 - after.accepted.hundredths
    left = {after.check.findings[line.finding].seen.rule for line in after.accepted.ledger}
    assert "basis/generic" in left
    assert "unit/missing" not in left


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("ignore[unit/missing]", "exception/no-reason"),
        ("ignore[unit/missing] 　—— ", "exception/no-reason"),
        ("ignore[unit/missing] until=2026-12-31", "exception/no-reason"),
        ("ignore[unit/missing] 已商定 until=2026-13-31", "exception/bad-date"),
        ("ignore[unit/missing] 已商定 until=明年", "exception/bad-date"),
        ("ignore[unit/missing] 已商定 until=2026-05-31", "exception/expired"),
        ("ignore[unit/mising] 已商定", "exception/unknown-rule"),
        ("ignore[] 已商定", "exception/malformed"),
        ("ignore unit/missing 已商定", "exception/malformed"),
        ("ignored[unit/missing] 已商定", "exception/malformed"),
        ("ignore[unit/wrong-kind] 已商定", "exception/unused"),
        ("ignore[structure/rows-unread] 已商定", "exception/refused"),
        ("ignore[engine/rule-crashed] 已商定", "exception/refused"),
    ],
)
def test_an_exception_that_is_wrong_excuses_nothing_and_is_a_finding(tmp_path, comment, code):
    report = checked(tmp_path, put(VALUE, comment))
    assert excused(report) == {}
    assert noted(report) == [code]
    (note,) = [one for one in report.findings if one.seen.rule == code]
    assert report.place(note).line == TABLE.splitlines().index(f"    {VALUE}") + 1
    assert all(report.message(note, lang) for lang in ("zh", "en"))


def test_the_last_day_is_a_day_on_which_it_holds(tmp_path):
    text = put(VALUE, "ignore[unit/missing] 已商定 until=2026-06-01")
    assert set(excused(checked(tmp_path, text))) == {"unit/missing"}
    assert noted(checked(tmp_path, text, today=date(2026, 6, 2))) == ["exception/expired"]


def test_an_exception_for_a_rule_that_does_not_run_is_not_called_unused(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(put(VALUE, "ignore[unit/wrong-kind] 已商定"), "utf-8")
    choice = api.Choice(only=("basis/*",))
    assert noted(settled(api.check_files([str(path)], choice), Run(choice, TODAY))) == []


def test_rules_that_a_profile_holds_to_cannot_be_excused(tmp_path):
    path = tmp_path / "held.yaml"
    path.write_text("profile: held\nextends: national\ntitle: {zh: 甲, en: A}\nnot_ignorable: [unit/*]\n", "utf-8")
    text = put(VALUE, "ignore[unit/missing] 批次就是这么记")
    report = checked(tmp_path, text, profile=str(path))
    assert (excused(report), noted(report)) == ({}, ["exception/refused"])
    wide = checked(tmp_path, above("一级指标: 产出指标", "ignore[*] 旧口径"), profile=str(path))
    assert "unit/missing" not in excused(wide)
    assert "basis/generic" in excused(wide)
    assert noted(wide) == ["exception/refused"]


def test_an_entry_of_a_settings_file_excuses_one_finding_of_one_file(tmp_path):
    plain = checked(tmp_path, TABLE)
    (mark,) = [one.fingerprint for one in plain.entries if one.finding.seen.rule == "unit/missing"]
    ask = Request("unit/missing", "批次", "kpilint.yaml", Place(3, 1), None, mark, lambda path: path.endswith("a.yaml"))
    assert excused(checked(tmp_path, TABLE, requests=[ask])) == {"unit/missing": "批次"}
    elsewhere = replace(ask, document=lambda path: path.endswith("b.yaml"))
    report = checked(tmp_path, TABLE, requests=[elsewhere])
    assert (excused(report), noted(report)) == ({}, [])  # its file was not checked: nobody can say it is unused
    gone = replace(ask, fingerprint="0" * 20)
    report = checked(tmp_path, TABLE, requests=[gone])
    assert noted(report) == ["exception/unused"]
    assert [one.document.path for one in report.documents if one.findings] == ["kpilint.yaml"]
    assert len(report.sources) == 1


def test_exceptions_are_in_every_report_with_their_reason(kpilint, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(put(VALUE, "ignore[unit/missing] 批次就是这么记 until=2999-01-01"), "utf-8")
    text = kpilint("check", path).stdout.decode()
    assert "例外 12:10 理由：批次就是这么记（至 2999-01-01）" in text
    assert "扣除已同意的例外后" in text
    data = json.loads(kpilint("check", path, "-f", "json").stdout)
    (table,) = data["documents"][0]["tables"]
    (found,) = [one for one in table["findings"] if one["rule"] == "unit/missing"]
    assert found["waiver"] == {"reason": "批次就是这么记", "until": "2999-01-01", "path": str(path), "line": 12}
    assert table["accepted"] > table["score"]
    assert data["summary"]["waived"] == 1
    assert data["summary"]["accepted"] > data["summary"]["mean"]


def test_waived_findings_do_not_fail_a_run_and_no_exceptions_makes_them(kpilint, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(above("绩效目标表:", "ignore[*] 测试"), "utf-8")
    assert kpilint("check", path, "--fail-on", "info").returncode == 0
    assert kpilint("check", path, "--no-exceptions", "--fail-on", "info").returncode == 1
    assert "理由：" not in kpilint("check", path, "--no-exceptions").stdout.decode()


def test_the_command_prints_entries_that_excuse_what_they_list(kpilint, tmp_path):
    path = tmp_path / "县区" / "a.yaml"
    path.parent.mkdir()
    path.write_text(TABLE, "utf-8")
    settings = tmp_path / "kpilint.yaml"
    settings.write_text("fail_on: info\n", "utf-8")
    asked = kpilint("exceptions", path, "--rule", "unit/*", "--reason", "甲“乙”: 丙", "--until", "2999-12-31")
    settings.write_text("fail_on: info\n" + asked.stdout.decode(), "utf-8")
    data = json.loads(kpilint("check", path, "-f", "json", cwd=tmp_path).stdout)
    found = {one["rule"]: one["waiver"] for one in data["documents"][0]["tables"][0]["findings"]}
    assert found["unit/missing"]["reason"] == "甲“乙”: 丙"
    assert found["basis/generic"] is None
    assert len(yaml.safe_load(asked.stdout)["exceptions"]) == 1
    unknown = kpilint("exceptions", path, "--rule", "unit/mising")
    assert (unknown.returncode, "是否指 unit/missing" in unknown.stderr.decode()) == (2, True)
    assert kpilint("exceptions", path, "--until", "明年").returncode == 2


def test_where_nothing_is_found_there_is_still_something_to_paste(kpilint, tmp_path):
    asked = kpilint("exceptions", "examples/model.yaml")
    assert (asked.returncode, asked.stdout.decode().strip()) == (0, "exceptions: []")
    assert "没有可列为例外的问题" in asked.stderr.decode()
    (tmp_path / "kpilint.yaml").write_bytes(asked.stdout)
    (tmp_path / "a.yaml").write_text(TABLE, "utf-8")
    assert kpilint("check", "a.yaml", cwd=tmp_path).returncode < 2


def test_entries_without_a_reason_are_refused_with_their_place(kpilint, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(TABLE, "utf-8")
    (tmp_path / "kpilint.yaml").write_bytes(kpilint("exceptions", path).stdout)
    done = kpilint("check", path)
    assert done.returncode == 2
    assert "reason" in done.stderr.decode()
    assert "第 " in done.stderr.decode()


def test_copies_of_a_file_in_other_formats_take_the_same_entry(tmp_path):
    source = checked(tmp_path, TABLE)
    (mark,) = [one.fingerprint for one in source.entries if one.finding.seen.rule == "unit/missing"]
    as_json = tmp_path / "a.json"
    as_json.write_text(json.dumps(yaml.safe_load(TABLE), ensure_ascii=False), "utf-8")
    other = api.check_files([str(as_json)])
    assert [one.finding.seen.rule for one in other.entries if one.fingerprint == mark] == ["unit/missing"]


# -- reading comments


def lines_of(text):
    return [(one.text, one.first, one.last) for one in remarks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1 # kpilint: x\n", [("x", 1, 1)]),
        ("# kpilint: x\na: 1\nb: 2\n", [("x", 2, 2)]),
        ("# kpilint: x\n\n# more\na:\n  - 1\n  - 2\nb: 2\n", [("x", 4, 6)]),
        ("# kpilint: x\na:\n- 1\n- 2\nb: 2\n", [("x", 2, 4)]),
        ("a:\n  # kpilint: x\n  - b: 1\n    c: 2\n  - b: 3\n", [("x", 3, 4)]),
        ("a:\n- b: 1\n  # kpilint: x\n- b: 3\n", [("x", 4, 4)]),
        ("a: 1\n# kpilint: x\n", [("x", 2, 2)]),
        ("a: 1\n#kpilint:x\nb: 2", [("x", 3, 3)]),
        ("a: '# kpilint: x'\n", []),
        ("a: b# kpilint: x\n", []),
        ("a: |\n  # kpilint: x\n  text\n", []),
        ("a: |\n  text\n# kpilint: x\nb: 1\n", [("x", 4, 4)]),
        ("a: |  # kpilint: x\n  text\n", [("x", 1, 1)]),
        ('a: "1\n  # kpilint: x"\nb: 2\n', []),
        ("a: 1\r\n# kpilint: x\r\nb: 2\r\n", [("x", 3, 3)]),
        ("a: [1, # kpilint: x\n  2]\n", [("x", 1, 1)]),
        ("a: kpilint, no comment", []),
    ],
)
def test_which_lines_a_comment_is_about(text, expected):
    assert lines_of(text) == expected


@given(st.lists(st.sampled_from(["甲", "乙: 丙", "'", '"', "#", "\t", "𝕏"]), max_size=6))
def test_a_quoted_text_is_never_a_comment(parts):
    text = json.dumps({"a": "".join(parts) + " # kpilint: ignore[x] y"}, ensure_ascii=False)
    assert remarks(text) == ()


@given(st.text(max_size=80))
def test_any_comment_is_an_exception_or_a_note(text):
    for one in asked_in(Remark(text, Place(1, 1), 1, 1), "a.yaml"):
        assert isinstance(one, Request) or one.rule.startswith("exception/")


@given(st.data())
def test_excusing_more_never_lowers_the_score_and_leaves_the_one_submitted(data):
    report = SHIPPED
    entries = [one for one in report.entries if one.finding.at.table is not None]
    chosen = data.draw(st.sets(st.sampled_from(range(len(entries))), max_size=12))
    asks = [
        Request(
            entries[at].finding.seen.rule, "甲", "kpilint.yaml", Place(at, 1), None, entries[at].fingerprint,
            lambda _: True,
        )
        for at in sorted(chosen)
    ]  # fmt: skip
    after = waivers.apply(report, Terms(TODAY, tuple(asks), frozenset(all_rules())))
    for one, other in zip(report.tables, after.tables, strict=True):
        assert other.score == one.score
        assert (other.accepted.hundredths or 0) >= (one.score.hundredths or 0)
    assert [one.finding for one in after.entries if one.waiver is None and one.finding.seen.rule in report.rules] == [
        one.finding for one in report.entries if not any(ask.fingerprint == one.fingerprint for ask in asks)
    ]


SHIPPED = api.check_files([str(Path(__file__).parents[1] / "examples" / "tables.yaml")])
