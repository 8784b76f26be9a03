"""Hostile and damaged files through the product: one clear message each, and the other files are still checked."""

import json
import random
import re
import time

import pytest

import docx_builder
import excel_builder
import hostile
from kpilint import loading
from kpilint.exitcodes import EXIT_NOT_ASSESSED
from kpilint.problems import CATALOGUE, message
from kpilint.sources.detection.formats import SUFFIXES
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

CLOCK = 20.0
"""Seconds that no file of these may take; the largest takes about five, most far less than one."""
NEVER = {"input/timeout", "input/memory", "input/reader-crashed"}
"""What the guard says of a reader that did not see the danger by itself."""
PYTHON = re.compile(r"Traceback|[a-z]Error\b|Exception|NoneType|<class|object at 0x|errno|\{\w+\}")
"""Words of the program, not of its user."""
ALSO = {"input/suffix-differs", "input/no-table"}
"""What may be said besides."""
HALVES = {".docx", ".xlsx", ".zip", ".pdf", ".doc", ".xls", ".json"}
"""Formats of which half a file is nothing."""


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    """Broken .doc files would start it one by one."""
    monkeypatch.setenv("KPILINT_SOFFICE", "/nowhere/soffice")


def loaded(folder, name, data, limits=DEFAULT_LIMITS):
    path = folder / name
    path.write_bytes(data)
    start = time.monotonic()
    documents = list(loading.load_all(str(path), limits))
    assert time.monotonic() - start < CLOCK
    return documents


def told(documents):
    """Return the codes of what is said of documents, and see that each message can be read."""
    found = [one for document in documents for one in document.problems]
    for one in found:
        for lang in ("zh", "en"):
            text = message(one.code, one.args, lang)
            assert 5 < len(text) < 400, text
            assert not PYTHON.search(text), text
        assert re.search("[一-鿿]{3}", message(one.code, one.args, "zh"))
    return [one.code for one in found]


def only(documents):
    """Return the one thing that is said besides where the format differs from the name."""
    codes = told(documents)
    (code,) = [one for one in codes if one not in ALSO] or codes[-1:]
    return code


def rows(documents):
    return [[one.name for one in table.indicators] for document in documents for table in document.tables]


@pytest.mark.parametrize("name", hostile.SOUND)
def test_a_file_in_good_order_is_read(name, tmp_path):
    assert rows(loaded(tmp_path, name, hostile.SOUND[name]())) == [["养护里程"]]


@pytest.mark.parametrize("name", hostile.READ)
def test_macros_scripts_and_rings_are_left_alone_and_the_table_is_read(name, tmp_path):
    documents = loaded(tmp_path, name, hostile.READ[name]())
    assert [one for one in rows(documents) if one] == [["养护里程"]]
    assert not [one for one in told(documents) if one not in ALSO]


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused_with_one_clear_message(name, tmp_path):
    make, expected = hostile.REFUSED[name]
    documents = loaded(tmp_path, name, make())
    assert only(documents) in expected
    assert rows(documents) == []
    assert all("root:" not in str(one) for one in documents)


@pytest.mark.parametrize(("lang", "form"), [("zh", "json"), ("en", "text")])
def test_a_folder_of_hostile_files_ends_with_code_4_and_the_good_ones_are_checked(lang, form, tmp_path, kpilint):
    bad = {name: make for name, (make, _) in hostile.REFUSED.items() if not name.endswith(".xml")}
    good = {f"好{name}": make for name, make in hostile.SOUND.items() if not name.endswith(".xml")}
    for name, make in {**bad, **good}.items():  # .xml counts only where it is named, not in folders
        (tmp_path / name).write_bytes(make())
    done = kpilint("check", tmp_path, "--format", form, lang=lang)
    said = done.stdout.decode()
    assert done.returncode == EXIT_NOT_ASSESSED, done.stderr
    assert "Traceback" not in said + done.stderr.decode()
    for name in (*bad, *good):
        assert name in said
    if form == "json":
        documents = {
            re.split("[/\\\\]", one["path"].partition("!")[0])[-1]: one for one in json.loads(said)["documents"]
        }
        assert {name: len(documents[name]["tables"]) for name in good} == dict.fromkeys(good, 1)
        assert {name: len(documents[name]["tables"]) for name in bad} == dict.fromkeys(bad, 0)
        assert all(documents[name]["problems"] for name in bad)


@pytest.mark.parametrize("name", hostile.SOUND)
def test_a_file_cut_anywhere_is_read_in_part_or_refused(name, tmp_path):
    data = hostile.SOUND[name]()
    chance = random.Random(name)  # noqa: S311 - no secret
    points = {0, 1, 8, len(data) // 2, len(data) - 1, *(chance.randrange(len(data)) for _ in range(8))}
    for point in sorted(points):
        documents = loaded(tmp_path, name, data[:point])
        codes = told(documents)
        assert not NEVER & set(codes), point
        assert codes or rows(documents) == [["养护里程"]] or name.endswith((".html", ".csv", ".yaml")), point
        if point == len(data) // 2 and f".{name.rpartition('.')[2]}" in HALVES - {".pdf", ".doc", ".xls"}:
            assert CATALOGUE[only(documents)].whole_file
            assert rows(documents) == []


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_garbage_of_any_name_is_refused_once(suffix, tmp_path):
    garbage = random.Random(suffix).randbytes(5000)  # noqa: S311 - no secret
    assert CATALOGUE[only(loaded(tmp_path, f"表{suffix}", b"\0\1" + garbage))].whole_file


def test_a_sheet_of_a_hundred_thousand_cells_is_read_whole(tmp_path):
    lines = [(*hostile.ROW[:2], f"养护里程{at}", "≥30公里") for at in range(25_000)]
    documents = loaded(tmp_path, "大.xlsx", excel_builder.xlsx(hostile.sheet(hostile.HEAD, *lines)))
    ((*names,),) = rows(documents)
    assert (len(names), names[-1]) == (25_000, "养护里程24999")


def test_a_document_of_ten_thousand_tables_is_read_whole(tmp_path):
    body = (docx_builder.par("绩效目标表") + hostile.word_table(hostile.HEAD, hostile.ROW)) * 10_000
    documents = loaded(tmp_path, "多.docx", hostile.docx(body))
    assert [one for table in rows(documents) for one in table] == ["养护里程"] * 10_000


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 10_000_000,
        b",".join([b"a"] * 1_000_000),
        b'"' * 1_000_000,
        b'a,"b\n' * 50_000,
        b'"a""' * 300_000,
        b"\n" * 3_000_000,
    ],
    ids=["one cell", "one row", "quotes", "lone quotes", "doubled quotes", "empty lines"],
)
def test_hostile_csv_ends_soon_with_little_to_say(data, tmp_path):
    codes = told(loaded(tmp_path, "表.csv", data))
    assert codes
    assert not NEVER & set(codes)
    assert len(codes) < 200


def test_forms_that_draw_each_other_without_end_cost_that_file_only(tmp_path):
    small = Limits(seconds=4, memory_bytes=400 * 2**20)
    documents = loaded(tmp_path, "互画.pdf", hostile.pdf_forms(), small)
    assert only(documents) in NEVER | hostile.PAGES
    assert rows(loaded(tmp_path, "表.pdf", hostile.pdf())) == [["养护里程"]]


def test_a_page_with_too_many_lines_is_left_out(tmp_path):
    small = Limits(pdf_objects=10_000)
    page = hostile.pdf_page().op("0 0 m 9 9 l S\n" * 12_000)
    documents = loaded(tmp_path, "画.pdf", hostile.pdf_builder.build([page]), small)
    assert only(documents) == "input/pages-unread"


def test_a_stream_packed_twice_is_no_bomb(tmp_path):
    documents = loaded(tmp_path, "包.pdf", hostile.pdf_bomb(), Limits(seconds=5, memory_bytes=400 * 2**20))
    assert only(documents) in NEVER | hostile.PAGES
    assert rows(documents) == []
