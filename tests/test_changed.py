"""`--changed`: the files that git says have changed, whatever they are called."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpilint.errors import UsageError
from kpilint.folders import find_files
from kpilint.runs import changed
from kpilint.runs.changed import changed_files

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "model.yaml"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ODD = ["云岭县 2025.yaml", 'a "quoted" name.yaml', "it's;$(rm).yaml", "-rf.yaml", "line\nbreak.yaml"]
if sys.platform == "win32":
    ODD = [one for one in ODD if not set('"\n') & set(one)]


def git(folder, *arguments):
    identity = ("-c", "user.name=kpilint", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "仓库"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


def write(folder, *names, text="标题: 甲\n"):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "一")


def names(folder, since=None):
    files = find_files([str(folder)]).files
    return {str(Path(one).relative_to(folder)) for one in changed_files(files, since)}


def test_edited_staged_and_new_files_have_changed_and_no_others(repository):
    write(repository, "same.yaml", "edited.yaml", "staged.yaml", "deleted.yaml", "both.yaml")
    write(repository, ".gitignore", text="ignored.yaml\n")
    commit(repository)
    assert names(repository) == set()
    write(repository, "edited.yaml", "staged.yaml", "new.yaml", "ignored.yaml", "both.yaml", text="标题: 乙\n")
    git(repository, "add", "staged.yaml", "both.yaml")
    write(repository, "both.yaml", text="标题: 丙\n")
    (repository / "deleted.yaml").unlink()
    assert names(repository) == {"edited.yaml", "staged.yaml", "new.yaml", "both.yaml"}


def test_names_may_be_of_any_kind(repository):
    write(repository, *ODD, "下级/文件夹/表.yaml")
    assert names(repository) == {*ODD, str(Path("下级/文件夹/表.yaml"))}
    commit(repository)
    assert names(repository) == set()
    write(repository, *ODD, text="标题: 乙\n")
    assert names(repository) == set(ODD)


def test_a_renamed_file_has_changed_under_its_new_name(repository):
    write(repository, "old.yaml", "same.yaml")
    commit(repository)
    git(repository, "mv", "old.yaml", "新名.yaml")
    assert names(repository) == {"新名.yaml"}


def test_before_the_first_commit_all_files_are_new(repository):
    write(repository, "a.yaml", "b.yaml")
    git(repository, "add", "a.yaml")
    assert names(repository) == {"a.yaml", "b.yaml"}


def test_against_another_branch_it_counts_from_where_the_own_one_left_it(repository):
    write(repository, "base.yaml", "theirs.yaml")
    commit(repository)
    git(repository, "branch", "own")
    write(repository, "theirs.yaml", text="标题: 乙\n")
    commit(repository)
    git(repository, "checkout", "-q", "own")
    write(repository, "own.yaml")
    commit(repository)
    write(repository, "now.yaml")
    assert names(repository, "main") == {"own.yaml", "now.yaml"}
    assert names(repository) == {"now.yaml"}


@pytest.mark.parametrize("name", ["nowhere", "--help", "-x", "", "HEAD~9", "a b", "--output=x"])
def test_a_commit_that_is_not_there_is_an_error(repository, name):
    write(repository, "a.yaml")
    commit(repository)
    with pytest.raises(UsageError, match="没有这个提交"):
        names(repository, name)
    assert not (repository / "x").exists()


def test_files_in_no_repository_are_an_error(tmp_path):
    write(tmp_path, "a.yaml")
    with pytest.raises(UsageError, match="git 仓库"):
        changed_files([str(tmp_path / "a.yaml")])
    with pytest.raises(UsageError, match="标准输入"):
        changed_files(["-"])


def test_without_git_the_error_says_so(repository, monkeypatch):
    write(repository, "a.yaml")
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UsageError, match="安装 git"):
        names(repository)


def test_files_of_two_repositories_are_asked_for_in_each(tmp_path):
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "-q", "-b", "main")
        write(tmp_path / name, "same.yaml")
        commit(tmp_path / name)
    write(tmp_path / "乙", "new.yaml")
    assert names(tmp_path) == {str(Path("乙/new.yaml"))}


def test_variables_of_a_hook_do_not_lead_elsewhere(repository, tmp_path, monkeypatch):
    write(repository, "a.yaml")
    commit(repository)
    write(repository, "b.yaml")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert names(repository) == {"b.yaml"}


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_no_program_that_the_repository_names_is_run(repository, tmp_path):
    write(repository, "a.yaml")
    commit(repository)
    program, mark = tmp_path / "program", tmp_path / "was-run"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n", "utf-8")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command"):
        git(repository, "config", setting, str(program))
    mark.unlink(missing_ok=True)
    write(repository, ".git/info/attributes", text="*.yaml diff=x\n")
    write(repository, "a.yaml", text="标题: 乙\n")
    assert names(repository) == {"a.yaml"}
    assert not mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_a_file_of_its_own(repository):
    write(repository, "a.yaml")
    (repository / "link.yaml").symlink_to("a.yaml")
    commit(repository)
    write(repository, "a.yaml", text="标题: 乙\n")
    assert names(repository) == {"a.yaml"}


def test_what_was_left_out_is_said():
    assert "共 5 个" in changed.what_changed(2, 5, None, "zh")
    assert "跨文件" in changed.what_changed(2, 5, None, "zh")
    assert "main" in changed.what_changed(0, 5, "main", "en")


def test_on_the_command_line_nothing_changed_is_a_pass(repository, kpilint):
    shutil.copy(EXAMPLE, repository / "tables.yaml")
    commit(repository)
    done = kpilint("check", repository, "--changed", "-f", "json")
    assert done.returncode == 0
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == ["kpilint: 与上次提交相比没有改动的文件（共 1 个），未检查"]
    shutil.copy(EXAMPLE, repository / "more.yaml")
    done = kpilint("check", repository, "--changed-since", "main", "--lang", "en")
    assert done.returncode == 0
    assert "more.yaml" in done.stdout.decode()
    assert "1 of 2 file(s) changed against main" in done.stderr.decode()
