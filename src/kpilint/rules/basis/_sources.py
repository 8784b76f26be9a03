"""Tell a basis that can be looked up from words that fit every row."""

import re
from typing import Final

from msgspec import Struct

from kpilint.vocabulary import plain
from kpilint.wording import bare, ends_with, found_in, without

_STANDARD_CODE: Final = re.compile(
    r"(?:GB|DB|JTG|JGJ|CJJ|HJ|NY|WS|SL|ISO|TD|MZ|GA|DL|YY|LY|SB)[/A-Z]{0,3}[-—]?[0-9]{2,}"
    r"|(?<![A-Z])[A-Z]{2,4}[0-9]{0,4}/[TZ][0-9]+|(?<![A-Z])[A-Z]{2,4}[0-9]{2,}(?:\.[0-9]+)?[-—](?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(r"第?[0-9一二三四五六七八九十]+次[\u4e00-\u9fff]{0,8}(?:会|调查|普查)")
_COMPUTED: Final = re.compile(
    r"[0-9][^,。;]{0,12}(?:[×*xX/]|乘)[^,。;]{0,12}[0-9元]|每[\u4e00-\u9fff]{1,8}[0-9.]+万?元"
)
_PLAN: Final = re.compile(r"十[一二三四五六七八九]五|[0-9]{4}[-—至][0-9]{4}年")
_LAW: Final = re.compile(
    r"(?:.*(?:根据|依据|按照|依照|执行|落实|相关|有关|国家|现行|各项))?"
    r"(?P<name>[\u4e00-\u9fff]{2,})(?:(?<![办方做说用书写看想依执合违守司立普宪])法(?=第|$|[,。;、和及]|规定)|条例)"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}年?度?")
LONGEST_LAW: Final = 200
"""Characters of a cell in which a law without brackets is looked for."""
_ISSUER: Final = re.compile("[\u4e00-\u9fff]{2,}(?:局|厅|院|(?<!干)部(?!门)|中心|[总支大]队)")
VAGUE_BEFORE: Final = ("相关", "有关", "各项", "各类", "一系列", "部门", "上级", "行业", "国家")
"""Words that make any paper after them an unnamed one (环境保护相关规定)."""
_VAGUE_START: Final = re.compile(
    "(?:依据|根据|按照|依照|参照|执行|落实)?(?:国家|省|市|县|上级|中央)*(?:和|及)?(?:国家|省|市|县|上级)*(?:相关|有关|各项|各类)"
)
_FIGURE: Final = re.compile(
    r"(?:19|20)[0-9]{2}.{0,30}[^0-9年—~至-](?P<figure>[0-9]+(?:\.[0-9]+)?[万亿]?(?:[%‰]|[\u4e00-\u9fff]))"
)
"""A past year with a figure of it (2024年有责投诉15件)."""
_WISHED: Final = ("任务", "目标", "要求", "计划", "工作")
"""Words by which such a figure is the target again and no past one."""
_ASKED: Final = re.compile("(?:服务)?(?:合同|协议)书?(?:的)?(?:要求|约定|规定|条款|内容)")
"""Says that a contract asks for it, and not which."""
LEAST_NAME, LEAST_OCCASION = 2, 4
"""Characters that a paper's name must have beside generic words; more for a plan or a notice."""


class Sources(Struct, frozen=True):
    """Word lists: what says nothing, what a paper is called, what can be looked up by itself, past figures, surveys."""

    empty_words: tuple[str, ...]
    paper_nouns: tuple[str, ...]
    occasional_papers: tuple[str, ...]
    records: tuple[str, ...]
    own_papers: tuple[str, ...]
    past_years: tuple[str, ...]
    past_facts: tuple[str, ...]
    surveys: tuple[str, ...]
    hearsay: tuple[str, ...]


def is_survey(basis: str, sources: Sources) -> bool:
    """Tell whether a basis is a survey: a source for what people are asked about, and for nothing else."""
    return bool(found_in(bare(basis), sources.surveys))


def is_untitled(title: str, sources: Sources) -> bool:
    """Tell whether a title is made of words that fit every paper."""
    return not without(without(bare(title), sources.paper_nouns), sources.empty_words)


def names_a_source(basis: str, sources: Sources) -> bool:
    """Tell whether a basis without a citation still names a source that holds for any indicator."""
    text, core = plain(basis), bare(basis)
    if any(one.search(text) for one in (_STANDARD_CODE, _MEETING, _COMPUTED)):
        return True
    if _ASKED.fullmatch(core):
        return False
    return (
        _tells_the_past(text, core, sources)
        or _names_own_paper(core, sources)
        or _names_a_law(text)
        or _names_a_paper(core, sources)
        or _names_a_record(core, sources)
    )


def _tells_the_past(text: str, core: str, sources: Sources) -> bool:
    """Tell figures of past years (据往年成本测算, 2024年有责投诉15件) from experience in general."""
    if _FIGURE.search(text) and not found_in(core, _WISHED):
        return True
    past = found_in(core, sources.past_years) or _YEAR.search(text)
    return bool(past and found_in(core, sources.past_facts) and not found_in(core, sources.hearsay))


def _names_own_paper(core: str, sources: Sources) -> bool:
    """Tell 施工合同 from 相关合同."""
    own = found_in(core, sources.own_papers)
    return bool(own and not _VAGUE_START.fullmatch(core[: core.find(own)]))


def _names_a_law(text: str) -> bool:
    """Tell 依据治安管理处罚法 from 法律法规."""
    law = _LAW.match(text[:LONGEST_LAW])
    return bool(law and law["name"] not in ("法律", "法规", "管理"))


def _names_a_paper(core: str, sources: Sources) -> bool:
    """Tell 云岭县厕所改造实施方案 from 工作方案: something must be left beside the generic words."""
    noun = ends_with(core, sources.paper_nouns) or found_in(core, sources.paper_nouns)
    if not noun:
        return False
    if _PLAN.search(core):
        return True
    before = core[: core.rfind(noun)]
    if before.endswith(VAGUE_BEFORE) or _VAGUE_START.match(before):
        return False
    least = LEAST_NAME
    if noun in sources.occasional_papers:
        issuer = _ISSUER.search(before)
        before, least = (before[issuer.end() :], LEAST_NAME) if issuer else (before, LEAST_OCCASION)
    return len(without(before, sources.empty_words)) >= least


def _names_a_record(core: str, sources: Sources) -> bool:
    """Tell 医保局基金结算数据 from 相关数据: what figures are kept in, with a name of its own before it."""
    noun = ends_with(core, sources.records)
    before = core.removesuffix(noun)
    return bool(noun) and not _VAGUE_START.match(before) and len(without(before, sources.empty_words)) >= LEAST_OCCASION
