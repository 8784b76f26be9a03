"""What readers meet in YAML and JSON."""

from collections.abc import Mapping
from typing import Final

from kpilint.finding import Severity
from kpilint.problems.kind import ProblemKind

_ERROR = Severity.ERROR

TREES: Final[Mapping[str, ProblemKind]] = {
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
