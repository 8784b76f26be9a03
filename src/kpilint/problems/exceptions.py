"""What is wrong with exceptions (例外) and the baseline (基线)."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_INFO = Severity.INFO

EXCEPTIONS: Final[Mapping[str, ProblemKind]] = {
    "exception/malformed": ProblemKind(
        _ERROR,
        "看不懂的例外注释“{found}”，不起作用；应写 # kpilint: ignore[规则编号] 理由",
        "the comment “{found}” is no exception; write # kpilint: ignore[rule] reason",
    ),
    "exception/no-reason": ProblemKind(
        _ERROR,
        "规则 {rule} 的例外没有写理由，不起作用；在方括号后写明为什么这里可以不改",
        "the exception from {rule} gives no reason and has no effect; say why behind the bracket",
    ),
    "exception/bad-date": ProblemKind(
        _ERROR,
        "例外的期限“{found}”不是日期，例外不起作用；应写 until=2026-12-31",
        "“{found}” is no date, so the exception has no effect; write until=2026-12-31",
    ),
    "exception/unknown-rule": ProblemKind(
        _ERROR,
        "例外写的规则 {rule} 不存在{hint_zh}",
        "the exception names an unknown rule {rule}{hint}",
    ),
    "exception/refused": ProblemKind(
        _ERROR,
        "规则 {rule} 不得设例外（{by_zh}），这处例外不起作用",
        "no exception is allowed from {rule} ({by}); this one has no effect",
    ),
    "exception/expired": ProblemKind(
        _WARNING,
        "规则 {rule} 的例外已于 {until} 到期，问题重新计入；应改好，或经同意后延期",
        "the exception from {rule} ended on {until} and the fault counts again; mend it, or agree on a later day",
    ),
    "exception/unused": ProblemKind(
        _WARNING,
        "规则 {rule} 的例外没有用上（这里没有这个问题），请删除{hint_zh}",
        "the exception from {rule} is not used (no such fault here); remove it{hint}",
    ),
    "exception/no-file": ProblemKind(
        _WARNING,
        "规则 {rule} 的例外没有用上：没有文件 {file}（路径从配置文件所在的文件夹算起），请改正或删除",
        "the exception from {rule} is not used: there is no file {file} (counted from the folder of the settings "
        "file); correct or remove it",
    ),
    "baseline/stale": ProblemKind(
        _INFO,
        "基线中有 {count} 个问题已不再出现；用 kpilint baseline update 更新基线",
        "{count} finding(s) of the baseline no longer occur; renew it with kpilint baseline update",
    ),
}
