"""A description that adds nothing to the name."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import plain
from kpilint.wording import bare, clauses, found_in, is_placeholder, starts_with, without

FORMULA: Final = re.compile(r"[/÷×]|占|之比|除以|的比[例率值重]|公式|是指|指的是")
NAME_FORMULA: Final = re.compile(r"[(\[【].*(?:[/÷]|占|除以|之比).*[)\]】]")
BRACKETS: Final = re.compile(r"\([^()]*\)")
DIGIT: Final = re.compile(r"[0-9]")
IN_TIME: Final = ("及时", "按时", "准时", "按期")
LONGEST_NAME = 200
FEW = 2
"""New characters that still add nothing (全县 aside: 岗位 in 见习岗位人数)."""
SHARE = 0.3
"""Share of new characters below which a description adds nothing."""


@rule(
    "vague/empty-definition",
    grain=Indicator,
    reads=("name", "description"),
    severity="warning",
    confidence="high",
    item="指标科学性",
    since="0.1",
    label="definition",
    message={
        "zh": "指标描述“{description}”{how_zh}；应写明“{name}”怎样计算、统计什么范围，如“{example}”",
        "en": "the description {description} {how_en}; say how {name} is computed and what it covers, as in {example}",
    },
    bad=[
        ({"name": "养护里程", "description": "养护里程"}, {"field": "description"}),
        ({"name": "疫苗接种率", "description": "反映疫苗接种情况"}, {"field": "description"}),
        ({"name": "巡逻次数", "description": ""}, {"field": "description"}),
        ({"name": "社会稳定", "description": "通过加强巡逻，促进社会稳定"}, {"field": "description"}),
    ],
    good=[
        {"name": "疫苗接种率", "description": "实际接种人数占应接种人数的比例"},
        {"name": "到位率（实际拨入/应拨入）", "description": "到位率（实际拨入/应拨入）"},
        {"name": "养护里程", "description": "列入年度计划的县道、乡道养护公里数"},
        {"name": "满意度", "description": "问卷调查受训农民对培训课程的满意度"},
        {"name": "巡逻次数", "description": "每周至少3次"},
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
    a description that gives a formula, a scope or a figure says enough.
    """
    if not bare(ind.name) or NAME_FORMULA.search(plain(ind.name)[:LONGEST_NAME]):
        return
    if not ind.description.strip():
        how = ("为空", "is empty")
    elif is_placeholder(ind.description):
        return
    elif bare(ind.description) == bare(ind.name):
        how = ("与三级指标相同", "is the name again")
    elif _adds_nothing(ind.name, ind.description, description_words, clause_openers, slogan_verbs, count_endings):
        how = ("没有比三级指标多说什么", "says no more than the name")
    else:
        return
    yield Hit("description", {"how_zh": how[0], "how_en": how[1], "example": _example(ind.name, count_endings)})


def _adds_nothing(  # noqa: PLR0913, PLR0917 - the word lists belong together
    name: str,
    description: str,
    fillers: tuple[str, ...],
    openers: tuple[str, ...],
    slogans: tuple[str, ...],
    counts: tuple[str, ...],
) -> bool:
    known, text = bare(name), plain(description)
    if FORMULA.search(text) or (found_in(bare(text), IN_TIME) and not set(known) & set("时期")):
        return False
    if known.endswith("率") and bare(text).endswith(counts):
        return False
    said = clauses(text)
    if len(said) > 1 and starts_with(said[0], openers):
        said = said[1:]
    whole = "".join(said)
    if whole.startswith(known) and starts_with(whole[len(known) :], (*slogans, *fillers)) and not DIGIT.search(whole):
        return True
    rest = re.sub("[0-9]+.?", "", without(whole, fillers))
    old = set(known)
    new = [char for char in rest if char not in old]
    if len(new) == len(rest):
        return not rest and not DIGIT.search(whole)
    return len(new) <= FEW or len(new) <= SHARE * len(rest)


def _example(name: str, counts: tuple[str, ...]) -> str:
    core = BRACKETS.sub("", plain(name))
    if core.endswith(("满意度", "满意率", "满意程度")):
        return "问卷中选择满意的人数占有效问卷数的比例"
    if core.endswith(("率", "比例", "占比")):
        return f"{core}=实际完成数/应完成数×100%"
    if core.endswith(("成本", "费用", "支出", "经费")):
        return "按决算口径计算的全部支出"
    if core.endswith(counts) and not core.endswith("质量"):
        return f"本年度{core}，以验收或登记资料为准"
    return "实际完成数占应完成数的比例"
