"""Every reader against damaged files: a document or one clear failure, soon, and in little memory.

The seed is fixed. KPILINT_FUZZ_SEED and KPILINT_FUZZ_SECONDS (for each format) make a longer run of another one:
files that a reader fails on are kept in the folder for temporary files and named in the message.
"""

import base64
import faulthandler
import json
import os
import random
import tempfile
import time
from pathlib import Path

import pytest

import doc_builder
import docx_builder
import excel_builder
import mutations
import pdf_builder
from kpilint.guarded.guard import Guard
from kpilint.model import Document
from kpilint.problems import CATALOGUE, ReadFailure, message
from kpilint.sources import readers
from kpilint.sources.limits import Limits
from published import excel, forms, office, truth, web, word

resource = pytest.importorskip("resource", reason="memory is measured where the system says")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("office")]

SEED = int(os.environ.get("KPILINT_FUZZ_SEED", "2025"))
SECONDS = float(os.environ.get("KPILINT_FUZZ_SECONDS", "1.2"))
CLOCK = 15.0
"""Seconds for one damaged file."""
GROWTH = 600 * 1024
"""Kilobytes that the process may grow by over all files of one format."""
DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
UNWANTED = {"input/timeout", "input/memory", "input/reader-crashed"}
"""What only the guard says: of a reader that did not keep to its limits."""
NATIVE = {"pdf", "html", "mhtml"}
"""Formats whose libraries could end the process."""
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = [("产出指标", "数量指标", "养护里程", "≥30公里"), ("效益指标", "社会效益指标", "好路率", "≥90%")]
FORMATS = sorted(("csv", "doc", "docx", "excel2003", "flatopc", "html", "json", "jsonl", "mhtml", "pdf", "text",
                  "word2003", "xls", "xlsx", "yaml"))  # fmt: skip


def page():
    return forms.block(forms.completed(truth.example(EXAMPLES / "tables.yaml")[:2]))


def own_pdf():
    cells = [
        pdf_builder.Cell(row, column, [text]) for row, line in enumerate([HEAD, *ROWS])
        for column, text in enumerate(line)
    ]  # fmt: skip
    xs, ys = [50, 150, 250, 350, 450], [100, 130, 160, 190]
    return pdf_builder.build([pdf_builder.table(cells, xs, ys)], forms=[("1 0 0 1 0 0", "0 0 m 9 9 l S")])


def own_xls():
    book = excel_builder.Xls("0.00%", "yyyy-mm-dd")
    records = [book.string(row, column, text) for row, line in enumerate([HEAD, *ROWS])
               for column, text in enumerate(line)]  # fmt: skip
    more = [book.number(5, 0, 45000.5, 17), book.formula(5, 1, 2.0), book.merge((0, 0, 3, 3)), book.hide_row(7)]
    book.sheet("绩效目标表", *records, *more)
    return doc_builder.compound({"Workbook": book.stream()})


def own_doc():
    paragraphs = [doc_builder.para("绩效目标表")]
    for line in [HEAD, *ROWS]:
        paragraphs += doc_builder.row(line)
    return doc_builder.compound(doc_builder.Word(paragraphs).streams())


def flat():
    """The parts of a Word document in one XML file."""
    parts = docx_builder.package(
        docx_builder.table(*(docx_builder.row(*map(docx_builder.cell, line)) for line in [HEAD, *ROWS]))
        + docx_builder.par("一、云岭县", docx_builder.numbered(1)),
        numbering=docx_builder.abstract(1, docx_builder.level(0, "%1、", "chineseCounting")) + docx_builder.num(1, 1),
        styles='<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"/>',
    )
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text.removeprefix(docx_builder.DECLARED)}</pkg:xmlData></pkg:part>'
        for name, text in parts.items()
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    flat_file = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{inner}</pkg:package>'
    return flat_file.encode(), docx_builder.archive(parts)


def word_2003():
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in line) + "</w:tr>"
        for line in [HEAD, *ROWS]
    )
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = f"<w:body><w:p><w:r><w:t>绩效目标表</w:t></w:r></w:p><w:tbl>{rows}</w:tbl></w:body>"
    return f'<?xml version="1.0"?><w:wordDocument xmlns:w="{space}">{body}</w:wordDocument>'.encode()


def excel_2003():
    rows = "".join(
        f'<Row ss:Index="{number}">'
        + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line)
        + '<Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="Number">45000.5</Data></Cell></Row>'
        for number, line in enumerate([HEAD, *ROWS], 1)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


def mhtml(html):
    lines = base64.encodebytes(html)
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
    return head + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines + b"\r\n--B--\r\n"


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Files in good order of each format."""
    folder = tmp_path_factory.mktemp("samples")
    known = forms.completed(truth.example(EXAMPLES / "tables.yaml")[:2])
    docx, xlsx, html = word.docx(page()), excel.xlsx([page()]), web.html(page())
    flat_file, numbered = flat()
    text = excel.csv_text(page())
    tree = {"标题": "绩效目标表", "绩效指标": [dict(zip(HEAD[2:], line[2:], strict=True)) for line in ROWS]}
    found = {
        "docx": [docx, numbered], "flatopc": [flat_file],
        "word2003": [word_2003()], "excel2003": [excel_2003()],
        "xlsx": [xlsx, excel.xlsx([forms.wide(forms.wide_truth(known), "merged")])],
        "html": [html], "mhtml": [mhtml(html)],
        "csv": [text.encode(), text.encode("gb18030")], "text": [text.replace(",", "\t").encode(), html],
        "yaml": [(EXAMPLES / "tables.yaml").read_bytes()], "json": [json.dumps(tree, ensure_ascii=False).encode()],
        "jsonl": [b"\n".join([json.dumps({"a": 1, **tree}, ensure_ascii=False).encode()] * 3)],
        "doc": [own_doc(), *(one.read_bytes() for one in sorted(DATA.glob("*.doc")))],
        "xls": [own_xls()], "pdf": [own_pdf()],
    }  # fmt: skip
    if office.PROGRAM is not None:
        (folder / "w.docx").write_bytes(docx)
        (folder / "e.xlsx").write_bytes(xlsx)
        for name, suffix in (("w.docx", ".doc"), ("w.docx", ".pdf"), ("e.xlsx", ".xls")):
            (made,) = office.converted([folder / name], suffix)
            found[suffix[1:]].append(made.read_bytes())
    return found


@pytest.fixture(scope="module")
def guard():
    made = Guard()
    yield made
    made.close()


def outcome(form, data, read):
    """Return the code of the failure, or ""."""
    try:
        document = read(form, data, f"文件.{form}", Limits(seconds=CLOCK))
    except ReadFailure as failure:
        problem = failure.problem
        assert CATALOGUE[problem.code].whole_file, problem.code
        for lang in ("zh", "en"):
            assert message(problem.code, problem.args, lang).strip()
        return problem.code
    assert isinstance(document, Document)
    for problem in document.problems:
        assert message(problem.code, problem.args, "zh").strip()
    return ""


def kept(form, number, data):
    """Keep a file that a reader fails on."""
    path = Path(tempfile.gettempdir()) / f"kpilint-fuzz-{SEED}-{number}.{form}"
    path.write_bytes(data)
    return path


def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_file_is_read_or_refused_soon_and_in_little_memory(form, samples, guard):
    chance = random.Random(f"{SEED} {form}")  # noqa: S311 - no secret
    read = guard.read if form in NATIVE else readers.read
    for data in samples[form]:
        assert outcome(form, data, read) == "", "the file in good order"
    others = [each[0] for each in samples.values()]
    before, until, number, faults = resident(), time.monotonic() + SECONDS, 0, []
    while time.monotonic() < until and len(faults) < 5:
        number += 1
        data = mutations.mutated(chance.choice(samples[form]), chance, others)
        start = time.monotonic()
        faulthandler.dump_traceback_later(4 * CLOCK, exit=True)  # a hang ends the run, and says where
        try:
            code = outcome(form, data, read)
        except Exception as error:  # noqa: BLE001 - any but ReadFailure is what we look for
            code = f"{type(error).__name__}: {error}"
        finally:
            faulthandler.cancel_dump_traceback_later()
        if (code and code not in CATALOGUE) or code in UNWANTED or time.monotonic() - start > CLOCK:
            faults.append((code, round(time.monotonic() - start, 1), str(kept(form, number, data))))
    assert faults == []
    assert number >= 3
    assert resident() - before < GROWTH
    print(form, number, "files", resident() - before, "KB more")  # noqa: T201 - for longer runs, with -s
