"""The kinds of fixes: those of spelling, with ids of their own, and those that answer a rule and bear its id."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct


class Kind(Struct, frozen=True):
    """One kind of fix. A safe one leaves what the cell says as it is; the others are proposals for a person."""

    id: str
    safe: bool
    title: Mapping[str, str]


WHITE_SPACE: Final = Kind(
    "text/white-space", True, {"zh": "多余的空格、看不见的字符", "en": "stray white space, invisible characters"}
)
FULL_WIDTH: Final = Kind(
    "value/full-width", True, {"zh": "全角数字、字母、％改为半角", "en": "full-width digits, letters and ％"}
)
OPERATOR: Final = Kind(
    "value/operator", True, {"zh": "比较符号改为≥、≤、>、<、=", "en": "comparison signs in one spelling"}
)

SPELLINGS: Final = (WHITE_SPACE, FULL_WIDTH, OPERATOR)

ANSWERS: Final = (
    Kind("basis/brackets", True, {"zh": "文号年份的括号改为〔〕", "en": "〔〕 around the year of a document number"}),
    Kind("unit/not-a-unit", True, {"zh": "数字后的“百分率”改为%", "en": "百分率 after a number becomes %"}),
    Kind("unit/doubled", True, {"zh": "写了两遍的单位留一遍", "en": "a unit written twice is kept once"}),
)
"""Safe fixes of what rules find."""

PROPOSALS: Final = tuple(
    Kind(rule, False, {"zh": zh, "en": en})
    for rule, zh, en in (
        ("basis/malformed-number", "文号改为规范写法", "the official form of a document number"),
        ("basis/wrong-title", "法律名称改为正式名称", "the official title of a law"),
        ("category/against-direction", "比较方向反了的指标值", "a value that points the wrong way"),
        ("category/exact-open-count", "可以超额的数量“=”改为“≥”", "an open number asked for exactly"),
        ("placeholder/template-words-in-goal", "删去目标中的模板文字", "template words in a goal"),
        ("unit/doubled", "写了两遍的单位", "a unit written twice"),
        ("unit/missing", "补上单位", "a unit that is missing"),
        ("unit/not-a-unit", "不是单位的词改为单位", "a word that is no unit"),
        ("unit/rate-over-100", "超过100%的比率", "a rate above 100 %"),
        ("unit/wrong-kind", "没有写完整的单位", "a unit cut short"),
    )
)
"""Fixes that change what the cell says, as the rule's own message puts it."""

TITLES: Final = {one.id: one.title for one in (*PROPOSALS, *ANSWERS, *SPELLINGS)}
IDS: Final = tuple(sorted(TITLES))
