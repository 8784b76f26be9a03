"""The same publication in every format: each row right, and the same findings at the same rows.

Contents are known beforehand (`published.shelf`); Word and Excel files are written without kpilint, the other formats
by LibreOffice. Cells are compared without white space, which is the typesetter's, and exactly otherwise.
"""

import pytest

from kpilint import api
from kpilint.report.fingerprints import fingerprints
from published import office, shelf, truth

pytestmark = [
    pytest.mark.slow,
    # One worker of pytest-xdist runs them all (`make test`), so that LibreOffice is started once for each format.
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(office.PROGRAM is None, reason="LibreOffice (soffice) is not installed: see .ci/run"),
]
EXACT = {"docx", "doc", "xlsx", "xls", "html", "csv"}
PDF_RIGHT = 0.99


@pytest.fixture(scope="module")
def converted(request, tmp_path_factory):
    """The publications that the chosen tests ask for, in all their formats, by name."""
    chosen = {
        one.callspec.params["work"]: None
        for one in request.session.items
        if one.module is request.module and shelf.available(one.callspec.params["work"])
    }
    made = {work.name: [] for work in chosen}
    for copy in shelf.copies(list(chosen), tmp_path_factory.mktemp("published")):
        made[copy.work.name].append(copy)
    return made


def assert_reads(copy, document):
    if copy.format in EXACT:
        assert truth.differences(copy.known, document) == [], copy.format
    else:
        found = shelf.tally(copy, document)
        assert found.right >= PDF_RIGHT * found.rows, truth.differences(copy.known, document)
        assert found.invented == 0, truth.differences(copy.known, document)


def marks(documents):
    """Return the fingerprints of the findings of each table, for each document, which is checked by itself."""
    reports = [api.check_documents([one]).documents[0] for one in documents]
    return [[set(fingerprints(one.table, one.findings)) for one in document.tables] for document in reports]


@pytest.mark.parametrize("work", shelf.WORKS, ids=lambda work: work.name)
def test_a_publication_reads_the_same_in_every_format(work, converted):
    if not shelf.available(work):
        pytest.skip("no folder ../shared with the published documents beside this checkout")
    copies = converted[work.name]
    documents = [api.load(str(copy.path)) for copy in copies]
    for copy, document in zip(copies, documents, strict=True):
        assert_reads(copy, document)
    first, *others = marks(documents)
    assert any(first)
    for copy, document, found in zip(copies[1:], documents[1:], others, strict=True):
        for number, (expected, table) in enumerate(zip(first, found, strict=True)):
            rows = truth.rows_known(copy.known[number])
            if truth.rows_read(document.tables[number]) == rows:
                assert table == expected, f"{copy.format}: findings of table {number + 1}"
