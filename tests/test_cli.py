"""kpilint as its users run it: exit codes, messages, formats, languages."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from kpilint import cli, console, problems
from kpilint.exitcodes import EXIT_NOT_ASSESSED
from kpilint.outputs import json_report, rulebook

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CLEAN = "examples/model.yaml"
FAULTY = "examples/tables.yaml"
TABLE = """
标题: 村道养护绩效目标表
项目名称: 村道养护
绩效目标: [养护村道30公里，受益群众2万人]
绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 养护里程, 绩效指标描述: 年内完成养护并验收的村道长度, 指标值: "≥30公里", 指标值确定依据: 云交发〔2024〕12号}
  - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 受益村民人数, 绩效指标描述: 沿线各村常住人口合计, 指标值: "≥2万人", 指标值确定依据: 云交发〔2024〕12号}
"""  # noqa: E501 - one row a line, as clerks write it


def out(result):
    return result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def test_a_clean_table_passes(kpilint):
    result = kpilint("check", CLEAN)
    assert result.returncode == 0, out(result)
    assert "100.0 优" in out(result)[0]


def test_findings_give_exit_code_1_and_say_what_to_write(kpilint):
    result = kpilint("check", FAULTY)
    text, _ = out(result)
    assert result.returncode == 1
    assert "百分率" in text
    assert "unit/not-a-unit" in text
    assert "需人工评审" in text


def test_english_is_spoken_where_asked_for(kpilint):
    by_flag, by_locale = kpilint("check", FAULTY, "--lang", "en"), kpilint("check", FAULTY, lang="en")
    assert out(by_flag)[0] == out(by_locale)[0]
    assert "Checked 1 file(s)" in out(by_flag)[0]


def test_text_fits_80_columns(kpilint):
    from kpilint.outputs.terminal import width  # noqa: PLC0415

    text, _ = out(kpilint("check", "examples"))
    assert max(width(line) for line in text.splitlines()) <= 82


def test_json_fits_its_published_schema_and_the_ledger_adds_up(kpilint):
    text, _ = out(kpilint("check", "examples", "-f", "json"))
    report = json.loads(text)
    jsonschema.validate(report, json_report.schema())
    assert report["format"] == "kpilint.report/1"
    for document in report["documents"]:
        for table in document["tables"]:
            lost = sum(round(line["lost"] * 100) for line in table["ledger"])
            assert lost == 10_000 - round(table["score"] * 100)
            for line in table["ledger"]:
                assert 0 <= line["finding"] < len(table["findings"])
            assert {one["rule"] for one in table["coverage"]}


def test_json_names_the_cell(kpilint, tmp_path):
    path = write(tmp_path, "a.yaml", TABLE.replace("≥2万人", "≥80相关文件"))
    report = json.loads(out(kpilint("check", path, "--format", "json"))[0])
    (found,) = [one for one in report["documents"][0]["tables"][0]["findings"] if one["rule"] == "unit/not-a-unit"]
    line = next(at for at, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "80相关文件" in text)
    assert (found["indicator"], found["field"], found["label"], found["place"]["line"]) == (1, "value", "unit", line)
    column = path.read_text("utf-8").splitlines()[line - 1].index('"≥80') + 1
    assert found["place"]["column"] in (column, column + 1)


def test_fingerprints_do_not_depend_on_the_format_and_differ(kpilint, tmp_path):
    yaml_text, _ = out(kpilint("import", "examples/yunling-2024.txt"))
    copy = write(tmp_path, "copy.yaml", yaml_text)

    def marks(path):
        report = json.loads(out(kpilint("check", path, "-f", "json"))[0])
        return [one["fingerprint"] for d in report["documents"] for t in d["tables"] for one in t["findings"]]

    assert marks("examples/yunling-2024.txt") == marks(copy)
    assert len(set(marks(copy))) == len(marks(copy))


def test_fail_on_and_fail_under(kpilint):
    assert kpilint("check", FAULTY, "--fail-on", "never").returncode == 0
    assert kpilint("check", FAULTY, "--fail-on", "never", "--fail-under", "60").returncode == 1
    assert kpilint("check", CLEAN, "--fail-under", "99").returncode == 0


def test_rules_are_chosen_by_id_and_glob(kpilint):
    def rules(*args):
        report = json.loads(out(kpilint("check", FAULTY, "-f", "json", *args))[0])
        return {one["rule"] for d in report["documents"] for t in d["tables"] for one in t["findings"]}

    assert {one.split("/")[0] for one in rules("--only", "unit/*")} == {"unit"}
    assert not any(one.startswith("unit/") for one in rules("--ignore", "unit/*"))
    wrong = kpilint("check", FAULTY, "--ignore", "unit/not-a-unt")
    assert wrong.returncode == 2
    assert "unit/not-a-unit" in out(wrong)[1]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "no-such-file.txt"), "no-such-file.txt"),
        (("check", CLEAN, "--profile", "natonal"), "national"),
        (("check", CLEAN, "--format", "pdf"), "pdf"),
        (("explain", "unit/rate-over-10"), "unit/rate-over-100"),
        (("check",), "PATH"),
        (("chekc", CLEAN), "chekc"),
    ],
)
def test_wrong_usage_is_exit_code_2_with_one_clear_message(kpilint, args, said):
    result = kpilint(*args)
    assert result.returncode == 2
    assert said in out(result)[1]
    assert "Traceback" not in out(result)[1]


BAD = {
    "unknown-key": TABLE.replace("三级指标: 养护里程", "三级指表: 养护里程"),
    "wrong-type": TABLE.replace("标题: 村道养护绩效目标表", "标题: [村道]"),
    "missing-name": TABLE.replace("三级指标: 养护里程, ", ""),
    "broken": TABLE + "\n  - {一级指标: 产出",
    "alias-bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)),
    "deep": "[" * 100 + "]" * 100,
    "empty": "",
    "garbage": bytes(range(256)) * 10,
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_with_its_place_and_the_other_files_are_checked(kpilint, tmp_path, case):
    bad, good = write(tmp_path, "bad.yaml", BAD[case]), write(tmp_path, "good.yaml", TABLE)
    result = kpilint("check", bad, good, "-f", "json")
    report = json.loads(out(result)[0])
    assert result.returncode == 4
    first, second = report["documents"]
    assert first["problems"]
    assert not first["assessed"]
    assert second["tables"][0]["score"] == 100.0
    if case not in ("empty", "garbage", "alias-bomb"):
        assert all(one["place"]["line"] for one in first["problems"])
    text = out(kpilint("check", bad))[0]
    assert "input/" in text


def test_a_typing_error_in_a_key_is_told_with_line_column_and_proposal(kpilint, tmp_path):
    text, _ = out(kpilint("check", write(tmp_path, "a.yaml", BAD["unknown-key"])))
    assert "三级指表" in text
    assert "三级指标" in text
    assert "6:" in text


def test_gbk_files_are_read(kpilint, tmp_path):
    assert kpilint("check", write(tmp_path, "gbk.yaml", TABLE, "gbk")).returncode == 0
    published = write(tmp_path, "gbk.txt", (EXAMPLES / "yunling-2024.txt").read_text("utf-8"), "gb18030")
    assert "4 张绩效目标表" in out(kpilint("check", published))[0]


def test_nothing_to_check_is_exit_code_3(kpilint, tmp_path):
    result = kpilint("check", write(tmp_path, "a.txt", "本部门没有项目。\n"))
    assert result.returncode == 3
    assert "没有" in out(result)[1]
    (tmp_path / "none").mkdir()
    assert kpilint("check", tmp_path / "none").returncode == 3


def test_files_that_cannot_be_read_are_reported_not_passed_over(kpilint, tmp_path):
    write(tmp_path, "a.docx", b"PK\x03\x04 word")
    write(tmp_path, "b.yaml", TABLE)
    result = kpilint("check", tmp_path)
    assert result.returncode == 4
    assert "a.docx" in out(result)[0]


@pytest.mark.parametrize("text", [TABLE, json.dumps({"project": "村道", "indicators": [{"name": "养护里程"}]})])
def test_standard_input(kpilint, text):
    result = kpilint("check", "-", stdin=text.encode())
    assert "1 张绩效目标表" in out(result)[0]


def test_published_text_from_standard_input(kpilint):
    text = (EXAMPLES / "yunling-2023.txt").read_bytes()
    assert "3 张绩效目标表" in out(kpilint("check", "-", stdin=text))[0]


def test_output_goes_to_a_file(kpilint, tmp_path):
    target = tmp_path / "report.json"
    result = kpilint("check", CLEAN, "-f", "json", "-o", target)
    assert result.stdout == b""
    assert json.loads(target.read_text("utf-8"))["summary"]["tables"] == 1
    refused = kpilint("check", CLEAN, "-o", tmp_path / "no" / "such" / "folder.txt")
    assert refused.returncode == 2


def test_quiet_prints_the_summary_alone(kpilint):
    text, _ = out(kpilint("check", FAULTY, "-q"))
    assert "汇总" in text
    assert "百分率" not in text


def test_results_are_the_same_for_any_number_of_jobs(kpilint):
    one, two = (out(kpilint("check", "examples", "-f", "json", "--jobs", jobs))[0] for jobs in (1, 2))
    assert one == two


@pytest.mark.parametrize(
    "source", ["examples/yunling-2024.txt", "examples/yunling-2023.txt", "examples/qinghe-2025.md"]
)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_check_on_what_import_wrote_finds_the_same(kpilint, tmp_path, source, form):
    imported = write(tmp_path, f"a.{form}", out(kpilint("import", source, "--format", form))[0])

    def found(path):
        report = json.loads(out(kpilint("check", path, "-f", "json"))[0])
        keep = ("rule", "indicator", "field", "message", "fingerprint", "severity")
        return [
            (table["title"], table["score"], [[one[key] for key in keep] for one in table["findings"]])
            for document in report["documents"]
            for table in document["tables"]
        ]

    assert found(imported) == found(source)


def test_import_tells_where_each_table_came_from(kpilint):
    text, _ = out(kpilint("import", "examples/yunling-2024.txt"))
    assert "yunling-2024.txt" in text
    assert text.count("# 来源") >= 4


def test_rules_and_explain(kpilint):
    listing, _ = out(kpilint("rules"))
    assert "unit/rate-over-100" in listing
    text, _ = out(kpilint("explain", "unit/rate-over-100"))
    assert "≥195%" in text
    assert "→" in text


@pytest.mark.parametrize("code", sorted(problems.CATALOGUE))
def test_every_code_that_a_report_shows_is_explained(code):
    zh, en = (rulebook.problem_explanation(code, lang) for lang in ("zh", "en"))
    assert zh.splitlines()[0] == en.splitlines()[0] == code
    assert not set("{}") & set(zh + en)
    assert ("退出码 4" in zh) == ("exit code 4" in en) == (problems.CATALOGUE[code].severity == "error")


def test_a_problem_of_reading_is_explained_by_the_command(kpilint):
    text, _ = out(kpilint("explain", "structure/rows-unread"))
    assert "行像绩效指标但没有读入" in text
    assert "不是规则" in text
    assert "是否指 structure/rows-unread" in out(kpilint("explain", "structure/rows-unred"))[1]


@pytest.mark.parametrize("name", ["tables", "report", "ruleset", "profile"])
def test_schemas_are_schemas(kpilint, name):
    schema = json.loads(out(kpilint("schema", name))[0])
    jsonschema.Draft202012Validator.check_schema(schema)


def test_version_and_help(kpilint):
    assert out(kpilint("--version"))[0].startswith("kpilint 0.")
    assert "check" in out(kpilint("--help"))[0]


def test_hostile_text_cannot_command_the_terminal(kpilint, tmp_path):
    nasty = TABLE.replace("养护里程", '"\\e[31m红\\u202e\\a养护里程"').replace("≥30公里", "同上\\x1b")
    text = kpilint("check", write(tmp_path, "a.yaml", nasty)).stdout
    assert b"\x1b" not in text
    assert "\u202e".encode() not in text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("绩效目标表:\n- 标题: 甲\n  单位：云岭县水利局\n  绩效指标: []\n", "3:5", "全角冒号"),
        ("标题: 甲\n绩效指标:\n  -三级指标: 座数\n    指标值: 1座\n", "3:3", "没有空格"),
        (
            "标题: 甲\n绩效指标:\n  - 三级指标: 座数\n    二级指标:数量指标\n    指标值: 3座\n",
            "4:9",
            "冒号后面没有空格",
        ),
        ('标题: 甲\n绩效指标:\n  - 三级指标: 座数\n    指标值: "≥3座\n    二级指标: 数量\n', "4:10", "引号没有闭合"),
    ],
)
def test_common_typing_errors_are_told_where_they_were_made(kpilint, tmp_path, text, line, said):
    shown, _ = out(kpilint("check", write(tmp_path, "a.yaml", text)))
    assert line in shown
    assert said in shown


def test_the_input_is_never_overwritten(kpilint, tmp_path):
    path = write(tmp_path, "a.yaml", TABLE)
    for verb in ("check", "import"):
        assert kpilint(verb, path, "-o", path).returncode == 2
    assert path.read_text("utf-8") == TABLE


@pytest.mark.skipif(not hasattr(__import__("os"), "mkfifo"), reason="no named pipes on this system")
def test_a_broken_link_and_a_pipe_in_a_folder_are_reported_and_the_rest_is_checked(kpilint, tmp_path):
    import os  # noqa: PLC0415

    write(tmp_path, "good.yaml", TABLE)
    (tmp_path / "link.yaml").symlink_to("nowhere.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    result = kpilint("check", tmp_path, "-f", "json")
    documents = {one["path"].rsplit("/", 1)[-1]: one for one in json.loads(out(result)[0])["documents"]}
    assert result.returncode == 4
    assert documents["good.yaml"]["tables"][0]["score"] == 100.0
    assert [one["code"] for one in documents["link.yaml"]["problems"]] == ["input/unreadable"]
    assert [one["message"] for one in documents["link.yaml"]["problems"]] == ["文件无法读取：文件不存在"]
    assert [one["code"] for one in documents["pipe.yaml"]["problems"]] == ["input/not-a-file"]


def test_an_empty_path_is_not_the_current_folder(kpilint):
    assert kpilint("check", "").returncode == 2


def test_errors_of_setup_speak_the_language_asked_for(kpilint):
    assert "没有名为" in out(kpilint("explain", "unit/nothing"))[1]
    assert "unknown rule" in out(kpilint("explain", "unit/nothing", "--lang", "en"))[1]


def test_a_table_without_a_score_says_so(kpilint, tmp_path):
    only_basis = kpilint(
        "check", write(tmp_path, "a.yaml", "项目名称: 甲\n绩效指标:\n- 三级指标: 里程\n"), "--only", "basis/*"
    )
    assert only_basis.returncode == 4
    assert "未能评分" in out(only_basis)[0]


@pytest.mark.skipif(os.name == "nt", reason="no such names of files on Windows")
@pytest.mark.parametrize("arguments", [["import"], ["check"], ["explain"], ["check", "-o", "{}"]])
def test_names_of_files_cannot_command_the_terminal(kpilint, tmp_path, arguments):
    path = tmp_path / "a\x1b]0;owned\x07\x1b[2J\u202e.docx"
    path.write_bytes(b"nothing")
    printed, said = out(kpilint(*(one.format(path) for one in arguments), path))
    assert "\\x1b" in printed + said
    assert not {"\x1b", "\x07", "\u202e"} & set(printed + said)
    assert len(said.splitlines()) <= 3


@pytest.mark.parametrize("text", ["kpilint: 一行", "第一行\n  第二行\n"])
def test_messages_keep_their_lines(capsys, text):
    console.warn(text)
    assert capsys.readouterr().err == text + "\n"


def test_a_crash_of_kpilint_itself_is_one_message_and_never_a_pass(monkeypatch, capsys):
    def crash(*_args, **_options):
        raise ZeroDivisionError("made to fail")

    monkeypatch.setattr("kpilint.api.check_run", crash)
    path = Path(__file__).parents[1] / "examples" / "tables.yaml"
    monkeypatch.setattr("sys.argv", ["kpilint", "check", str(path), "--lang", "zh"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == EXIT_NOT_ASSESSED
    assert "程序出错，没有完成（ZeroDivisionError: made to fail）" in capsys.readouterr().err
    monkeypatch.setenv("KPILINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()
