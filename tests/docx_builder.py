"""Word documents built from raw XML, the way Word, WPS, LibreOffice and converters write them, and read back."""

import io
import zipfile

import pytest

from kpilint.model import Problem
from kpilint.problems import ReadFailure, message
from kpilint.sources.boxes import Grid, Line
from kpilint.sources.docx import parts
from kpilint.sources.limits import DEFAULT_LIMITS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = '<?xml version="1.0"?>'
SPACES = (
    f'xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)


# -- building files


def archive(files, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def rels(*targets):
    items = "".join(
        f'<Relationship Id="r{at}" Type="{REL}/{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def document(body, space=W, head=""):
    return f"{DECLARED}{head}" + f'<w:document xmlns:w="{space}" {SPACES}><w:body>{body}</w:body></w:document>'


def package(body, numbering="", styles="", space=W, main="word/document.xml"):
    folder, _, name = main.rpartition("/")
    files = {"_rels/.rels": rels(("officeDocument", main)), main: document(body, space)}
    related = []
    if numbering:
        related.append(("numbering", "numbering.xml"))
        files[f"{folder}/numbering.xml"] = f'<w:numbering xmlns:w="{space}">{numbering}</w:numbering>'
    if styles:
        related.append(("styles", "styles.xml"))
        files[f"{folder}/styles.xml"] = f'<w:styles xmlns:w="{space}">{styles}</w:styles>'
    files[f"{folder}/_rels/{name}.rels"] = rels(*related)
    return files


def docx(body, **more):
    return archive(package(body, **more))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text="", properties="", inner=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def cell(text="", span=0, merge="", width=0, *, inner="", extra=""):  # noqa: PLR0913 - what a cell can say
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    properties += f'<w:gridSpan w:val="{span}"/>' if span else ""
    properties += {"": "", "r": '<w:vMerge w:val="restart"/>', "c": "<w:vMerge/>"}[merge] + extra
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or par(text)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows, grid=()):
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def numbered(num_id, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def level(at, text, form="decimal", extra="", start=1):
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{inner}</w:lvl>'


def abstract(key, *levels):
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key, abstract_key, extra=""):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{extra}</w:num>'


# -- reading them


def read(data, limits=DEFAULT_LIMITS):
    return list(parts(data, limits))


def lines(body, **more):
    return [part.text for part in read(docx(body, **more)) if isinstance(part, Line)]


def grids(found):
    return [
        [(b.row, b.column, b.rows, b.columns, b.text) for b in part.boxes] for part in found if isinstance(part, Grid)
    ]


def only_grid(body, **more):
    (grid,) = grids(read(docx(body, **more)))
    return grid


def cell_text(inner, **more):
    ((*_, text),) = only_grid(table(row(cell(inner=inner)), grid=[5000]), **more)
    return text


def problems(found):
    return [(part.code, part.place, dict(part.args)) for part in found if isinstance(part, Problem)]


def failure(data, limits=DEFAULT_LIMITS):
    with pytest.raises(ReadFailure) as caught:
        read(data, limits)
    problem = caught.value.problem
    for lang in ("zh", "en"):
        assert message(problem.code, problem.args, lang)
    return problem.code
