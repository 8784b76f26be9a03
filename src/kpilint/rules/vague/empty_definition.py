"""A description that adds nothing to the name."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in, is_placeholder, starts_with, without

FORMULA: Final = re.compile(r"[/÷×]|占|相比|之比|除以|的比[例率值重]|公式|是指|指的是")
NAME_FORMULA: Final = re.compile(r"[(\[【].*(?:[/÷]|占|除以|之比).*[)\]】]")
BRACKETS: Final = re.compile(r"\([^()]*\)")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
DIGIT: Final = re.compile(r"[0-9]")
_NUMBER: Final = re.compile("[0-9.]+[十百千万亿]?[个家户人名次元天日月年项件座所亩处场期%]?")
_FIGURE: Final = re.compile(r"(?<![0-9.第])([0-9]{1,12}(?:\.[0-9]{1,6})?)(?=[%‰\u4e00-\u9fff])(?!年|月|%|个?百分)")
"""A number with its unit, years and shares aside."""
_SENTENCES: Final = re.compile("[,;。](?=.)")
_DATE: Final = re.compile("[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|末|前)")
PER: Final = re.compile("每(?!年)[\u4e00-\u9fff]|(?:在|覆盖)[0-9]")
"""Words that say per what, or in how many places, a figure is counted."""
CONDITION: Final = re.compile("(?:通过|经).{0,6}?(?:验收|审核|审定|评审|检验|鉴定|认定)|签收|在册|建档|备案|办结|销号")
"""What must have come to pass for a thing to count."""
PER_IN_NAME: Final = ("每", "均", "单", "日", "月")
IN_TIME: Final = ("及时", "按时", "准时", "按期")
SATISFACTION: Final = ("满意度", "满意率", "满意程度")
RATES: Final = ("rate", "ratio")
COUNTED: Final = ("people", "times", "count", "size")
NO_COUNT: Final = ("", "percent", "permille", "score", "level", "multiple", "time", "date")
"""Classes of units by which nothing is counted."""
ADVICE: Final = {
    "satisfaction": ("向谁调查、怎样算满意", "who is asked and what counts as satisfied"),
    "share": ("分子、分母各是什么", "what is divided by what"),
    "money": ("包括哪些款项、怎样计算", "which sums it covers and how it is computed"),
    "date": ("以什么为完成，如验收、到账", "what counts as done, as in 验收 or 到账"),
    "term": ("从何时算到何时", "from when to when it runs"),
    "count": ("统计什么范围、以什么资料为准", "what it covers and which records count"),
    "data": ("用什么数据、怎样衡量", "by what data it is measured, and how"),
}
"""What a definition has to say, by what is measured."""
LONGEST_NAME = 200
FEW = 2
"""New characters that still add nothing (全县 aside: 岗位 in 见习岗位人数)."""
SHARE, WISH_SHARE = 0.3, 0.45
"""Share of new characters below which a description adds nothing: of any name, of a wish or satisfaction told twice."""


@rule(
    "vague/empty-definition",
    grain=Indicator,
    reads=("name", "measure_named", "description", "target"),
    needs=("name", "description"),
    severity="warning",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="definition",
    message={
        "zh": "指标描述{how_zh}；应写明{advice_zh}",
        "en": "the description {how_en}; say {advice_en}",
    },
    zh=(
        "指标描述没有比三级指标多说什么。\n"
        "描述应当说明怎样计算、统计什么范围，评审人才能核对。照抄名称或只加“情况”“程度”没有用。名称自"
        "带算式的不在此列。"
    ),
    bad=[
        ({"name": "养护里程", "description": "养护里程"}, {"field": "description"}),
        ({"name": "疫苗接种率", "description": "反映疫苗接种情况"}, {"field": "description"}),
        ({"name": "巡逻次数", "description": ""}, {"field": "description"}),
        ({"name": "苗木检疫合格率", "description": "反映苗木检疫合格率的比例"}, {"field": "description"}),
        ({"name": "社会稳定", "description": "通过加强巡逻，促进社会稳定"}, {"field": "description"}),
    ],
    good=[
        {"name": "疫苗接种率", "description": "实际接种人数占应接种人数的比例"},
        {"name": "到位率（实际拨入/应拨入）", "description": "到位率（实际拨入/应拨入）"},
        {"name": "养护里程", "description": "列入年度计划的县道、乡道养护公里数"},
        {"name": "满意度", "description": "问卷调查受训农民对培训课程的满意度"},
        {"name": "巡逻次数", "description": "每周至少3次"},
        {"name": "维修养护水厂数量", "description": "年内完成维修养护并通过验收的水厂座数"},
    ],
)
def empty_definition(
    ind: View,
    *,
    description_words: tuple[str, ...],
    clause_openers: tuple[str, ...],
    slogan_verbs: tuple[str, ...],
    count_endings: tuple[str, ...],
) -> Iterator[Hit]:
    """The description is empty, repeats the name, or rearranges its words.

    Without a definition two people count two different things. A name that carries its formula needs none, and
    a description that gives a formula, a scope, a condition (通过验收) or a figure says enough.
    """
    if not bare(ind.name) or is_placeholder(ind.name) or NAME_FORMULA.search(plain(ind.name)[:LONGEST_NAME]):
        return
    how = _fault(ind, description_words, clause_openers, slogan_verbs, count_endings)
    if how is not None:
        zh, en = _advice(ind, slogan_verbs, count_endings)
        yield Hit("description", {"how_zh": how[0], "how_en": how[1], "advice_zh": zh, "advice_en": en})


def _fault(
    ind: View,
    fillers: tuple[str, ...],
    openers: tuple[str, ...],
    slogans: tuple[str, ...],
    counts: tuple[str, ...],
) -> tuple[str, str] | None:
    """Return what is wrong with the description of a row, in Chinese and English."""
    said = ind.description.strip()
    if not said:
        return "为空", "is empty"
    if is_placeholder(said):
        return None
    if not HAN.search(said):
        return f"“{said}”只有数字或符号", f"{said} holds figures or signs only"
    if bare(said) == bare(ind.name):
        return f"“{said}”与三级指标相同", f"{said} is the name again"
    told = _DATE.search(plain(said)) or any(
        Decimal(one) != ind.target.number for one in _FIGURE.findall(plain(said))
    )  # 小(1)型9座、小(2)型34座
    if told or not _adds_nothing(ind.name, said, fillers, openers, slogans, counts):
        return None
    return f"“{said}”没有比三级指标多说什么", f"{said} says no more than the name"


def _adds_nothing(  # noqa: PLR0913, PLR0917 - the word lists belong together
    name: str,
    description: str,
    fillers: tuple[str, ...],
    openers: tuple[str, ...],
    slogans: tuple[str, ...],
    counts: tuple[str, ...],
) -> bool:
    known, text = bare(name), plain(description)
    if _around(known.replace("的", ""), bare(text).replace("的", ""), fillers):
        return True
    if _explains(known, text, counts):
        return False
    said = clauses(text)
    means = starts_with(said[0], openers) if said else ""
    if means and len(_SENTENCES.split(text)) > 1 and "、" not in _SENTENCES.split(text)[0]:
        said = said[1:]
    whole = "".join(said)
    if whole.startswith(known) and starts_with(whole[len(known) :], (*slogans, *fillers)) and not DIGIT.search(whole):
        return True
    rest = _NUMBER.sub("", without(whole, fillers))
    old = set(known)
    new = [char for char in rest if char not in old]
    if len(new) == len(rest):
        return not rest and not DIGIT.search(whole)
    wish = starts_with(known, slogans)
    again = wish and wish in whole
    asked = known.endswith(SATISFACTION) and whole.endswith(SATISFACTION) and not found_in(whole, ("对", "调查"))
    share = WISH_SHARE if again or asked else SHARE
    return len(new) <= FEW or len(new) <= share * len(rest)


def _around(own: str, said: str, fillers: tuple[str, ...]) -> bool:
    """Tell the name with words around it: 反映合格率的比例."""
    return own in said and not without(said.replace(own, "", 1), fillers)


def _explains(known: str, text: str, counts: tuple[str, ...]) -> bool:
    """Tell a formula, a term, the count behind a rate, and a figure per something."""
    if FORMULA.search(text) or (found_in(bare(text), IN_TIME) and not set(known) & set("时期")):
        return True
    if (condition := CONDITION.search(text)) and condition[0][-2:] not in known:
        return True
    if known.endswith("率") and bare(text).endswith(counts):
        return True
    return bool(PER.search(text)) and not found_in(known, PER_IN_NAME)


def _advice(ind: View, slogans: tuple[str, ...], counts: tuple[str, ...]) -> tuple[str, str]:
    """Return what a definition of such a measure has to say."""
    core = bare(BRACKETS.sub("", plain(ind.name)))
    form = ind.measure_named.form
    counted = form in COUNTED or ind.target.unit_class not in NO_COUNT
    found = "data"
    if core.endswith(SATISFACTION):
        found = "satisfaction"
    elif starts_with(core, slogans):
        found = "count" if counted else "data"
    elif form in RATES or core.endswith(("率", "比例", "占比", "比重")):
        found = "share"
    elif form == "money" or core.endswith(("成本", "费用", "支出", "经费")):
        found = "money"
    elif core.endswith(("完成时间", "完工时间", "竣工时间", "日期", "时点", "时间点")):
        found = "date"
    elif form == "time" and core.endswith(("时间", "期限", "时限", "工期", "时长", "周期")):
        found = "term"
    elif counted or (core.endswith((*counts, "数", "面积", "里程")) and not core.endswith("质量")):
        found = "count"
    return ADVICE[found]
