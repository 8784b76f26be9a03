"""Wrong command lines: one clear message in the user's language, with what was probably meant."""

import sys

import pytest

from conftest import ROOT
from kpilint import cli
from kpilint.cli import usage

WRONG = [
    (["cheke"], "没有命令 cheke，是否指 check？（用法见 kpilint --help）",
     "no such command: cheke; did you mean check?"),
    (["config", "foo"], "没有命令 foo（", "no such command: foo (see kpilint config --help)"),
    (["check", "--fail-no", "x"], "没有选项 --fail-no，是否指 --fail-on？",
     "no such option: --fail-no; did you mean --fail-on?"),
    (["check", "-Z"], "没有选项 -Z（", "no such option: -Z ("),
    (["check", "-f"], "选项 -f 后面缺少值", "option -f lacks its value"),
    (["check", "--quiet=yes"], "选项 --quiet 不带值", "option --quiet takes no value"),
    (["check"], "缺少 PATH…：文件、文件夹", "PATH… is missing: files, folders"),
    (["explain", "a", "b"], "多余的参数：b（", "unexpected: b ("),
    (
        ["check", "x", "--fail-on", "eror"],
        "--fail-on 应为 blocker、error、warning、info、never 之一，实为 'eror'，是否指 error？",
        "--fail-on should be one of blocker, error, warning, info, never, found 'eror'; did you mean error?",
    ),
    (["rank", "x", "--by=city"], "--by 应为 county、unit、year 之一，实为 'city'", "should be one of county, unit"),
    (["check", "x", "-j", "-3"], "--jobs 应不小于 0，实为 '-3'", "--jobs should be at least 0, found '-3'"),
    (["check", "x", "--jobs=two"], "--jobs 应为整数，实为 'two'", "--jobs should be a whole number, found 'two'"),
    (["check", "x", "--fail-under", "低"], "--fail-under 应为数，实为 '低'", "should be a number, found '低'"),
]  # fmt: skip


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the program as its script does: its exit code, standard output and error."""

    def run(*args, lang="zh"):
        monkeypatch.setenv("KPILINT_LANG", lang)
        monkeypatch.setattr(sys, "argv", ["kpilint", *args])
        monkeypatch.setattr(cli.console, "prepare", lambda: None)
        monkeypatch.setattr(cli.gc, "set_threshold", lambda *_: None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(("args", "zh", "en"), WRONG)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_command_line_is_told_in_the_users_language(run, args, zh, en, lang):
    code, out, err = run(*args, lang=lang)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("kpilint: ")
    assert (zh if lang == "zh" else en) in err


def test_the_language_asked_for_goes_before_that_of_the_system(run):
    assert "no such option" in run("check", "--lang", "en", "--nope")[2]
    assert "没有选项" in run("check", "--lang=zh", "--nope", lang="en")[2]


def test_what_has_no_words_of_ours_is_left_to_typer(run, monkeypatch):
    monkeypatch.setattr(usage, "_by_kind", lambda *_: None)
    code, _, err = run("check", "--nope")
    assert code == 2
    assert "No such option" in err


@pytest.mark.parametrize("args", [[], ["baseline"]])
def test_without_arguments_the_help_is_shown(run, args):
    code, out, err = run(*args)
    assert code == 2
    assert "Usage: kpilint" in out + err


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["check", "--help"]])
def test_what_ends_well_ends_with_0(run, args):
    assert run(*args)[0] in {0, None}


def test_control_characters_in_what_was_typed_do_not_reach_the_terminal(run):
    assert "\x1b" not in run("check", "--no\x1b[31m")[2]
    assert "\x1b" not in run("ch\x1bk")[2]


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (["unit/rate"], "没有名为 'unit/rate' 的规则，也没有这个文件，是否指 unit/rate-over-100？\n",
         "unknown rule 'unit/rate', and no such file; did you mean unit/rate-over-100?\n"),
        (["nothing.yaml"], "没有名为 'nothing.yaml' 的规则，也没有这个文件\n", "and no such file\n"),
        ([str(ROOT / "examples" / "tables.yaml"), "--table", "9"], "没有第 9 张表：只有 3 张\n", "there are only 3"),
        ([str(ROOT / "examples" / "model.yaml"), "--table", "2"], "只有 1 张", "no table 2: there is only 1"),
        ([str(ROOT / "examples" / "model.yaml"), "--table", "养老"], "没有标题含“养老”的表", "is called '养老'"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained_is_said_in_whole_sentences(run, args, zh, en):
    assert zh in run("explain", *args)[2]
    assert en in run("explain", *args, lang="en")[2]
