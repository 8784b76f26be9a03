"""What readers saw of a table and could not place: findings of the family structure."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_WARNING = Severity.WARNING

TABLES: Final[Mapping[str, ProblemKind]] = {
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
}
