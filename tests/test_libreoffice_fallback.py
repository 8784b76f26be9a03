"""The way over LibreOffice, for old binary files that the readers here do not take; most of it runs without one."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from doc_builder import Word, para, row
from kpilint.problems import ReadFailure, message
from kpilint.sources import doc, libreoffice
from kpilint.sources.boxes import Grid, Line
from kpilint.sources.limits import Limits

MADE_BY_LIBREOFFICE = Path(__file__).parent / "data" / "yunling_targets.doc"
DOCUMENT = Word([para("云岭县"), *row(["甲", "≥95％"]), para("完")]).build()
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for soffice is a shell script")
installed = pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed here")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Make a program of shell commands that takes the place of soffice; its folders are made below `tmp_path`."""

    def make(script):
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(libreoffice.VARIABLE, str(program))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        return tmp_path

    return make


def failure(data=DOCUMENT, limits=Limits()):  # noqa: B008 - frozen
    with pytest.raises(ReadFailure) as caught:
        libreoffice.to_docx(data, ".doc", limits)
    return caught.value.problem


def test_without_libreoffice_the_message_says_what_to_install_and_what_else_to_do(monkeypatch):
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(libreoffice.VARIABLE, raising=False)
    problem = failure()
    assert problem.code == "input/no-libreoffice"
    for lang in ("zh", "en"):
        text = message(problem.code, problem.args, lang)
        assert all(word in text for word in ("libreoffice-writer-nogui", "libreoffice.org", "KPILINT_SOFFICE", ".docx"))


def test_the_variable_wins_and_a_wrong_one_is_not_passed_over(tmp_path):
    program = tmp_path / "soffice"
    program.touch()
    assert libreoffice.find_soffice({libreoffice.VARIABLE: str(program)}) == program
    assert libreoffice.find_soffice({libreoffice.VARIABLE: str(tmp_path / "none"), "PATH": os.environ["PATH"]}) is None


def test_libreoffice_is_found_where_windows_puts_it(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "_PLACES", (str(tmp_path / "opt*" / "soffice"),))
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    program.parent.mkdir(parents=True)
    program.touch()
    assert libreoffice.find_soffice({"ProgramFiles": str(tmp_path), "PATH": ""}) == program


def test_only_compound_files_are_handed_over():
    assert failure(b"<html><img src='http://example.org/'></html>").code == "input/damaged"


@posix
def test_rtf_is_handed_over_and_nothing_else_under_its_name(stand_in):
    folder = stand_in('for last; do :; done; cp "$last" "$(dirname "$last")/seen"; mkdir -p "$(dirname "$last")/out"; '
                      'cp "$last" "$(dirname "$last")/out/input.docx"; cp "$last" "$TMPDIR/../handed"')  # fmt: skip
    data = b"\xef\xbb\xbf {\\rtf1\\ansi x}"
    assert libreoffice.to_docx(data, ".rtf") == data
    assert (folder / "handed").read_bytes() == data
    for wrong in (DOCUMENT, b"<html>{\\rtf1"):
        with pytest.raises(ReadFailure) as caught:
            libreoffice.to_docx(wrong, ".rtf")
        assert caught.value.problem.code == "input/damaged"


def test_files_beyond_the_limit_are_not_handed_over():
    assert failure(limits=Limits(file_bytes=100)).code == "input/too-large"


@posix
def test_what_the_program_makes_is_returned_and_nothing_is_left_behind(stand_in):
    folder = stand_in(
        'for last; do :; done; cp "$last" copy; mkdir out; '
        'echo "$@" > out/input.docx; '
        "grep -c MacroSecurityLevel profile/user/registrymodifications.xcu >> out/input.docx"
    )
    made = libreoffice.to_docx(DOCUMENT, ".WPS").decode()
    assert "--headless" in made
    assert "-env:UserInstallation=file://" in made
    assert made.split()[-2].endswith("input.wps")
    assert made.split()[-1] == "1"
    assert [path.name for path in folder.iterdir()] == ["soffice"]


@posix
@pytest.mark.parametrize(("script", "reason"), [("exit 0", "it made no file"), ("exit 77", "it made no file")])
def test_a_program_that_makes_nothing_is_a_clear_failure(stand_in, script, reason):
    stand_in(script)
    problem = failure()
    assert (problem.code, problem.args["reason"]) == ("input/libreoffice-failed", reason)


@posix
def test_a_program_that_makes_too_much_is_refused(stand_in):
    stand_in("mkdir out; head -c 200000 /dev/zero > out/input.docx")
    assert failure(limits=Limits(file_bytes=100_000)).code == "input/too-large"


@posix
def test_a_program_that_does_not_start_is_a_clear_failure(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF no program")
    monkeypatch.setenv(libreoffice.VARIABLE, str(program))
    assert failure().code == "input/libreoffice-failed"


@posix
def test_when_the_time_is_up_the_program_and_all_it_started_are_ended(stand_in):
    folder = stand_in(f"echo $$ > {'{pids}'}; sleep 60 & echo $! >> {'{pids}'}; wait".replace("{pids}", "../pids"))
    started = time.monotonic()
    problem = failure(limits=Limits(seconds=1.0))
    assert problem.code == "input/libreoffice-failed"
    assert time.monotonic() - started < 10
    for pid in map(int, (folder / "pids").read_text(encoding="utf-8").split()):
        assert not alive(pid)


def alive(pid):
    """Tell whether a process runs on: for up to five seconds it may still be about to end."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
    return True


def flat(parts):
    found = []
    for part in parts:
        if isinstance(part, Grid):
            found.append([(box.row, box.column, box.rows, box.columns, box.text, box.place) for box in part.boxes])
        elif isinstance(part, Line):
            found.append(part)
    return found


@installed
@pytest.mark.parametrize("data", [DOCUMENT, MADE_BY_LIBREOFFICE.read_bytes()], ids=["built", "made by LibreOffice"])
def test_the_binary_reader_and_the_way_over_libreoffice_agree_cell_by_cell(data):
    assert flat(doc.parts(data)) == flat(libreoffice.parts(data, ".doc"))


@installed
def test_a_table_in_rtf_is_read_by_way_of_docx():
    row_ = r"\trowd\cellx2000\cellx4000\intbl %s\cell %s\cell\row"
    head, line = (row_ % pair for pair in (("\\u19977?", "\\u20540?"), ("abc", "95%")))
    data = ("{\\rtf1\\ansi " + head + " " + line + "\\pard end\\par}").encode()
    (grid,) = (one for one in libreoffice.parts(data, ".rtf") if isinstance(one, Grid))
    assert [box.text for box in grid.boxes] == ["三", "值", "abc", "95%"]
