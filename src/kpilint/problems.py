"""What readers can meet in a file that they cannot read, with messages in Chinese and English.

A `Problem` names an entry here by code; its `args` fill the message. Severity `error` means that something was
not assessed (exit code 4); `warning` means the reader is in doubt and shows the text it stumbled over.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.model import Place, Problem


class ProblemKind(Struct, frozen=True):
    """One way input can be wrong. `whole_file` ones leave no table of the file assessed."""

    severity: Severity
    zh: str
    en: str
    whole_file: bool = False


_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_INFO = Severity.INFO

CATALOGUE: Final[dict[str, ProblemKind]] = {
    # any file
    "input/unreadable": ProblemKind(
        _ERROR, "文件无法读取：{reason_zh}", "the file cannot be read: {reason}", whole_file=True
    ),
    "input/not-a-file": ProblemKind(
        _ERROR, "不是普通文件（管道或设备），无法读取", "not an ordinary file (a pipe or device)", whole_file=True
    ),
    "input/empty": ProblemKind(
        _ERROR,
        "文件是空的，没有可检查的内容；请重新下载或导出",
        "the file is empty: nothing to check; download or export it again",
        whole_file=True,
    ),
    "input/encoding": ProblemKind(
        _ERROR,
        "文字编码无法识别（第 {offset} 字节处），请另存为 UTF-8 或 GBK",
        "unknown text encoding (at byte {offset}); save the file as UTF-8 or GBK",
        whole_file=True,
    ),
    "input/too-large": ProblemKind(
        _ERROR,
        "{what} 为 {found}，超过上限 {limit}",
        "{what} is {found}, above the limit of {limit}",
        whole_file=True,
    ),
    "input/unsupported": ProblemKind(
        _ERROR,
        "不支持的文件格式 {found}；本版可读取 {expected}",
        "unsupported file format {found}; this version reads {expected}",
        whole_file=True,
    ),
    "input/damaged": ProblemKind(
        _ERROR,
        "文件已损坏或不完整，无法读取（{reason_zh}）；请重新下载，或请提供者重新导出",
        "the file is damaged or incomplete ({reason}); download it again, or have it saved anew",
        whole_file=True,
    ),
    "input/encrypted": ProblemKind(
        _ERROR,
        "文件设有密码，无法读取；请去掉密码后重新保存",
        "the file is protected by a password; save it without one",
        whole_file=True,
    ),
    "input/doctype": ProblemKind(
        _ERROR,
        "文件中的 {part} 带有 DOCTYPE 声明，为安全起见不读取",
        "{part} in the file declares a DOCTYPE, which is refused for safety",
        whole_file=True,
    ),
    "input/suffix-differs": ProblemKind(
        _INFO,
        "后缀是 {suffix}，内容是 {found}，已按内容读取",
        "named {suffix}, but the content is {found}: read by its content",
    ),
    "input/unpack-first": ProblemKind(
        _ERROR,
        "{found} 压缩包不能直接读取，请解压后再检查",
        "{found} archives are not read; unpack it and check the files",
        whole_file=True,
    ),
    "input/save-as": ProblemKind(
        _ERROR,
        "{found} 文件不能直接读取，请用 WPS 或 Office 打开，另存为 {expected} 后再检查",
        "{found} files are not read; open it in an office program and save it as {expected}",
        whole_file=True,
    ),
    "input/image": ProblemKind(
        _ERROR,
        "这是 {found} 图片，需先做文字识别（OCR），未评定",
        "this is a {found} picture; it needs OCR and was not assessed",
        whole_file=True,
    ),
    "input/not-recognised": ProblemKind(
        _ERROR,
        "内容无法识别，可能已损坏或传输不完整；本版可读取 {expected}",
        "the content is of no known kind; it may be damaged. This version reads {expected}",
        whole_file=True,
    ),
    "input/timeout": ProblemKind(
        _ERROR,
        "读取超过 {seconds} 秒，已中止；文件可能过大或已损坏",
        "reading took more than {seconds} seconds and was stopped; the file may be too large or damaged",
        whole_file=True,
    ),
    "input/memory": ProblemKind(
        _ERROR,
        "读取所需内存超过上限 {limit}，已中止；文件可能过大或已损坏",
        "reading needs more memory than the limit of {limit} and was stopped; the file may be too large or damaged",
        whole_file=True,
    ),
    "input/reader-crashed": ProblemKind(
        _ERROR,
        "读取程序在这个文件上出错中止（{reason}），文件可能已损坏",
        "the reader failed on this file ({reason}); the file may be damaged",
        whole_file=True,
    ),
    "input/converted": ProblemKind(
        _WARNING,
        "由 LibreOffice 转换成 .docx 后读取，请与原文件核对",
        "read by way of .docx, to which LibreOffice converted it; compare it with the file",
    ),
    "input/members-skipped": ProblemKind(
        _INFO,
        "压缩包中有 {count} 个文件不是可读取的格式，未检查：{names}",
        "{count} files in the archive are of no format that is read and were not checked: {names}",
    ),
    "input/embedded": ProblemKind(
        _ERROR,
        "嵌入的内容（{what}）无法读取，其中的文字和表格未检查",
        "embedded content ({what}) cannot be read; text and tables in it were not checked",
    ),
    "input/unknown-symbol": ProblemKind(
        _WARNING,
        "字体“{font}”的符号 {found} 无法转成文字，文中以 \ufffd 代替",
        "symbol {found} of font {font} has no known character and is read as \ufffd",
    ),
    "input/characters-lost": ProblemKind(
        _WARNING,
        "有 {count} 个字符的编码有误，无法还原，以“\ufffd”代替",
        "{count} characters are wrongly encoded and lost; \ufffd stands in their place",
    ),
    "input/hidden-tables": ProblemKind(
        _WARNING,
        "网页中有 {count} 处带表格的内容设为隐藏，读者看不到，未读入",
        "{count} parts of the page with tables in them are hidden from its readers and were not read",
    ),
    "input/frames": ProblemKind(
        _ERROR,
        "这个网页只是框架，内容在另外的文件中：{found}；请检查那些文件，或另存为单个文件网页（.mht）",
        "this page only frames others, where its content is: {found}; check those, or save it as a single file (.mht)",
        whole_file=True,
    ),
    "input/only-images": ProblemKind(
        _WARNING,
        "文件中没有文字表格，只有 {count} 张图片；表格如在图片中，须先做文字识别（OCR），未评定",
        "no table as text in this file, but {count} images; tables in them need text recognition (OCR): not assessed",
    ),
    "input/quote-unpaired": ProblemKind(
        _WARNING,
        "引号没有配对（{text}），这一行按普通文字读入，请核对",
        "a quotation mark without its pair ({text}); the line was read as plain text, please check it",
    ),
    "input/no-table": ProblemKind(
        _WARNING, "文件中没有找到绩效目标表", "no performance target table found in this file", whole_file=True
    ),
    # tables in documents
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
    # workbooks
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
    "structure/table-without-rows": ProblemKind(
        _WARNING,
        "“{text}”之后没有读到绩效指标行，请核对表头是否为一级指标、二级指标、三级指标、指标值等列",
        "no indicator rows found after “{text}”; expected a header with 一级指标, 二级指标, 三级指标, 指标值",
    ),
    "structure/rows-unread": ProblemKind(
        _WARNING,
        "有 {count} 行像绩效指标但没有读入（缺表头，或不是用制表符分列），首行是“{text}”",
        "{count} rows look like indicators and were not read (no header above, or columns not separated by tabs); "
        "the first is “{text}”",
    ),
    "structure/text-unplaced": ProblemKind(
        _WARNING,
        "指标行之间的文字“{text}”无法归入任何单元格",
        "text between indicator rows belongs to no cell: “{text}”",
    ),
    "structure/column-unknown": ProblemKind(
        _WARNING,
        "表头中的列“{found}”无法识别，未读入；可识别的列有 {expected}",
        "unknown columns {found} in the header were left out; known columns are {expected}",
    ),
    # PDF
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
    # YAML and JSON
    "input/yaml-typing": ProblemKind(_ERROR, "YAML 写法有误：{found_zh}", "broken YAML: {found_en}", whole_file=True),
    "input/yaml-syntax": ProblemKind(
        _ERROR, "YAML 语法错误：{problem_zh}", "YAML syntax error: {problem}", whole_file=True
    ),
    "input/yaml-character": ProblemKind(
        _ERROR,
        "YAML 文件中不能出现字符 {found}；请删除，或在双引号内写成转义",
        "the character {found} is not allowed in YAML; remove it, or write it escaped in double quotes",
        whole_file=True,
    ),
    "input/yaml-tag": ProblemKind(
        _ERROR,
        "不支持 YAML 标签 {tag}：值一律按文字读取，删去标签即可",
        "the YAML tag {tag} is not supported: values are read as text, remove the tag",
    ),
    "input/merge-key": ProblemKind(
        _ERROR,
        "不支持合并键 “<<”：请把各键写全，或用 &名称 和 *名称 引用整个值",
        'the merge key "<<" is not supported: write the keys out, or refer to whole values with &name and *name',
    ),
    "input/alias-unknown": ProblemKind(
        _ERROR, "引用 *{name} 之前没有定义 &{name}", "alias *{name} has no anchor &{name} before it", whole_file=True
    ),
    "input/alias-recursive": ProblemKind(
        _ERROR, "引用 *{name} 包含了它自己", "alias *{name} contains itself", whole_file=True
    ),
    "input/alias-weight": ProblemKind(
        _ERROR,
        "引用 *{name} 展开后，文件中引用的内容合计超过 {limit} 项",
        "with alias *{name}, the aliases of this file expand to more than {limit} items",
        whole_file=True,
    ),
    "input/too-deep": ProblemKind(_ERROR, "嵌套超过 {limit} 层", "nested deeper than {limit} levels", whole_file=True),
    "input/json-syntax": ProblemKind(
        _ERROR, "JSON 语法错误：{problem_zh}", "JSON syntax error: {problem}", whole_file=True
    ),
    "input/json-surrogate": ProblemKind(
        _ERROR,
        "JSON 字符串中的 {found} 是半个字符（代理项没有成对）",
        "{found} in a JSON string is half a character (a lone surrogate)",
        whole_file=True,
    ),
    "input/format-version": ProblemKind(
        _ERROR,
        "格式版本是“{found}”，本程序读取版本 {expected}",
        'format version is "{found}"; this program reads version {expected}',
        whole_file=True,
    ),
    "input/unknown-key": ProblemKind(_ERROR, "不认识的键“{found}”，{hint_zh}", 'unknown key "{found}"; {hint}'),
    "input/duplicate-key": ProblemKind(
        _ERROR,
        "键“{found}”与第 {line} 行的“{first}”重复：同一项内容只能写一次",
        'key "{found}" repeats "{first}" of line {line}: the same thing may be given only once',
    ),
    "input/missing-name": ProblemKind(
        _ERROR, "这一行指标缺少“三级指标”（name）", "this indicator row has no name (三级指标)"
    ),
    "input/wrong-type": ProblemKind(
        _ERROR, "“{key}”应是{expected_zh}，实际是{found_zh}", '"{key}" should be {expected}, found {found}'
    ),
    "input/not-a-year": ProblemKind(
        _ERROR, "“{found}”不是年度，应写四位数字，如 2025", '"{found}" is no year; write four digits, such as 2025'
    ),
    "input/not-a-term": ProblemKind(
        _ERROR, "“{found}”不是期限，应写 {expected_zh}", '"{found}" is no term; write one of {expected}'
    ),
    "input/not-a-column": ProblemKind(
        _ERROR, "“{found}”不在可列的名称中：{expected_zh}", '"{found}" is none of {expected}'
    ),
    "input/grades-count": ProblemKind(
        _ERROR,
        "评价标准应依次给出优、良、中、差 4 项，实际是 {found} 项",
        "grades should be 4 (优 良 中 差), found {found}",
    ),
    "input/cell-too-long": ProblemKind(
        _ERROR,
        "这一格有 {found} 个字，超过上限 {limit}",
        "this cell has {found} characters, above the limit of {limit}",
    ),
    "input/table-left-out": ProblemKind(
        _ERROR,
        "第 {number} 张表{title}有 {count} 处错误，未检查",
        "table {number}{title} has {count} errors and was not checked",
    ),
}


class ReadFailure(Exception):  # noqa: N818 - it names what happened to the reading, not to the program
    """A file of which nothing can be assessed; carries the `Problem` that says why."""

    def __init__(self, code: str, place: Place = Place(), **args: str) -> None:  # noqa: B008 - frozen
        super().__init__(code)
        self.problem = Problem(code, place, args)


def message(code: str, args: Mapping[str, str], lang: str) -> str:
    """Return the text of a problem in `lang` (zh or en)."""
    kind = CATALOGUE[code]
    if "what" in args:  # "行数 / rows": it comes from readers that know no language
        zh, _, en = args["what"].partition(" / ")
        args = {**args, "what": zh if lang == "zh" else en or zh}
    return (kind.zh if lang == "zh" else kind.en).format_map(args)
