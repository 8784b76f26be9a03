"""Each cell of a row is traced to the place in its file where the same text stands."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpilint import api
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS
from kpilint.sources import readers
from kpilint.sources.limits import DEFAULT_LIMITS
from kpilint.vocabulary import plain
from published import excel, truth, web, word
from published.page import Grid

FORMS = sorted((Path(__file__).parent / "data" / "provinces").glob("*.yaml"))


def places(document):
    """Text and place of each cell as published: not values joined of several, nor levels taken from the row above."""
    for table in document.tables:
        for row in table.indicators:
            for field in (*CELL_FIELDS, *FURTHER_FIELDS):
                place = row.own_place(field)
                split = field == "value" and (row.sign or row.measure)
                if (text := getattr(row, field)) and place is not None and not split:
                    yield text, place


def test_what_only_some_forms_have_is_traced_to_its_own_cell():
    fields = {
        (path.stem, field)
        for path in FORMS
        for table in truth_read(path).tables
        for row in table.indicators
        for field in FURTHER_FIELDS
        if getattr(row, field) and row.place_of(field) == row.place
    }
    assert fields == set()


def truth_read(path):
    return readers.read("xlsx", excel.xlsx([truth.form(path)[0]]), "表.xlsx", DEFAULT_LIMITS)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_cells_of_a_sheet_have_their_address(path, tmp_path):
    data = excel.xlsx([truth.form(path)[0]])
    file = tmp_path / "表.xlsx"
    file.write_bytes(data)
    book = load_workbook(BytesIO(data))
    for text, place in places(api.load(str(file))):
        name, _, address = place.anchor.rpartition("!")
        there = plain(str(book[name.strip("'")][address].value))
        assert there, (text, place.anchor)
        assert there in plain(text) or plain(text) in there, (text, place.anchor)


@pytest.mark.parametrize(("suffix", "write"), [(".docx", word.docx), (".html", web.html)])
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_cells_of_a_document_have_table_row_and_column(path, suffix, write, tmp_path):
    page = truth.form(path)[0]
    grids = [part for part in page.parts if isinstance(part, Grid)]
    file = tmp_path / f"表{suffix}"
    data = write(page)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    for text, place in places(api.load(str(file))):
        if not place.table:
            continue  # a paragraph
        areas = {(one.row + 1, one.column + 1): one.text for one in grids[place.table - 1].areas()}
        there = plain(areas[place.line, place.column])
        assert there, (text, str(place))
        assert there in plain(text) or plain(text) in there, (text, str(place))
