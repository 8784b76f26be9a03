"""`--watch`: check again on each change, whatever happens to the files meanwhile."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kpilint import cli
from kpilint.cli import watching as command
from kpilint.errors import UsageError
from kpilint.runs import watching

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "examples" / "model.yaml").read_text("utf-8")


def test_each_change_has_it_done_again_and_the_first_says_only_that_the_watch_is_on():
    done = []
    watching.repeat(lambda: done.append(1), [(), {"a"}, (), (), {"b", "c"}])
    assert len(done) == 3


def test_the_watch_is_on_before_the_first_go_so_that_no_change_is_missed():
    order = []

    def changes():
        order.append("on")
        yield ()
        order.append("told")
        yield {"a"}

    watching.repeat(lambda: order.append("done"), changes())
    assert order == ["on", "done", "told", "done"]


def test_documents_and_settings_matter_and_what_kpilint_writes_does_not(tmp_path):
    (tmp_path / "下级").mkdir()
    matters = watching.wanted([str(tmp_path)], [tmp_path / "报告.html"])
    for name in ("表.yaml", "下级/表.docx", "TABLE.XLSX", "kpilint.yaml", "下级/kpilint.yaml"):
        assert matters(str(tmp_path / name)), name
    for name in ("报告.html", "~$表.docx", ".表.yaml.swp", ".git/a.yaml", "notes.py", "下级"):
        assert not matters(str(tmp_path / name)), name
    assert not matters(str(tmp_path.parent / "other.yaml"))


def test_of_a_file_by_name_only_it_matters(tmp_path):
    matters = watching.wanted([str(tmp_path / "表.abc")])
    assert matters(str(tmp_path / "表.abc"))
    assert not matters(str(tmp_path / "其他.yaml"))


def test_standard_input_and_folders_that_are_not_there_cannot_be_watched(tmp_path):
    for path in ("-", str(tmp_path / "无" / "表.yaml")):
        with pytest.raises(UsageError):
            watching.changes([path])


@pytest.fixture
def watch(monkeypatch, capsys):
    """Run `check --watch` with changes that are made between one go and the next; return code, output and errors."""

    def run(paths, *acts, options=()):
        def changes(_paths, _written):
            yield ()
            for act in acts:
                act()
                yield {"changed"}

        monkeypatch.setattr(watching, "changes", changes)
        with pytest.raises(SystemExit) as ended:
            cli.app(["check", *map(str, paths), "--watch", "--lang", "zh", *options], standalone_mode=False)
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run


def test_files_may_come_change_and_vanish(tmp_path, watch):
    file = tmp_path / "表.yaml"
    file.write_text(TABLE, "utf-8")
    code, out, err = watch(
        [file],
        lambda: file.write_text(TABLE.replace("≥", "≧"), "utf-8"),
        lambda: file.write_text(TABLE[:100] + "\n  half: [", "utf-8"),
        file.unlink,
        lambda: file.write_text(TABLE, "utf-8"),
    )
    assert code == 0
    assert out.count("汇总") == 4
    assert err.count("等待文件改动") == 5
    assert err.count("找不到文件或文件夹") == 1


def test_folders_may_fill_and_empty(tmp_path, watch):
    code, out, err = watch(
        [tmp_path], lambda: (tmp_path / "表.yaml").write_text(TABLE, "utf-8"), (tmp_path / "表.yaml").unlink
    )
    assert code == 0
    assert "没有找到可检查的绩效目标表" in err
    assert "1 张绩效目标表" in out


def test_ctrl_c_ends_it_as_any_run(monkeypatch):
    def changes(_paths, _written):
        yield ()
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "changes", changes)
    with pytest.raises(SystemExit) as ended:
        command.watch(lambda: None, [], [], "en")
    assert ended.value.code == 130


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_real_changes_are_seen_and_ctrl_c_leaves_without_a_traceback(tmp_path):
    file = tmp_path / "表.yaml"
    file.write_text(TABLE, "utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "kpilint", "check", str(tmp_path), "--watch", "--quiet", "--lang", "en", "--no-config"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    try:
        assert "waiting for changes" in running.stderr.readline()
        other = tmp_path / "新.tmp"
        other.write_text(TABLE, "utf-8")
        other.replace(file)  # as editors save
        assert "waiting for changes" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        assert running.communicate()[1] == ""
        assert running.returncode == 130
    finally:
        running.kill()
        running.wait()
