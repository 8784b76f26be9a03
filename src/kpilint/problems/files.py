"""What readers meet in files of any format."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_INFO = Severity.INFO

FILES: Final[Mapping[str, ProblemKind]] = {
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
    "input/own-report": ProblemKind(
        _WARNING,
        "这是 kpilint 的报告，不是绩效目标表，未检查；请检查报送的原文件",
        "a report of kpilint, no target table: not checked; check the documents that it is about",
        whole_file=True,
    ),
    "input/no-table": ProblemKind(
        _WARNING, "文件中没有找到绩效目标表", "no performance target table found in this file", whole_file=True
    ),
}
