"""The JSON Schema of the input format, made from the vocabulary: editors complete and check with it.

It accepts what the readers accept. Texts may be of any scalar type there, for YAML editors see `95` as a number
where kpilint reads the text 95.
"""

from itertools import combinations
from typing import Any, Final

from kpilint import inputkeys as keys
from kpilint.model import COLUMNS

ID: Final = "https://kpilint.dev/schemas/tables-1.json"

Schema = dict[str, Any]

_NOTHING: Final[Schema] = {"enum": [None, ""]}
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
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
    "indicators": "绩效指标，一行一个三级指标",
    "broken": "原文中不完整、未能读全的指标行",
    "columns": "原表有哪些列；不写则以各行出现的键为准",
    "parts": "原表有哪些表头项；不写则以出现的键为准",
    "duty": "职责活动（旧式表）",
    "level1": "一级指标：成本指标、产出指标、效益指标、满意度指标",
    "level2": "二级指标：数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、服务对象满意度",
    "name": "三级指标：指标名称（必填）",
    "description": "绩效指标描述：含义、计算方法",
    "value": "指标值：比较符号、数值和计量单位，如 ≥95%",
    "basis": "指标值确定依据：文件名称和文号、合同、历史数据等",
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
            "goals": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
            "indicators": _list(_ref("row")),
            "broken": _list(_ref("broken")),
            "duty": _or_nothing(_ref("duty")),
            "columns": _list({"enum": _spellings("row", COLUMNS)}),
            "parts": _list({"enum": _spellings("table", keys.PART_NAMES)}),
        },
        "row": {"grades": _or_nothing(_ref("grades"))},
        "broken": {"grades": _or_nothing(_ref("grades"))},
    }
    found = {scope: _mapping(scope, values.get(scope, {})) for scope in ("document", "table", "row", "broken")}
    found["row"]["allOf"].append(_required("row", "name"))
    found |= {scope: _mapping(scope, {}) for scope in ("budget", "duty")}
    found["plan"] = {
        "anyOf": [
            {"type": "object", "additionalProperties": _TEXT},
            {"type": "array", "items": _mapping("plan", {})},
        ]
    }
    four = {"type": "array", "items": _TEXT, "minItems": 4, "maxItems": 4}
    found["grades"] = {"anyOf": [_mapping("grades", {}), four]}
    return found


def _mapping(scope: str, values: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping: each key in all its spellings, and only one of them at a time."""
    variants = keys.variants(scope)
    properties = {
        spelling: {"description": _ABOUT[key], **values.get(key, _TEXT)}
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
    return {"not": {"anyOf": [{"required": list(pair)} for pair in combinations(spellings, 2)]}}


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
