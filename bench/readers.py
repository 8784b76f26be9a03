"""Measure the readers of office formats beside the bare libraries under them, and how exactly they read.

    python bench/readers.py                     # speed at 100, 1,000 and 10,000 rows, then exactness
    python bench/readers.py --rows 100 1000 --formats docx pdf
    python bench/readers.py --only exactness

Documents are made by `tests/published` and converted by LibreOffice, which has to be installed; they are kept in
bench/out/readers. "bare" is the time in which the library does nothing but read: no merged cells, no layout, no places.
"guarded" is the time with the process that shields kpilint from hostile files, as users have it. Each time is the
median of several runs, taken in turns; machines are noisy: trust the ratios.
"""

import argparse
import csv
import io
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import olefile
import pypdfium2
import xlrd
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

import corpus
from kpilint import api
from kpilint.loading import IN_PROCESS
from kpilint.model import Document

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from published import forms, office, shelf, truth  # noqa: E402 - the path is set above
from published.word import Paper  # noqa: E402

OUT: Final = ROOT / "bench" / "out" / "readers"
ROWS_PER_TABLE: Final = 7
SEED: Final = 7
TEXT: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def _docx(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
        return [one.text for one in etree.parse(part).iter(TEXT)]


def _doc(data: bytes) -> object:
    with olefile.OleFileIO(data) as file:
        return [file.openstream(name).read() for name in file.listdir(streams=True)]


def _calamine(data: bytes) -> object:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _openpyxl(data: bytes) -> object:
    return [list(sheet.values) for sheet in load_workbook(io.BytesIO(data), read_only=True).worksheets]


def _xlrd(data: bytes) -> object:
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    return [sheet.row_values(row) for sheet in book.sheets() for row in range(sheet.nrows)]


def _pdf(data: bytes) -> object:
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range() for page in file]


def _html(data: bytes) -> object:
    return [cell.text() for cell in LexborHTMLParser(data.decode()).css("td")]


def _csv(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode())))


BARE: Final[Mapping[str, Sequence[tuple[str, Callable[[bytes], object]]]]] = {
    "docx": [("lxml", _docx)],
    "doc": [("olefile", _doc)],
    "html": [("selectolax", _html)],
    "pdf": [("pypdfium2", _pdf)],
    "xlsx": [("calamine", _calamine), ("openpyxl read-only", _openpyxl)],
    "xls": [("calamine", _calamine), ("xlrd", _xlrd)],
    "csv": [("csv", _csv)],
}
"""What a library takes to hand out all text or cells; for .doc only to unpack the streams, no library reads them."""
FROM_EXCEL: Final = ("xlsx", "xls", "csv")


def known(rows: int) -> list[truth.Known]:
    """Return tables of a seeded corpus of so many rows, as published ones repeat themselves."""
    names = dict(zip(corpus.KEYS, truth.SIX, strict=True))
    made = [{names[key]: text for key, text in row.items()} for row in corpus.rows(rows, SEED)]
    return forms.completed(
        truth.Known(
            tuple(made[start : start + ROWS_PER_TABLE]),
            {"title": f"{number}.项目{number}绩效目标表", "project": f"项目{number}"},
            {"": f"1.完成项目{number}的年度任务。"},
        )
        for number, start in enumerate(range(0, rows, ROWS_PER_TABLE), 1)
    )


def document(rows: int, name: str) -> Path:
    """Return the file of a format with so many rows, made at its first use."""
    origin = ".xlsx" if name in FROM_EXCEL else ".docx"
    source = OUT / f"{rows}{origin}"
    if not source.exists():
        OUT.mkdir(parents=True, exist_ok=True)
        write = shelf.FORMS["sheet" if origin == ".xlsx" else "block"][0]
        source.write_bytes(write(known(rows), Paper())[1])
    if origin == f".{name}":
        return source
    target = OUT / name / f"{rows}.{name}"
    return target if target.exists() else office.converted([source], f".{name}")[0]


def medians(runs: int, *tasks: Callable[[], object]) -> list[float]:
    """Return median seconds of each task, taken in turns so that a busy moment hits all."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(runs):
        for task, seconds in zip(tasks, taken, strict=True):
            begun = time.perf_counter()
            task()
            seconds.append(time.perf_counter() - begun)
    return [statistics.median(one) for one in taken]


def rows_of(read: Document) -> int:
    """Return how many indicator rows a document has."""
    return sum(len(table.indicators) for table in read.tables)


def in_process(path: Path) -> Document:
    """Read a file in this process, without the guarded one, so that only reading is measured."""
    os.environ[IN_PROCESS] = "1"
    try:
        return api.load(str(path))
    finally:
        del os.environ[IN_PROCESS]


def speed(sizes: Sequence[int], names: Sequence[str], runs: int) -> Iterator[str]:
    """Yield the lines of the table of speed; growth is time against rows, 1.00 where it is linear."""
    yield (
        f"{'format':7}{'rows':>7}{'KiB':>8}{'seconds':>9}{'rows/s':>9}{'growth':>8}{'guarded':>9}"
        "  beside the bare library"
    )
    for name in names:
        before: tuple[int, float] | None = None
        for size in sizes:
            path = document(size, name)
            data = path.read_bytes()
            found = rows_of(api.load(str(path)))
            bare = [partial(read, data) for _, read in BARE[name]]
            seconds, guarded, *alone = medians(runs, partial(in_process, path), partial(api.load, str(path)), *bare)
            growth = f"{seconds / before[1] / (size / before[0]):8.2f}" if before else f"{'':8}"
            pairs = zip(BARE[name], alone, strict=True)
            beside = ", ".join(f"{seconds / one:.1f} x {library} ({one:.4f} s)" for (library, _), one in pairs)
            missed = "" if found == size else f"  READ {found} ROWS"
            yield (
                f"{name:7}{size:7}{len(data) // 1024:8}{seconds:9.3f}{size / seconds:9.0f}{growth}{guarded:9.3f}"
                f"  {beside}{missed}"
            )
            before = (size, seconds)


def exactness() -> str:
    """Return how many rows of publications with known contents are read exactly, by format."""
    works = [work for work in shelf.WORKS if shelf.available(work)]
    with tempfile.TemporaryDirectory() as folder:
        return shelf.printed(shelf.scoreboard(shelf.copies(works, Path(folder)), api.load))


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[100, 1_000, 10_000])
    options.add_argument("--formats", nargs="+", choices=list(BARE), default=list(BARE))
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", choices=["speed", "exactness"])
    chosen = options.parse_args()
    if office.PROGRAM is None:
        sys.exit("LibreOffice (soffice) is not installed: see .ci/run")
    if chosen.only != "exactness":
        for line in speed(chosen.rows, chosen.formats, chosen.runs):
            print(line, flush=True)
    if chosen.only != "speed":
        print(exactness())


if __name__ == "__main__":
    main()
