"""The child process in which hostile files are read: what it costs, what it survives, what it leaves behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from kpilint.guarded import frames, watch
from kpilint.guarded.guard import Guard
from kpilint.model import Place, Problem
from kpilint.problems import ReadFailure, message
from kpilint.sources.limits import Limits

HERE = Path(__file__).parent
LIMITS = Limits(seconds=30, memory_bytes=1 << 30)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limit of the address space, /proc")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(scope="module")
def shared_guard():
    guard = Guard("guarded_readers:read", {**os.environ, "PYTHONPATH": str(HERE)})
    yield guard
    guard.close()


@pytest.fixture
def guard(shared_guard):
    return shared_guard


def read(guard, form, data="甲", limits=LIMITS):
    return guard.read(form, data.encode(), "文件夹/表.docx", limits)


def failure(guard, form, limits=LIMITS, data="甲"):
    with pytest.raises(ReadFailure) as caught:
        read(guard, form, data, limits)
    return caught.value.problem


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


def open_files():
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def wait_until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


def test_a_file_is_read_in_another_process_which_is_used_again(guard):
    first, second = read(guard, "echo", "云岭县"), read(guard, "echo", "清和县")
    assert (first.path, first.unit, second.unit) == ("文件夹/表.docx", "云岭县", "清和县")
    assert first.year == second.year == guard.pid != os.getpid()


def test_a_document_comes_back_as_it_was_made(guard):
    from guarded_readers import big  # noqa: PLC0415

    assert read(guard, "big", "3") == big(b"3", "文件夹/表.docx")


def test_a_heading_is_kept_once_however_many_cells_stand_below_it(guard):
    rows = read(guard, "big", "50").tables[0].indicators
    assert len({id(row.place) for row in rows}) == 50
    assert len({id(row.place.anchor) for row in rows}) == 1
    assert len({id(row.level1) for row in rows}) == 1


def test_what_the_reader_refuses_keeps_its_code_place_and_words(guard):
    args = {"reason_zh": "目录坏了", "reason": "broken directory"}
    assert failure(guard, "refuse") == Problem("input/damaged", Place(3, 4, "锚点", 2, 1), args)


@pytest.mark.parametrize("form", ["hang", "hang_in_c", pytest.param("deaf", marks=POSIX)])
def test_a_reader_that_never_ends_is_stopped_by_the_clock(guard, form):
    read(guard, "echo")
    before = guard.pid
    problem = failure(guard, form, Limits(seconds=0.2))
    assert problem == Problem("input/timeout", args={"seconds": "0.2"})
    assert wait_until(lambda: is_gone(before))
    assert read(guard, "echo", "下一个").unit == "下一个"


@LINUX
def test_a_reader_that_takes_all_memory_is_stopped(guard):
    problem = failure(guard, "memory", Limits(memory_bytes=400 << 20))
    assert problem == Problem("input/memory", args={"limit": "400 MB"})
    assert read(guard, "echo", "下一个").unit == "下一个"


def test_where_the_system_has_no_memory_limit_the_guard_looks_from_outside(guard, monkeypatch):
    read(guard, "echo")
    monkeypatch.setattr(watch, "LOOKS_AT_MEMORY", True)
    monkeypatch.setattr(watch, "_TICK", 0.01)
    monkeypatch.setattr(watch, "resident", lambda _pid: 1 << 40)
    assert failure(guard, "hang").code == "input/memory"
    monkeypatch.setattr(watch, "resident", lambda _pid: 0)
    assert failure(guard, "hang", Limits(seconds=0.1)).code == "input/timeout"


@POSIX
def test_the_memory_of_a_process_is_found_out():
    assert 1 << 20 < watch.resident(os.getpid()) < 1 << 40
    assert watch.resident(2**22 + 1) == 0


@POSIX
@pytest.mark.parametrize(("form", "reason"), [("abort", "SIGABRT"), ("leave", "exit 7")])
def test_a_reader_that_takes_its_process_along_costs_its_file_only(guard, form, reason):
    assert failure(guard, form) == Problem("input/reader-crashed", args={"reason": reason})
    assert read(guard, "echo", "下一个").unit == "下一个"


@POSIX
def test_a_process_killed_from_outside_was_short_of_memory(guard):
    assert failure(guard, "killed").code == "input/memory"


@pytest.mark.parametrize(
    ("form", "reason"),
    [("fault", "KeyError"), ("recursion", "RecursionError"), ("half_a_character", "Unicode"), ("no_such", "KeyError")],
)
def test_a_fault_of_a_reader_is_named_and_the_process_goes_on(guard, form, reason):
    read(guard, "echo")
    before = guard.pid
    problem = failure(guard, form)
    assert problem.code == "input/reader-crashed"
    assert reason in problem.args["reason"]
    assert guard.pid == before


def test_an_answer_that_is_no_document_is_not_believed(guard):
    assert failure(guard, "nonsense").code == "input/reader-crashed"
    assert read(guard, "echo", "下一个").unit == "下一个"


def test_what_libraries_print_does_not_get_between_the_answers(guard):
    assert [read(guard, "noise", name).unit for name in ("甲", "乙")] == ["甲", "乙"]


def test_large_files_go_in_and_large_documents_come_out_and_the_memory_is_given_back(guard):
    assert len(read(guard, "echo", "字" * 3_000_000).unit) == 3_000_000
    assert len(read(guard, "big", "20000").tables[0].indicators) == 20_000
    read(guard, "echo", "字" * 12_000_000)  # 36 MB each way
    assert guard.pid is None


def test_threads_take_turns_and_get_their_own_documents(guard):
    got = {}

    def work(name):
        got[name] = [read(guard, "echo", f"{name}{at}").unit for at in range(20)]

    threads = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got == {name: [f"{name}{at}" for at in range(20)] for name in "甲乙丙"}


@LINUX
def test_many_failures_in_a_row_leave_no_process_and_no_pipe_behind(guard):
    read(guard, "echo")
    before = open_files()
    for _ in range(5):
        failure(guard, "leave")
    read(guard, "echo")
    assert open_files() <= before


def test_closing_ends_the_process(guard):
    read(guard, "echo")
    before = guard.pid
    guard.close()
    guard.close()
    assert guard.pid is None
    assert is_gone(before)
    assert read(guard, "echo").unit == "甲"


def test_a_reader_that_cannot_be_loaded_is_a_problem_of_each_file():
    broken = Guard("no_such_module:read")
    assert failure(broken, "echo").code == "input/reader-crashed"
    assert failure(broken, "echo").code == "input/reader-crashed"
    broken.close()


PARENT = """
import os, sys
sys.path.insert(0, sys.argv[1])
from kpilint.guarded.guard import Guard
from kpilint.sources.limits import Limits
guard = Guard("guarded_readers:read", {**os.environ, "PYTHONPATH": sys.argv[1]})
guard.read("echo", b"x", "x", Limits())
print(guard.pid, flush=True)
if sys.argv[2] != "idle":
    guard.read(sys.argv[2], b"x", "x", Limits())
sys.stdin.read()
"""


def parent(form):
    started = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(HERE), form], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return started, int(started.stdout.readline())


@POSIX
def test_when_the_parent_is_killed_an_idle_child_ends():
    started, child = parent("idle")
    started.kill()
    started.communicate()
    assert wait_until(lambda: is_gone(child))


@POSIX
def test_ctrl_c_ends_parent_and_child():
    started, child = parent("hang")
    os.kill(child, signal.SIGINT)  # as the terminal does, which tells both
    assert not is_gone(child)
    started.send_signal(signal.SIGINT)
    started.communicate()
    assert started.returncode in (-signal.SIGINT, 130, 1)
    assert wait_until(lambda: is_gone(child))


def test_modules_in_the_current_folder_are_not_loaded(tmp_path, monkeypatch):
    for name in ("lxml", "msgspec", "signal", "kpilint"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    guard = Guard()
    with pytest.raises(ReadFailure) as caught:
        guard.read("docx", b"PK", "x.docx", LIMITS)
    guard.close()
    assert caught.value.problem.code == "input/damaged"


@POSIX
def test_a_forked_process_gets_a_child_of_its_own():
    code = (
        "import os\nfrom kpilint.guarded import guard\n"
        "guard.shared().start(); mine = guard.shared().pid\n"
        "if (pid := os.fork()) == 0:\n    os._exit(guard.shared().pid is None)\n"
        "assert os.waitpid(pid, 0)[1] == 256\nassert guard.shared().pid == mine\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_frames_end_where_the_pipe_ends():
    class Pipe:
        def __init__(self, data):
            self.data = data

        def readinto(self, buffer):
            piece = self.data[: min(3, len(buffer))]
            buffer[: len(piece)] = piece
            self.data = self.data[len(piece) :]
            return len(piece)

    whole = (5).to_bytes(8, "big") + b"hello"
    assert frames.receive(Pipe(whole), 5) == b"hello"
    assert frames.receive(Pipe(b""), 5) is None
    for size in range(1, len(whole)):
        with pytest.raises(EOFError):
            frames.receive(Pipe(whole[:size]), 5)
    with pytest.raises(OverflowError):
        frames.receive(Pipe((1 << 60).to_bytes(8, "big")), 5)


def test_an_answer_is_checked_when_it_is_decoded():
    forged = msgspec.msgpack.encode({"type": "read", "document": {"path": 1, "format": "docx"}})
    with pytest.raises(msgspec.ValidationError):
        frames.decode_answer(forged)


@pytest.mark.parametrize("code", ["input/timeout", "input/memory", "input/reader-crashed"])
def test_messages_speak_both_languages(code):
    args = {"seconds": "60", "limit": "2048 MB", "reason": "SIGSEGV"}
    assert message(code, args, "zh") != message(code, args, "en")
