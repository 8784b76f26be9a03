"""What readers meet in documents, workbooks and PDF."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

DOCUMENTS: Final[Mapping[str, ProblemKind]] = {
    "input/cells-without-edges": ProblemKind(
        _WARNING,
        "从这一行起有 {count} 行没有列边界数据（或与单元格数不符），按顺序对列，请核对",
        "{count} rows from here on have no column edges that fit their cells; cells were placed by their order",
    ),
    "input/covered-text": ProblemKind(
        _WARNING,
        "被合并单元格盖住、不显示的文字“{text}”未读入",
        "text in a cell hidden under a merged one was left out: “{text}”",
    ),
    "input/numbers-unread": ProblemKind(
        _WARNING,
        "自动编号的定义已损坏，段落前的编号未读入",
        "the definitions of automatic numbers are damaged; numbers before paragraphs were not read",
    ),
    "input/no-libreoffice": ProblemKind(
        _ERROR,
        "读取 {found} 需要 LibreOffice，本机没有找到（Debian、Ubuntu 装 libreoffice-writer-nogui，"
        "Windows、macOS 从 libreoffice.org 安装，或用 KPILINT_SOFFICE 指明 soffice 的位置）；也可另存为 .docx",
        "reading {found} needs LibreOffice, which was not found (Debian, Ubuntu: libreoffice-writer-nogui; Windows, "
        "macOS: from libreoffice.org; or set KPILINT_SOFFICE to its soffice); or save the file as .docx",
        whole_file=True,
    ),
    "input/libreoffice-failed": ProblemKind(
        _ERROR,
        "LibreOffice 未能转换这个文件（{reason_zh}），请用 WPS 或 Office 另存为 .docx 后再检查",
        "LibreOffice could not convert the file ({reason}); save it as .docx",
        whole_file=True,
    ),
    "input/hidden-sheet": ProblemKind(
        _WARNING,
        "工作表“{name}”是隐藏的，其中 {count} 个单元格的内容未读入",
        "the sheet “{name}” is hidden: the contents of {count} cells were left out",
    ),
    "input/hidden-cells": ProblemKind(
        _WARNING,
        "工作表“{name}”有 {count} 个单元格的内容因行、列或格式隐藏而不显示，未读入，首个是“{text}”",
        "{count} cells of the sheet “{name}” are hidden (row, column or format) and were left out; the first is "
        "“{text}”",
    ),
    "input/formula-without-value": ProblemKind(
        _ERROR,
        "公式“{formula}”没有保存计算结果，按公式原文读取；请用 Excel 或 WPS 打开，重新保存后再检查",
        "the formula “{formula}” has no saved result and was read as it is; open and save the file in a spreadsheet "
        "program",
    ),
    "input/formulas-without-value": ProblemKind(
        _ERROR,
        "另有 {count} 个公式没有保存计算结果，按公式原文读取",
        "{count} more formulas have no saved result and were read as they are",
    ),
    "input/cell-format-unknown": ProblemKind(
        _WARNING,
        "数字格式“{format}”无法识别，按“{text}”读取，请核对显示的内容",
        "the number format “{format}” is not understood; read as “{text}”, compare it with what is displayed",
    ),
    "input/cell-picture": ProblemKind(
        _WARNING,
        "这一格是图片，其中的文字未读入",
        "this cell is a picture; text in it was not read",
    ),
    "input/text-box": ProblemKind(
        _WARNING,
        "工作表“{name}”中文本框的文字“{text}”未读入",
        "the text “{text}” of a text box on the sheet “{name}” was not read",
    ),
    "input/sheet-picture": ProblemKind(
        _WARNING,
        "工作表“{name}”没有文字，只有 {count} 张图片，未检查",
        "the sheet “{name}” has no text but {count} pictures, which were not checked",
    ),
    "input/scanned": ProblemKind(
        _ERROR,
        "扫描件或文字已转为图形（共 {pages} 页），没有可读的文字，未评定；"
        "请改用导出它的 Word、Excel 文件，或先做文字识别（OCR）",
        "scanned, or text turned into outlines ({pages} pages): no text to read, not assessed; "
        "use the Word or Excel file it was made from, or OCR it first",
        whole_file=True,
    ),
    "input/scanned-text": ProblemKind(
        _ERROR,
        "扫描件（共 {pages} 页），文字是机器识别（OCR）后隐藏在图片下的，可能有误，未评定；"
        "请提供由 Word、Excel 直接导出的 PDF",
        "scanned ({pages} pages); the text under the pictures was made by OCR and may be wrong: not assessed; "
        "provide a PDF saved by the office program itself",
        whole_file=True,
    ),
    "input/garbled": ProblemKind(
        _ERROR,
        "文字编码缺失，读出的是乱码（共 {pages} 页），未评定；请重新导出 PDF 或提供原文件",
        "the fonts do not say which characters they show ({pages} pages): not assessed; "
        "save the PDF anew, or provide the original",
        whole_file=True,
    ),
    "input/pages-scanned": ProblemKind(
        _ERROR,
        "第 {pages} 页是扫描图片或文字已转为图形，需先做文字识别（OCR），未评定",
        "page {pages} is scanned, or its text turned into outlines; needs OCR, not assessed",
    ),
    "input/pages-scanned-text": ProblemKind(
        _ERROR,
        "第 {pages} 页是扫描图片，其文字是机器识别（OCR）的，可能有误，未评定",
        "page {pages} is scanned with text made by OCR, which may be wrong: not assessed",
    ),
    "input/pages-garbled": ProblemKind(
        _ERROR,
        "第 {pages} 页的文字编码缺失，读出的是乱码，未评定",
        "the fonts of page {pages} do not say which characters they show: not assessed",
    ),
    "input/pages-unread": ProblemKind(
        _ERROR,
        "第 {pages} 页已损坏，或图形过多（如地图），未读取",
        "page {pages} is damaged, or has too many lines (a map, a drawing), and was not read",
    ),
    "input/no-rulings": ProblemKind(
        _ERROR,
        "“{text}”一行像是表头，但表格没有框线，无法确定单元格，这张表未评定",
        "“{text}” looks like the header of a table without ruling lines; its cells are unsure, so it was not assessed",
    ),
    "input/glyphs-unknown": ProblemKind(
        _ERROR,
        "本页表格中有 {count} 个字符没有编码，读不出是什么字，所在单元格的结果不可靠",
        "{count} characters in tables of this page have no known meaning; results on their cells are unsure",
    ),
    "input/picture": ProblemKind(
        _WARNING,
        "本页有 {count} 幅较大的图片，如果是表格的截图，则其中内容未评定",
        "this page has {count} large pictures; if they show tables, those were not assessed",
    ),
}
