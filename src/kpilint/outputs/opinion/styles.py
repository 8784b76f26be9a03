"""Fonts and paragraph styles: 小标宋 for the title, 黑体 and 楷体 for headings, 仿宋 for the text."""

from typing import Any, Final

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from msgspec import Struct

TITLE: Final = "Title"
BODY: Final = "Body Text"
POINT: Final = "List Number"
"""A numbered opinion: 四号, a size below the text, for there may be hundreds."""
PLAIN: Final = "Salutation"
HEADING_1: Final = "Heading 1"
HEADING_2: Final = "Heading 2"
HEADING_3: Final = "Heading 3"
CAPTION: Final = "Caption"
NOTE: Final = "Note"
CELL: Final = "Table Text"
HEAD: Final = "Table Head"
ANNEX: Final = "Annex"
SIGNED: Final = "Signature"
PAGE: Final = "Footer"

_LATIN: Final = "Times New Roman"
_FONTS: Final = {
    # Fonts of the standard, what Windows calls them in English, and the style in which another may stand in for them.
    "方正小标宋简体": ("宋体", "roman", "02010601030101010101"),
    "宋体": ("SimSun", "auto", "02010600030101010101"),
    "黑体": ("SimHei", "modern", "02010609060101010101"),
    "楷体": ("KaiTi", "modern", "02010609060101010101"),
    "仿宋": ("FangSong", "modern", "02010609060101010101"),
}
_KEPT: Final = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
_OWN: Final = {NOTE, CELL, HEAD, ANNEX}
_DROPPED: Final = ("stylesWithEffects", "customXml", "webSettings", "thumbnail", "extended-properties", "numbering")
_CLOSE: Final = 14
"""Points from line to line in tables."""
_APART: Final = 4
"""Points between paragraphs in English, which has no indents."""
_STEP: Final = 28
"""Points from line to line: 22 lines of 三号 on a page."""


class _Look(Struct, frozen=True):
    """A style. Sizes in points; `step` 0 is single spacing; `indent` in characters."""

    font: str
    size: float
    english: float
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    """Text is not justified: between figures that may not be broken, lines would be torn apart."""
    step: int = _STEP
    indent: int = 0
    bold: bool = False
    keep: bool = False
    """With the paragraph below it."""
    level: int = 0
    """In the outline, from 1."""
    before: int = 0
    after: int = 0


_LOOKS: Final = {
    TITLE: _Look("方正小标宋简体", 22, 18, WD_ALIGN_PARAGRAPH.CENTER, 34, keep=True, after=20),
    PLAIN: _Look("仿宋", 16, 12),
    BODY: _Look("仿宋", 16, 12, indent=2),
    POINT: _Look("仿宋", 14, 11, step=24, indent=2),
    HEADING_1: _Look("黑体", 16, 14, indent=2, keep=True, level=1),
    HEADING_2: _Look("楷体", 16, 12, indent=2, keep=True, level=2),
    HEADING_3: _Look("仿宋", 16, 12, indent=2, bold=True, keep=True, level=3),
    CAPTION: _Look("黑体", 14, 12, WD_ALIGN_PARAGRAPH.CENTER, keep=True, before=8, after=4),
    NOTE: _Look("仿宋", 10.5, 9, step=16, before=2, after=8),
    CELL: _Look("仿宋", 10.5, 9, step=_CLOSE),
    ANNEX: _Look("黑体", 16, 12),
    HEAD: _Look("黑体", 10.5, 8, WD_ALIGN_PARAGRAPH.CENTER, _CLOSE),
    SIGNED: _Look("仿宋", 16, 12, WD_ALIGN_PARAGRAPH.RIGHT),
    PAGE: _Look("宋体", 14, 11, WD_ALIGN_PARAGRAPH.CENTER, 0),
}


def identifier(style: str) -> str:
    """Return what paragraphs call a style: its name without spaces."""
    return style.replace(" ", "")


def prepare(docx: Docx, lang: str) -> None:
    """Give an empty document these styles and fonts, and nothing of what python-docx's template has beside."""
    for part in (docx.part, docx.part.package):
        for name, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _DROPPED:
                del part.rels[name]
            elif relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                relation.target_part._blob = _font_table()  # noqa: SLF001 - python-docx has no table of fonts
    _defaults(docx.styles.element)
    for one in list(docx.styles.element.style_lst):
        if one.name_val not in _KEPT:
            docx.styles.element.remove(one)
    for name, look in _LOOKS.items():
        style = docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in _OWN)
        if isinstance(style, ParagraphStyle):
            _apply(style, look, lang)
    settings = docx.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")


def _apply(style: ParagraphStyle, look: _Look, lang: str) -> None:
    size = look.size if lang == "zh" else look.english
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), look.bold, RGBColor(0, 0, 0)
    _set_fonts(style.element.get_or_add_rPr(), look.font)
    form = style.paragraph_format
    form.alignment = look.align
    apart = 0 if lang == "zh" or look.step <= _CLOSE else _APART
    form.space_before, form.space_after = Pt(look.before), Pt(max(look.after, apart))
    form.keep_with_next = look.keep
    form.widow_control = True
    if look.step and lang == "zh":
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.step)
    if look.indent and lang == "zh":
        form.first_line_indent = Pt(look.indent * size)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(100 * look.indent))
    if look.level:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(look.level - 1))
        style.element.pPr.append(outline)


def _defaults(styles: Any) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(run, "仿宋")
    run.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    spacing = defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")).find(qn("w:spacing"))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")


def _set_fonts(run: Any, chinese: str) -> None:
    fonts = run.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        run.insert(0, fonts)
    fonts.attrib.clear()
    for name, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", chinese), ("cs", _LATIN)):
        fonts.set(qn("w:" + name), font)


def _font_table() -> bytes:
    """Return the table of fonts, which tells a computer without one of them what comes nearest."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, family, panose) in _FONTS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
