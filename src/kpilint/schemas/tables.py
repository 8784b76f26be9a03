"""The JSON Schema of the input format, made from the vocabulary: editors complete and check with it.

It accepts what the readers accept. Texts may be of any scalar type there, for YAML editors see `95` as a number
where kpilint reads the text 95.
"""

from typing import Any, Final

from kpilint import inputkeys as keys
from kpilint.model import ROW_COLUMNS

ID: Final = "https://kpilint.dev/schemas/tables-1.json"

Schema = dict[str, Any]

_NOTHING: Final[Schema] = {"enum": [None, ""]}
_TEXT: Final[Schema] = {"$ref": "#/$defs/text"}
_YEAR: Final[Schema] = {
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": "^([0-9]{4}(年度?)?)?$"},
        {"type": "null"},
    ]
}

_ABOUT: Final = {
    "kpilint": "格式版本，现为 1",
    "documents": "多个文件（kpilint import --format json 的结构）",
    "source": "来源说明，不参与检查",
    "tables": "绩效目标表，一个项目一张",
    "title": "表的标题",
    "number": "表的序号",
    "code": "项目编码",
    "project": "项目名称",
    "unit": "单位名称",
    "year": "预算年度，如 2025",
    "budget": "预算规模：预算数、财政资金、其他资金和金额单位",
    "purpose": "资金用途",
    "plan": "资金支出计划：时间到数额，如 3月底: 20%",
    "goals": "绩效目标，一条或多条",
    "long_goals": "中长期目标（与年度目标分开的表）",
    "year_goals": "年度目标",
    "outcome": "目标的实际完成情况（自评表）",
    "indicators": "绩效指标，一行一个三级指标",
    "broken": "原文中不完整、未能读全的指标行",
    "columns": "原表有哪些列；不写则以各行出现的键为准",
    "parts": "原表有哪些表头项；不写则以出现的键为准",
    "duty": "职责活动（旧式表）",
    "level1": "一级指标：成本指标、产出指标、效益指标、满意度指标",
    "level2": "二级指标：数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、服务对象满意度",
    "name": "三级指标：指标名称（必填）",
    "description": "绩效指标描述：含义、计算方法",
    "value": "指标值：比较符号、数值和计量单位，如 ≥95%；另有指标性质或度量单位时只写数值",
    "basis": "指标值确定依据：文件名称和文号、合同、历史数据等",
    "sign": "指标性质：≥、≤、＝ 或 定性（指标值分列的表）",
    "measure": "度量单位（指标值分列的表）",
    "direction": "指标方向性：正向、反向",
    "weight": "分值、权重",
    "actual": "实际完成值（自评表）",
    "score": "得分（自评表）",
    "reason": "偏差原因分析及改进措施（自评表）",
    "term": "期限：中长期或年度",
    "others": "其他时间的目标值：栏目到值，如 上年完成值: 85公里",
    "heading": "栏目名称",
    "grades": "评价标准：优、良、中、差四档的值（旧式表）",
    "total": "预算总额",
    "fiscal": "其中财政资金",
    "other": "其他资金",
    "money_unit": "金额单位，如 万元",
    "period": "截止时间，如 3月底",
    "amount": "累计支出比例或金额",
    "text": "这一行的原文",
    "content": "职责内容",
    "goal": "职责的绩效目标",
    "excellent": "优",
    "good": "良",
    "fair": "中",
    "poor": "差",
    "place": "出处，由 kpilint 写出，读取时忽略",
    "index": "序号，由 kpilint 写出，读取时忽略",
    "path": "文件，由 kpilint 写出，读取时忽略",
    "format": "文件格式，由 kpilint 写出，读取时忽略",
    "problems": "读取问题，由 kpilint 写出，读取时忽略",
}

_ABOUT_INSIDE: Final = {
    ("row", "number"): "指标数值：指标值已写全时，分列的表中数值那一格",
    ("broken", "number"): "指标数值：指标值已写全时，分列的表中数值那一格",
    ("goal", "text"): "目标内容",
    ("other", "text"): "这一栏的值",
}
"""Keys that mean something else there than in a table or broken row."""


def tables_schema() -> Schema:
    """Return the schema (draft 2020-12) of one JSON text, or one document of a YAML stream."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "kpilint 绩效目标表",
        "description": "预算项目绩效目标表：一个文件（含多张表）、一张表，或表的列表。键名中文、英文均可。",
        "anyOf": [_ref("document"), _ref("table"), {"type": "array", "items": _ref("table")}],
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Schema]:
    values = {
        "document": {
            "kpilint": {"enum": [int(keys.FORMAT_VERSION), keys.FORMAT_VERSION]},
            "year": _YEAR,
            "tables": _list(_ref("table")),
            "documents": _list(_ref("document")),
        },
        "table": {
            "year": _YEAR,
            "budget": _or_nothing(_ref("budget")),
            "plan": _or_nothing(_ref("plan")),
            **dict.fromkeys(("goals", *keys.TERM_GOALS.values()), _goals()),
            "indicators": _list(_ref("row")),
            "broken": _list(_ref("broken")),
            "duty": _or_nothing(_ref("duty")),
            "columns": _list({"enum": _spellings("row", ROW_COLUMNS)}),
            "parts": _list({"enum": _spellings("table", (*keys.PART_NAMES, *keys.TERM_GOALS.values()))}),
        },
        "row": _row(),
        "broken": _row(),
    }
    found: dict[str, Schema] = {"text": {"type": ["string", "number", "boolean", "null"]}}
    found |= {scope: _mapping(scope, values.get(scope, {})) for scope in ("document", "table", "row", "broken")}
    found["row"]["allOf"].append(_required("row", "name"))
    found |= {scope: _mapping(scope, {}) for scope in ("budget", "duty")}
    found["goal"] = _mapping("goal", {"term": _term()})
    found |= {name: _pairs(scope) for name, scope in (("plan", "plan"), ("others", "other"))}
    four = {"type": "array", "items": _TEXT, "minItems": 4, "maxItems": 4}
    found["grades"] = {"anyOf": [_mapping("grades", {}), four]}
    return found


def _row() -> dict[str, Schema]:
    return {"grades": _or_nothing(_ref("grades")), "others": _or_nothing(_ref("others")), "term": _term()}


def _goals() -> Schema:
    return {"anyOf": [_TEXT, {"type": "array", "items": {"anyOf": [_TEXT, _ref("goal")]}}]}


def _term() -> Schema:
    return {"enum": [*keys.term_spellings(), None]}


def _pairs(scope: str) -> Schema:
    """Return the schema of pairs of texts: a mapping with free keys, or a list of mappings."""
    return {
        "anyOf": [
            {"type": "object", "additionalProperties": _TEXT},
            {"type": "array", "items": _mapping(scope, {})},
        ]
    }


def _mapping(scope: str, values: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping: each key in all its spellings, and only one of them at a time."""
    variants = keys.variants(scope)
    properties = {
        spelling: {"description": _ABOUT_INSIDE.get((scope, key)) or _ABOUT[key], **values.get(key, _TEXT)}
        for key, spellings in variants.items()
        for spelling in spellings
    }
    properties |= {key: {"description": _ABOUT[key]} for key in sorted(keys.IGNORED.get(scope, ()))}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": [_once(spellings) for spellings in variants.values() if len(spellings) > 1],
    }


def _once(spellings: tuple[str, ...]) -> Schema:
    """Return that of several keys at most one is there: exactly one of them, or none."""
    each: list[Schema] = [{"required": [spelling]} for spelling in spellings]
    return {"oneOf": [*each, {"propertyNames": {"not": {"enum": list(spellings)}}}]}


def _required(scope: str, key: str) -> Schema:
    return {"anyOf": [{"required": [spelling]} for spelling in keys.variants(scope)[key]]}


def _spellings(scope: str, chosen: tuple[str, ...]) -> list[str]:
    variants = keys.variants(scope)
    return [spelling for key in chosen for spelling in variants[key]]


def _list(items: Schema) -> Schema:
    return _or_nothing({"type": "array", "items": items})


def _or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, _NOTHING]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
