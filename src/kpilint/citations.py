"""What a basis cell cites: document numbers in every bracket style, named laws and documents with their articles.

`parse` takes any text, never raises, and runs in time linear to the text. The official form of a document number is
that of the 党政机关公文处理工作条例: issuer, year in 〔〕, number without leading zeros, 号.
"""

import re
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from kpilint.numerals import chinese


class CitationKind(StrEnum):
    """`law` is a law or regulation (法, 条例, 法典); `document` any other named paper; `number` a document number."""

    NUMBER = "number"
    LAW = "law"
    DOCUMENT = "document"


class Citation(Struct, frozen=True):
    """One citation as published (`raw`, from offset `start` of the cell) and its parts.

    `bracket` is the pair of marks around the year as published (【】), "" where there is none. `truncated` says that
    the number after the year is missing. `articles` are those of a law (53 of 第五十三条).
    """

    kind: CitationKind
    raw: str
    start: int
    issuer: str = ""
    year: int | None = None
    number: int | None = None
    bracket: str = ""
    truncated: bool = False
    title: str = ""
    articles: tuple[int, ...] = ()

    @property
    def official(self) -> str:
        """The citation in the official form; what is missing in the text is missing here."""
        if self.kind is not CitationKind.NUMBER:
            return f"《{self.title}》" + "".join(f"第{article}条" for article in self.articles)
        year = "" if self.year is None else f"〔{self.year}〕"
        return f"{self.issuer}{year}" + ("" if self.number is None else f"{self.number}号")


_CACHED_CHARS: Final = 400
_PAIRS: Final = {"〔": "〕", "【": "】", "[": "]", "(": ")", "﹝": "﹞", "{": "}", "〈": "〉", "「": "」", "<": ">", "『": "』", "〖": "〗"}
_OPEN: Final = re.escape("".join(_PAIRS))
_CLOSE: Final = re.escape("".join(_PAIRS.values()))
_YEAR: Final = r"(?:19|20)[0-9]{2}"

_ISSUER: Final = r"[\u4e00-\u9fff]{1,20}"
_NUMBER: Final = re.compile(
    rf"[{_OPEN}](?P<year>{_YEAR})年?[{_CLOSE}](?:第?(?P<number>[0-9]{{1,5}})(?:号(?:文件|文)?)?)?"
    rf"|(?P<bare>{_YEAR})年?第?(?P<bare_number>[0-9]{{1,5}})号(?:文件|文)?"
)
_ISSUER_BEFORE: Final = re.compile(rf"(?P<issuer>{_ISSUER})$")
_ISSUER_CHARS: Final = 20
_BARE_YEAR: Final = re.compile(rf"(?P<issuer>[\u4e00-\u9fff]{{2,8}}[字发函办规综预社]){_YEAR}年")
_NOT_ISSUER: Final = re.compile(
    r".*(?:根据|依据|按照|依照|参照|执行|符合|贯彻|落实|以及|及|和|与|见|按|经|据|文件|文号|号文|号|年|的|转发|关于|通知|印发)"
)
_ISSUER_END: Final = re.compile(r"[字发函办规综预文政社资建农教行企税库监绩会令通财评审委党组人卫民环水林国住交商文旅体科工信法联]$")
_TITLE: Final = re.compile(r"《(?P<title>[^《》]{1,120}(?:〈[^〈〉]{1,80}〉[^《》]{0,60})?)》")
_LAW: Final = re.compile(r"(?:法|条例|法典|宪法)(?:实施细则|实施条例|实施办法)?(?:\([^()]{0,30}\))?$")
_NOT_LAW: Final = re.compile(r"(?:办法|方法|做法|说法)(?:\([^()]{0,30}\))?$")
_ARTICLES: Final = re.compile(
    r"(?:\([^()]{0,30}\))?(?:第?[0-9零〇一二三四五六七八九十百]{1,8}[章节])?"
    r"(?P<all>(?:[、,和及与至]{0,2}第?[0-9零〇一二三四五六七八九十百]{1,8}条(?:第?[0-9一二三四五六七八九十]{1,4}[款项目]){0,3}){1,20})"
)
_ARTICLE: Final = re.compile(r"([0-9零〇一二三四五六七八九十百]{1,8})条")
_SKIPPED: Final = re.compile(r"[\s\u200b\ufeff]")


def parse(text: str) -> tuple[Citation, ...]:
    """Return the citations of a cell from left to right. Total: a text that cites nothing gives ()."""
    return _parse_cached(text) if len(text) <= _CACHED_CHARS else _parse(text)


def _parse(raw: str) -> tuple[Citation, ...]:
    text, origin = _folded(raw)
    named = [_named(raw, text, origin, found) for found in _TITLE.finditer(text)]
    ends = [(one.start, one.start + len(one.raw)) for one in named]
    numbers = _numbers(raw, text, origin)
    free = [one for one in numbers if not any(_overlap(one, span) for span in _near(ends, one))]
    return tuple(sorted((*named, *free), key=lambda one: one.start))


_parse_cached = lru_cache(maxsize=65_536)(_parse)
