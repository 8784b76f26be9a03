"""What leaves a table without a score."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_ERROR = Severity.ERROR

ENGINE: Final[Mapping[str, ProblemKind]] = {
    "engine/rule-crashed": ProblemKind(
        _ERROR,
        "规则 {rule} 运行出错（{error}），本表不能评分；请把表和这条提示发给规则的作者",
        "rule {rule} crashed ({error}); this table cannot be scored; send it and this message to the rule's author",
    ),
    "engine/crashed": ProblemKind(_ERROR, "有规则运行出错，本表不给分数", "a rule crashed; this table gets no score"),
    "engine/nothing-applicable": ProblemKind(
        _ERROR,
        "没有适用于本表的计分规则，本表不给分数",
        "no scoring rule applies to this table; it gets no score",
    ),
}
