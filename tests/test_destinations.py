"""Several reports at once: which format goes where, and what cannot be."""

import json

import pytest

from kpilint.cli.destinations import Destination, destinations
from kpilint.errors import UsageError
from kpilint.outputs.formats import FORMATS, of_file


def pairs(formats, outputs):
    return [(one.format, str(one.path) if one.path else None) for one in destinations(formats, outputs)]


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], [("text", None)]),
        (["json"], [], [("json", None)]),
        ([], ["r.html"], [("html", "r.html")]),
        ([], ["r.sarif.json"], [("sarif", "r.sarif.json")]),
        ([], ["R.XLSX"], [("xlsx", "R.XLSX")]),
        ([], ["report"], [("text", "report")]),
        (["html", "xlsx"], ["a.html", "b.xlsx"], [("html", "a.html"), ("xlsx", "b.xlsx")]),
        (["html", "text"], ["a.html", "-"], [("html", "a.html"), ("text", None)]),
        ([], ["a.html", "b.xlsx", "-"], [("html", "a.html"), ("xlsx", "b.xlsx"), ("text", None)]),
    ],
)
def test_formats_and_outputs_pair_in_order(formats, outputs, expected):
    assert pairs(formats, outputs) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "said"),
    [
        (["html", "text"], ["a.html"], "-o -"),
        (["html"], ["a.html", "b.html"], "一一对应"),
        (["html", "json"], [], "一一对应"),
        (["htm"], [], "是否指 html"),
        (["html", "json"], ["a", "a"], "同一处"),
        (["html", "json"], ["-", "-"], "同一处"),
    ],
)
def test_what_does_not_pair_is_refused(formats, outputs, said):
    with pytest.raises(UsageError) as caught:
        destinations(formats, outputs)
    assert said in caught.value.zh


def test_bytes_do_not_go_to_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(UsageError) as caught:
        destinations(["xlsx"], [])
    assert ".xlsx" in caught.value.zh
    assert destinations(["xlsx"], ["a.xlsx"]) == [Destination("xlsx", caught_path("a.xlsx"))]


def caught_path(name):
    from pathlib import Path  # noqa: PLC0415

    return Path(name)


def test_every_suffix_belongs_to_one_format():
    suffixes = [suffix for form in FORMATS.values() for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(of_file(f"报告{suffix}") for suffix in suffixes)
    assert of_file("报告") is None


def test_several_reports_are_written_in_one_run(kpilint, tmp_path):
    done = kpilint("check", "examples/tables.yaml", "-o", tmp_path / "a.json", "-o", tmp_path / "a.txt", "-o", "-")
    assert json.loads((tmp_path / "a.json").read_bytes())["format"] == "kpilint.report/1"
    assert (tmp_path / "a.txt").read_bytes() == done.stdout


def test_an_output_never_replaces_an_input(kpilint, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("x: 1\n", "utf-8")
    done = kpilint("check", path, "-f", "json", "-o", tmp_path / "b.json", "-f", "text", "-o", path)
    assert done.returncode == 2
    assert path.read_text("utf-8") == "x: 1\n"


def test_a_folder_that_is_not_there_is_one_clear_message(kpilint, tmp_path):
    done = kpilint("check", "examples/tables.yaml", "-o", tmp_path / "none" / "a.json")
    assert (done.returncode, "无法写入" in done.stderr.decode()) == (2, True)
