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

CATALOGUE: Final[dict[str, ProblemKind]] = {
    # any file
    "input/unreadable": ProblemKind(
        _ERROR, "文件无法读取：{reason}", "the file cannot be read: {reason}", whole_file=True
    ),
    "input/empty": ProblemKind(
        _ERROR, "文件是空的，没有可检查的内容", "the file is empty: nothing to check", whole_file=True
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
    "input/no-table": ProblemKind(
        _WARNING, "文件中没有找到绩效目标表", "no performance target table found in this file", whole_file=True
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
    return (kind.zh if lang == "zh" else kind.en).format_map(args)
