"""Forms of other provinces, drawn from the forms themselves before anything could read them.

Each file of `data/provinces` is a page as it looks, and what a person reads from it. All names and figures are
invented.
"""

from pathlib import Path

import pytest

from kpilint import api
from kpilint.model import Document, Place
from kpilint.sources.boxes import Box, Grid, Line, read_parts
from kpilint.sources.limits import DEFAULT_LIMITS
from published import excel, truth, variations, web, word
from published.page import Page, Text

FORMS = sorted((Path(__file__).parent / "data" / "provinces").glob("*.yaml"))

WRITERS = {
    ".docx": word.docx,
    ".xlsx": lambda page: excel.xlsx([page]),
    ".html": web.html,
    ".csv": lambda page: excel.csv_text(page).encode(),
}
SAYS_LESS_UNMERGED = {"merged-values": "nothing says that an empty basis is that of the row above"}


def bare(page: Page) -> Document:
    """Read the page as a reader hands it on: what the layout makes of it, whatever the file format."""
    parts = []
    for number, part in enumerate(page.parts, 1):
        if isinstance(part, Text):
            parts.append(Line(part.text, Place(number), heading=part.heading))
            continue
        boxes = [
            Box(one.row, one.column, one.text, Place(one.row + 1, one.column + 1, table=number), one.rows, one.columns)
            for one in part.areas()
        ]
        parts.append(Grid(boxes))
    return read_parts(parts, page.name, "docx", DEFAULT_LIMITS)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_layout_reads_the_form(path):
    page, known = truth.form(path)
    assert truth.differences(known, bare(page)) == []


@pytest.mark.parametrize("name", variations.VARIATIONS)
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_form_set_otherwise_says_the_same(path, name):
    page, known = truth.form(path)
    if name == "unmerged" and path.stem in SAYS_LESS_UNMERGED:
        pytest.skip(SAYS_LESS_UNMERGED[path.stem])
    assert truth.differences(known, bare(variations.varied(page, name))) == []


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_files_of_the_form_are_read(path, suffix, tmp_path):
    page, known = truth.form(path)
    if suffix == ".csv" and path.stem in SAYS_LESS_UNMERGED:
        pytest.skip(SAYS_LESS_UNMERGED[path.stem])
    file = tmp_path / f"{path.stem}{suffix}"
    file.write_bytes(WRITERS[suffix](page))
    assert truth.differences(known, api.load(str(file))) == []
