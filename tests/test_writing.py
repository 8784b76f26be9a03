"""Files are written whole or not at all, whatever they are and wherever they lie."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kpilint import console
from kpilint.errors import KpilintError
from kpilint.report.baseline import Baseline
from kpilint.runs import settling
from kpilint.writing import replace_file

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these permissions nor these files")


class DiskFullError(OSError):
    """The disk fills up in the middle of a file."""


@pytest.fixture
def full(monkeypatch):
    """A disk that is full once half of a file is written; gives the file that is there already."""
    whole = Path.open

    def opened(path, mode="r", *args, **kwargs):
        stream = whole(path, mode, *args, **kwargs)
        if "r" in mode:
            return stream
        wrote = stream.write

        class Half:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                stream.close()

            def write(self, data):
                wrote(data[: len(data) // 2])
                stream.flush()
                raise DiskFullError(errno.ENOSPC, "No space left on device")

        return Half()

    monkeypatch.setattr(Path, "open", opened)


@pytest.mark.parametrize(
    "write",
    [
        lambda path: console.write("新的报告", path),
        lambda path: console.write(b"PK\x03\x04 new", path),
        lambda path: settling.write_baseline(path, Baseline("kpilint.baseline/1", "national", "2026-01-01")),
    ],
)
@pytest.mark.usefixtures("full")
def test_what_was_there_stays_where_the_new_cannot_be_written_whole(tmp_path, write):
    path = tmp_path / "报告.json"
    path.touch()
    os.truncate(path, 10)
    with pytest.raises(KpilintError, match="磁盘已满"):
        write(path)
    assert path.stat().st_size == 10
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path):
    path = tmp_path / ("表" * 83 + ".json")
    replace_file(path, b"1")
    replace_file(path, b"2")
    assert path.read_bytes() == b"2"


@posix
def test_permissions_stay_and_new_files_get_those_of_any_other(tmp_path):
    there, other, fresh = tmp_path / "there", tmp_path / "other", tmp_path / "fresh"
    there.touch()
    there.chmod(0o640)
    other.touch()
    replace_file(there, b"1")
    replace_file(fresh, b"1")
    assert stat.S_IMODE(there.stat().st_mode) == 0o640
    assert stat.S_IMODE(fresh.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    replace_file(tmp_path / "like", b"1", like=there)
    assert stat.S_IMODE((tmp_path / "like").stat().st_mode) == 0o640


@posix
def test_a_link_stays_and_its_target_is_written_even_where_it_is_not_there_yet(tmp_path):
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.parent.mkdir()
    link.symlink_to(target)
    for data in (b"1", b"2"):
        replace_file(link, data)
        assert link.is_symlink()
        assert target.read_bytes() == data
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(OSError, match="symbolic"):
        replace_file(link, b"3")


@posix
def test_a_file_that_must_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "kept"
    path.write_bytes(b"1")
    path.chmod(0o444)
    if os.access(path, os.W_OK):  # root may write anything
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        replace_file(path, b"2")
    assert path.read_bytes() == b"1"


def test_a_file_that_cannot_be_replaced_is_written_where_it_is(tmp_path, monkeypatch):
    path = tmp_path / "mounted"
    path.write_bytes(b"1")

    def busy(*_):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(Path, "replace", busy)
    replace_file(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OSError, match=r"directory|denied"):
        replace_file(tmp_path, b"1")


@posix
@pytest.mark.parametrize("redirected", [False, True])
def test_standard_output_may_be_named_as_a_file(tmp_path, redirected):
    code = "from pathlib import Path; from kpilint.writing import replace_file as r; r(Path('/dev/stdout'), b'new')"
    log = tmp_path / "log"
    log.write_bytes(b"old ")
    with log.open("ab") as stream:
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, stdout=stream if redirected else subprocess.PIPE
        )
    assert (log.read_bytes() if redirected else done.stdout) == (b"old new" if redirected else b"new")
    assert list(tmp_path.iterdir()) == [log]


@posix
def test_a_device_is_written_to_as_it_is():
    replace_file(Path(os.devnull), b"1")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
