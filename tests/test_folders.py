"""Folders of hundreds of files: what is looked at, in which order, and that no file takes the others along."""

import io
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kpilint import __version__, api, folders, loading
from kpilint.errors import UsageError
from kpilint.exitcodes import EXIT_NOT_ASSESSED, exit_code
from kpilint.outputs import json_report
from kpilint.outputs.context import Context
from kpilint.runs import workers
from kpilint.sources.detection.formats import ALSO_LISTED, SUFFIXES
from kpilint.sources.limits import Limits
from published import excel, page, web, word

POSIX = pytest.mark.skipif(os.name == "nt", reason="files that Windows does not have")
YAML = "标题: {0}绩效目标表\n项目名称: {0}\n绩效指标:\n  - {{三级指标: 养护里程, 指标值: ≥{1}公里}}\n"


def a_page(number):
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", f"养护里程{number}", f"≥{number + 1}公里"],
        ["效益指标", "社会效益指标", "受益村民", "≥80相关文件"],
    ]
    return page.Page([page.Text(f"清和县村道养护{number}绩效目标表", True), page.grid(rows)])


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def content(number, rng):
    """The bytes of one file of many, and its suffix: good ones, misnamed ones, broken ones."""
    docx = word.docx(a_page(number))
    made = [
        (".docx", docx), (".yaml", YAML.format(f"项目{number}", number).encode()), (".html", web.html(a_page(number))),
        (".doc", docx), (".xls", web.html(a_page(number))), (".DOCX", docx), (".docx", docx[: len(docx) // 2]),
        (".pdf", rng.randbytes(300) + b"\0\xff"), (".txt", b""), (".xlsx", b"PK\x03\x04" + rng.randbytes(100)),
        (".doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rng.randbytes(700)), (".rar", b"Rar!\x1a\x07\0"),
        ("", docx), (".jpg", b"\xff\xd8\xff"), (".zip", zipped([("甲.docx", docx), ("乙.yaml", b"x: [")])),
    ]  # fmt: skip
    return made[number % len(made)]


def fill(folder, count):
    rng = random.Random(7)  # noqa: S311 - the same garbage in every run
    for number in range(count):
        suffix, data = content(number, rng)
        inside = folder / f"乡镇{number % 7}"
        inside.mkdir(exist_ok=True)
        (inside / f"{number:03}表{suffix}").write_bytes(data)


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    """Broken .doc files would start it one by one."""
    monkeypatch.setenv("KPILINT_SOFFICE", "/nowhere/soffice")


def test_three_hundred_files_give_the_same_bytes_for_any_number_of_processes(tmp_path):
    fill(tmp_path, 300)
    found = api.find_files([str(tmp_path)])
    told = []
    reports = [
        api.check_files(found.files, jobs=jobs, progress=lambda done, total: told.append((done, total)))
        for jobs in (1, 2, 4)
    ]
    texts = {json_report.render(one, Context(version=__version__)) for one in reports}
    assert len(texts) == 1
    report = json.loads(texts.pop())
    assert len(found.files) + len(found.skipped) == 300
    assert len(found.skipped) == 20
    assert len(report["documents"]) == 280 + 20  # each of 20 archives holds two
    assert sum(bool(one["tables"]) for one in report["documents"]) == 20 * 8
    assert exit_code(reports[0], fail_on=None, fail_under=None) == EXIT_NOT_ASSESSED
    assert told[299] == told[-1] == (300, 300)
    assert told[0] == (1, 280)


def test_files_are_in_order_and_results_too(tmp_path):
    fill(tmp_path, 30)
    found = api.find_files([str(tmp_path)])
    assert found.files == sorted(found.files)
    report = api.check_files(found.files, jobs=2)
    assert [one.index for one in report.documents] == list(range(len(report.documents)))
    shown = [one.document.path.partition("!")[0] for one in report.documents]
    assert list(dict.fromkeys(shown)) == found.files
    for one in report.documents:
        assert {each.at.document for table in one.tables for each in table.findings} <= {one.index}


def die_or_load(limits, item, index):
    if "毒" in item.path and item.problem is None:
        os._exit(3)
    return workers._load(limits, item, index)


def test_a_worker_that_dies_costs_its_own_file_only(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}{'毒' if number in (3, 9) else ''}.yaml").write_text(YAML.format("甲", 1), "utf-8")
    items = [loading.Item(one) for one in api.find_files([str(tmp_path)]).files]
    from functools import partial  # noqa: PLC0415

    documents = list(workers._in_workers(partial(die_or_load, Limits()), items, 2))
    assert [bool(one.tables) for one in documents] == [number not in (3, 9) for number in range(12)]
    assert [one.problems[0].code for one in documents if one.problems] == ["input/reader-crashed"] * 2
    assert [one.path for one in documents] == [one.path for one in items]


def test_a_fault_in_a_reader_costs_its_own_file_only(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text(YAML.format("甲", 1), "utf-8")

    def broken(*_args):
        raise KeyError("x")

    monkeypatch.setattr(loading.readers, "read", broken)
    (problem,) = api.load(str(path)).problems
    assert problem.code == "input/reader-crashed"
    assert "KeyError" in problem.args["reason"]


@pytest.mark.parametrize(
    ("suffix", "data"),
    [(".docx", word.docx(a_page(1))), (".xlsx", excel.xlsx([a_page(1)])), (".html", web.html(a_page(1)))],
    ids=lambda one: one if isinstance(one, str) else "",
)
@pytest.mark.parametrize("kept", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_document_is_told_and_what_is_left_of_a_page_is_read(tmp_path, suffix, data, kept):
    path = tmp_path / f"表{suffix}"
    path.write_bytes(data[: int(len(data) * kept)])
    document = api.load(str(path))
    codes = {one.code for one in document.problems}
    assert "input/reader-crashed" not in codes
    if suffix != ".html":
        assert codes & {"input/empty", "input/damaged", "input/not-recognised"}
    assert codes or document.tables


def test_files_are_read_in_this_process_where_that_is_asked_for(tmp_path, monkeypatch):
    (tmp_path / "a.docx").write_bytes(word.docx(a_page(1)))
    guarded = api.load(str(tmp_path / "a.docx"))
    monkeypatch.setenv(loading.IN_PROCESS, "1")
    monkeypatch.setattr(loading.guard, "shared", lambda: pytest.fail("a child process was asked"))
    assert api.load(str(tmp_path / "a.docx")) == guarded


def test_text_with_html_in_it_is_guarded_and_other_text_is_not(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(loading.guard, "shared", lambda: asked.append(1) or loading.readers)
    for name, text in (
        ("a.md", "正文\n<table><tr><td>三级指标</td></tr></table>"),
        ("b.md", "正文"),
        ("c.yaml", "a: b"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        api.load(str(tmp_path / name))
    assert len(asked) == 1


def found(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    result = api.find_files([str(folder)])
    return ([str(Path(one).relative_to(folder)) for one in paths] for paths in (result.files, result.skipped))


@pytest.mark.parametrize("suffix", [*SUFFIXES, *ALSO_LISTED])
def test_every_format_of_publications_is_found_in_any_case(tmp_path, suffix):
    files, skipped = found(tmp_path, f"a{suffix}", f"夹/B{suffix.upper()}")
    assert sorted(files) == sorted([f"a{suffix}", os.path.join("夹", f"B{suffix.upper()}")])  # noqa: PTH118
    assert list(skipped) == []


def test_hidden_files_and_locks_are_passed_over_in_silence_and_others_are_counted(tmp_path):
    files, skipped = found(
        tmp_path, ".git/a.docx", ".a.docx", "~$a.docx", "__MACOSX/a.docx", "Thumbs.db", "照片.jpg", "b/c.exe", "a.docx"
    )
    assert (list(files), list(skipped)) == (["a.docx"], ["照片.jpg", os.path.join("b", "c.exe")])  # noqa: PTH118


def test_files_without_a_known_suffix_are_looked_into(tmp_path):
    (tmp_path / "绩效目标表.2024年").write_bytes(word.docx(a_page(1)))
    (tmp_path / "说明").write_bytes("云岭县绩效目标".encode("gb18030"))
    (tmp_path / "Makefile").write_bytes(b"all:\n")
    result = api.find_files([str(tmp_path)])
    assert [Path(one).name for one in result.files] == ["绩效目标表.2024年", "说明"]
    assert [Path(one).name for one in result.skipped] == ["Makefile"]
    assert api.load(result.files[0]).tables


@POSIX
def test_links_are_read_once_and_never_in_a_ring(tmp_path):
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "a.yaml").write_text(YAML.format("甲", 1), "utf-8")
    (tmp_path / "夹" / "上").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.yaml").symlink_to("b.yaml")
    (tmp_path / "c.yaml").symlink_to(tmp_path / "夹" / "a.yaml")
    result = api.find_files([str(tmp_path)])
    assert [str(Path(one).relative_to(tmp_path)) for one in result.files] == ["b.yaml", "c.yaml", "夹/a.yaml"]
    assert [str(Path(one).relative_to(tmp_path)) for one in result.skipped] == ["夹/上"]
    assert [one.code for one in api.load(result.files[0]).problems] == ["input/unreadable"]
    assert [one.code for one in api.load(str(tmp_path / "b.yaml")).problems] == ["input/unreadable"]


@POSIX
def test_pipes_sockets_and_folders_named_as_documents_stop_nobody(tmp_path):
    os.mkfifo(tmp_path / "管.docx")
    os.mkfifo(tmp_path / "管")
    (tmp_path / "表.docx").mkdir()
    (tmp_path / "表.docx" / "a.yaml").write_text(YAML.format("甲", 1), "utf-8")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.pdf"))
        result = api.find_files([str(tmp_path)])
        codes = {Path(one).name: [each.code for each in api.load(one).problems] for one in result.files}
    assert codes == {"管.docx": ["input/not-a-file"], "s.pdf": ["input/not-a-file"], "a.yaml": []}
    assert [Path(one).name for one in result.skipped] == ["管"]


def test_a_folder_or_file_that_may_not_be_opened_is_reported(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(YAML.format("甲", 1), "utf-8")
    (tmp_path / "关").mkdir()
    real = os.scandir

    def closed(path):
        if str(path).endswith("关"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(folders.os, "scandir", closed)
    result = api.find_files([str(tmp_path)])
    assert [Path(one).name for one in result.files] == ["a.yaml", "关"]
    assert [one.code for one in api.load(result.files[1]).problems] == ["input/unreadable"]

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = api.load(result.files[0]).problems
    assert (problem.code, problem.args["reason"]) == ("input/unreadable", "Permission denied")


def test_paths_that_are_not_there_are_wrong_usage():
    for path in ("", "没有.docx", "a\0b"):
        with pytest.raises(UsageError):
            api.find_files([path])


def test_a_file_that_goes_away_between_finding_and_reading_is_reported(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    (one,) = api.find_files([str(path)]).files
    path.unlink()
    assert [each.code for each in api.load(one).problems] == ["input/unreadable"]


def test_processes_are_started_where_there_is_work_for_them(tmp_path, monkeypatch):
    monkeypatch.setattr(api.os, "cpu_count", lambda: 4)
    small, large = tmp_path / "a.yaml", tmp_path / "b.yaml"
    small.write_bytes(b"x")
    large.write_bytes(b"x" * 5_000_000)
    assert api.automatic_jobs([str(small)]) == 1
    assert api.automatic_jobs([str(large)]) == 1
    assert api.automatic_jobs([str(large), str(small)]) == 2
    archive, office = tmp_path / "c.zip", tmp_path / "d.docx"
    archive.write_bytes(b"x" * 1_000_000)
    office.write_bytes(b"x" * 300_000)
    assert api.automatic_jobs([str(archive)]) == 4
    assert api.automatic_jobs([str(office), str(small)]) == 2
    assert api.automatic_jobs([str(small)] * 300) == 4
    assert api.automatic_jobs(["-", str(tmp_path / "没有")]) == 1


def test_the_command_line_says_what_it_skipped(kpilint, tmp_path):
    (tmp_path / "a.yaml").write_text(YAML.format("甲", 1), "utf-8")
    for number in range(7):
        (tmp_path / f"照片{number}.jpg").write_bytes(b"\xff\xd8\xff")
    for verb in ("check", "import"):
        zh, en = (kpilint(verb, tmp_path, lang=lang).stderr.decode() for lang in ("zh", "en"))
        assert "另有 7 个文件" in zh
        assert "照片0.jpg" in zh
        assert "照片6.jpg" not in zh
        assert "7 more file(s)" in en
    assert kpilint("check", tmp_path / "照片0.jpg").returncode == EXIT_NOT_ASSESSED


def test_an_archive_from_standard_input_is_opened(kpilint):
    data = zipped([("甲.yaml", YAML.format("甲", 1).encode()), ("乙.docx", word.docx(a_page(2)))])
    report = json.loads(kpilint("check", "-", "-f", "json", stdin=data).stdout)
    assert [one["path"] for one in report["documents"]] == ["-!乙.docx", "-!甲.yaml"]
    assert [len(one["tables"]) for one in report["documents"]] == [1, 1]


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_a_run_with_all_its_processes(tmp_path, jobs):
    fill(tmp_path, 300)
    command = [sys.executable, "-m", "kpilint", "check", str(tmp_path), "--jobs", str(jobs)]
    started = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "KPILINT_SOFFICE": "/nowhere/soffice"},
    )
    end = time.monotonic() + 30
    while len(of_session(started.pid)) < 1 + jobs and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does
    _, said = started.communicate(timeout=30)
    assert started.returncode == 130
    assert b"Traceback" not in said
    while of_session(started.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert of_session(started.pid) == []


def of_session(session):
    """The processes of a session that have not ended."""
    shown = subprocess.run(["ps", "-eo", "sid=,pid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in shown.splitlines()]
    return [int(pid) for sid, pid, state in rows if sid == str(session) and not state.startswith("Z")]


def test_modules_in_the_folder_that_is_checked_are_not_loaded(tmp_path):
    for name in ("lxml", "multiprocessing", "kpilint"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    (tmp_path / "a.docx").write_bytes(word.docx(a_page(1)))
    (tmp_path / "b.docx").write_bytes(word.docx(a_page(2)))
    program = Path(sys.executable).with_name("kpilint")
    command = [str(program), "check", ".", "--jobs", "2", "--fail-on", "never", "-f", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["tables"] == 2


def test_an_annotated_copy_beside_its_original_is_named_and_not_counted_twice(kpilint, tmp_path):
    for name in ("a.yaml", "a.审核.yaml", "b.审核.yaml"):
        (tmp_path / name).write_text(YAML.format("甲", 1), "utf-8")
    found = api.find_files([str(tmp_path)])
    assert [Path(one).name for one in found.files] == ["a.yaml", "b.审核.yaml"]
    assert [Path(one).name for one in found.skipped] == ["a.审核.yaml"]
    assert "a.审核.yaml" in kpilint("check", tmp_path).stderr.decode()
    assert [Path(one).name for one in api.find_files([str(tmp_path / "a.审核.yaml")]).files] == ["a.审核.yaml"]
