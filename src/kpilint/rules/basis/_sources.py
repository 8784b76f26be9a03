"""Tell a basis that can be looked up from words that fit every row."""

import re
from typing import Final

from msgspec import Struct

from kpilint.vocabulary import plain
from kpilint.wording import bare, found_in, without

_STANDARD_CODE: Final = re.compile(
    r"(?:GB|DB|JTG|JGJ|CJJ|HJ|NY|WS|SL|ISO|TD|MZ|GA|DL|YY|LY|SB)[/A-Z]{0,3}[-—]?[0-9]{2,}"
    r"|(?<![A-Z])[A-Z]{2,4}[0-9]{0,4}/[TZ][0-9]+|(?<![A-Z])[A-Z]{2,4}[0-9]{2,}(?:\.[0-9]+)?[-—](?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(r"第?[0-9一二三四五六七八九十]+次[\u4e00-\u9fff]{0,8}会议?")
_COMPUTED: Final = re.compile(r"[0-9][^,。;]{0,12}(?:[×*xX/]|乘)[^,。;]{0,12}[0-9元]")
_PLAN: Final = re.compile(r"十[一二三四五六七八九]五|[0-9]{4}[-—至][0-9]{4}年")
_LAW: Final = re.compile(
    r"(?:.*(?:根据|依据|按照|依照|执行|落实|相关|有关|国家|现行|各项))?"
    r"(?P<name>[\u4e00-\u9fff]{2,})(?:(?<![办方做说用书写看想依执合违守司立普宪])法(?=第|$|[,。;、和及规])|条例)"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}年?度?")
LONGEST_LAW: Final = 200
"""Characters of a cell in which a law without brackets is looked for."""
_ISSUER: Final = re.compile("[\u4e00-\u9fff]{2,}(?:局|厅|院|(?<!干)部(?!门)|中心)")
VAGUE_BEFORE: Final = ("相关", "有关", "各项", "各类", "一系列", "部门", "上级", "行业", "国家")
"""Words that make any paper after them an unnamed one (环境保护相关规定)."""
LEAST_NAME, LEAST_OCCASION = 2, 4
"""Characters that a paper's name must have beside generic words; more for a plan or a notice."""


class Sources(Struct, frozen=True):
    """Word lists: what says nothing, what a paper is called, what can be looked up by itself, past figures, surveys."""

    empty_words: tuple[str, ...]
    paper_nouns: tuple[str, ...]
    occasional_papers: tuple[str, ...]
    own_papers: tuple[str, ...]
    past_years: tuple[str, ...]
    past_facts: tuple[str, ...]
    surveys: tuple[str, ...]


def is_survey(basis: str, sources: Sources) -> bool:
    """Tell whether a basis is a survey: a source for what people are asked about, and for nothing else."""
    return bool(found_in(bare(basis), sources.surveys))


def names_a_source(basis: str, sources: Sources) -> bool:
    """Tell whether a basis without a citation still names a source that holds for any indicator."""
    text, core = plain(basis), bare(basis)
    if any(one.search(text) for one in (_STANDARD_CODE, _MEETING, _COMPUTED)):
        return True
    if found_in(core, sources.own_papers):
        return True
    if (found_in(core, sources.past_years) or _YEAR.search(text)) and found_in(core, sources.past_facts):
        return True
    if (law := _LAW.match(text[:LONGEST_LAW])) and law["name"] not in ("法律", "法规", "管理"):
        return True
    return _names_a_paper(core, sources)


def _names_a_paper(core: str, sources: Sources) -> bool:
    """Tell 云岭县厕所改造实施方案 from 工作方案: something must be left beside the generic words."""
    noun = found_in(core, sources.paper_nouns)
    if not noun:
        return False
    if _PLAN.search(core):
        return True
    before = core[: core.rfind(noun)]
    if before.endswith(VAGUE_BEFORE):
        return False
    least = LEAST_NAME
    if noun in sources.occasional_papers:
        issuer = _ISSUER.search(before)
        before, least = (before[issuer.end() :], LEAST_NAME) if issuer else (before, LEAST_OCCASION)
    return len(without(before, sources.empty_words)) >= least
