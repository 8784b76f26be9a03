"""A row that speaks of another fund or scheme than its project."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kpilint.rule import Hit, Indicator, View, rule
from kpilint.vocabulary import plain

_MONEY: Final = r"(?:财政)?(?:配套|补助|专项|预算|安排|拨付|下达|奖补|转移支付|资金|承担|补贴)"
_UPPER: Final = re.compile(
    rf"(?:中央|省级|国家级?)[^,，。]{{0,24}}?(?:资金|补助|专项|转移支付|经费)|(?:中央|省级){_MONEY}"
    r"|中央财政|省级财政|省财政"
)
_LOWER: Final = re.compile(
    r"(?:县区?级?|区级|市级|市县级?|县市|本级|地方|乡镇?级)(?:财政)?(?:配套|自筹)"
    r"(?!设施|工程|建设|管网|服务|政策|措施)"
    rf"|(?:县级|区级|县本级|县财政|县区)(?:财政)?{_MONEY}"
)
_ANY_LOWER: Final = re.compile("县级|县财政|区级|市级|市财政|市县|本级|配套|地方|自筹|整合|统筹")
_ANY_UPPER: Final = re.compile("中央|国家|省级|省财政|上级")
WHERE: Final[Mapping[str, Mapping[str, str]]] = {
    "name": {"where_zh": "指标", "where_en": "indicator"},
    "description": {"where_zh": "描述", "where_en": "description"},
}


@rule(
    "consistency/other-fund",
    grain=Indicator,
    reads=("name", "description", "project"),
    needs=("name",),
    severity="warning",
    confidence="high",
    item="目标相关性",
    since="0.1",
    label="inconsistent",
    message={
        "zh": "“{of}”说的是{own}，{where_zh}说的却是“{found}”；应改写{where_zh}，“{found}”在它自己的表里考核",
        "en": "{of} is about {own}, yet its {where_en} speaks of {found}; set targets for this fund, the other has a "
        "table of its own",
    },
    zh="项目与指标说的不是同一笔资金或同一项制度。\n中央补助项目里考核县级配套，城乡居民项目里考核企业职工，多半是从别的表里抄来的。",
    bad=[
        (
            {"project": "提前下达2025年中央就业补助资金", "name": "县级配套资金到位率"},
            {"field": "name", "found": "县级配套", "own": "上级资金"},
        ),
        (
            {"project": "就业补助县级配套资金", "name": "资金到位率", "description": "中央补助资金到位比例"},
            {"field": "description", "own": "县级资金"},
        ),
        (
            {"project": "城乡居民基本养老保险补助", "name": "企业职工参保人数"},
            {"field": "name", "found": "企业职工", "own": "城乡居民"},
        ),
    ],
    good=[
        {"project": "提前下达2025年中央就业补助资金", "name": "资金到位率"},
        {"project": "中央、省级及县级配套就业补助资金", "name": "县级配套资金到位率"},
        {"project": "中央水利发展资金", "name": "中央和县级配套资金到位率"},
        {"project": "城乡居民基本养老保险补助", "name": "城乡居民参保率"},
        {"project": "农村公路养护", "name": "县级配套资金到位率"},
        {"project": "中央就业补助资金", "name": "市级以上媒体报道次数"},
    ],
)
def other_fund(ind: View, *, schemes: tuple[tuple[str, ...], ...]) -> Iterator[Hit]:
    """The project is paid from one level of government or serves one scheme, and the row speaks of another.

    County matching funds in the table of a central grant, employees in a scheme for residents: such rows were copied
    from another table, and nobody reports on them here.
    """
    project = plain(ind.project)
    own, pattern, ours = _level(project)
    for field in ("name", "description"):
        text = plain(getattr(ind, field))
        found = pattern.search(text) if pattern is not None and ours is not None and not ours.search(text) else None
        if found is not None:
            yield Hit(field, {"found": found.group(), "own": own, "of": ind.project.strip(), **WHERE[field]})
            return
    name = plain(ind.name)
    yield from _other_scheme("name", name, project, schemes)
    yield from _other_scheme("description", plain(ind.description), name, schemes)


def _level(project: str) -> tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return whose money a project is, what it is not, and how a row names the project's own."""
    upper, lower = _UPPER.search(project), _ANY_LOWER.search(project)
    if upper and not lower:
        return "上级资金", _LOWER, _ANY_UPPER
    if _LOWER.search(project) and not _ANY_UPPER.search(project):
        return "县级资金", _UPPER, _ANY_LOWER
    return "", None, None


def _other_scheme(field: str, text: str, of: str, schemes: tuple[tuple[str, ...], ...]) -> Iterator[Hit]:
    """Tell a text that speaks of one of several rival schemes where what it belongs to speaks of another only."""
    for rivals in schemes:
        own = [one for one in rivals if one in of]
        other = [one for one in rivals if one in text]
        if len(own) == 1 and len(other) == 1 and own != other:
            yield Hit(field, {"found": other[0], "own": own[0], "of": of, **WHERE[field]})
            return
