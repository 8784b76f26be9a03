"""What a basis cell cites: document numbers in every bracket style, named laws and documents with their articles.

`parse` takes any text, never raises, and runs in time linear to the text. The official form of a document number is
that of the 党政机关公文处理工作条例: issuer, year in 〔〕, number without leading zeros, 号.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from kpilint.values.numerals import chinese


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
_LOOK_BACK: Final = 24
_MIN_ISSUER: Final = 2
_FULL_YEAR: Final = 1900
_MAX_GAP: Final = 4

_BRACKETS: Final = re.escape("〔【[({〈「『〖<"), re.escape("〕】])}〉」』〗>")
_NUMERAL: Final = "[0-9零〇一二三四五六七八九十百]{1,8}"
_END: Final = "(?:号(?:文件|文)?)?"

_BRACKETED: Final = re.compile(
    rf"(?P<open>[{_BRACKETS[0]}])(?P<year>[0-9]{{2}}|(?:19|20)[0-9]{{2}})年?(?P<close>[{_BRACKETS[1]}])"
    rf"(?:字?第?(?P<number>[0-9]{{1,5}})(?![0-9.%])(?P<end>{_END}))?"
)
_UNBRACKETED: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?第?(?P<number>[0-9]{1,5})(?P<end>号(?:文件|文)?)")
_ORDER: Final = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,12}令|中央)\(?第?(?P<number>[0-9]{1,5})号(?:文件|文)?")
_ISSUER: Final = re.compile(r"[\u4e00-\u9fff]+$")
_BEFORE_ISSUER: Final = re.compile(
    r".*(?:根据|依据|按照|依照|遵照|参照|执行|符合|贯彻|落实|转发|关于|下达|印发|文号|文件|通知|号文?[和与及]?|以及|按|依|及|的|年|(?<!数)据)"
)
_NO_ISSUER: Final = re.compile(
    r"(?:计划|规划|方案|标准|通知|办法|预算|意见|报告|条例|总结|要求|政策|年度|项目|资金|指标|情况|[至到在于自为])$"
)
_TITLE: Final = re.compile(
    r"《(?P<title>[^《》]{1,120}(?:[〈<《][^《》〈〉<>]{1,80}[〉>》][^《》]{0,60})?)》|《(?P<cut>[^《》]{2,60})$"
)
_BARE_LAW: Final = re.compile(
    rf"(?:法|条例|法典)(?=第?{_NUMERAL}条)|中华人民共和国[\u4e00-\u9fff]{{1,25}}?(?:法|条例)(?![\u5178\u5f8b\u89c4])(?:实施条例)?"
)
_LAW: Final = re.compile(
    r"(?:法|条例|法典)(?:实施细则|实施条例)?(?:[(〈<].{0,30}[)〉>])?(?:修正案|\((?:草案|修正)\))?$"
)
_NOT_LAW: Final = re.compile(r"(?:办|方|做|说|看|想|(?<!预)算)法$")
_ARTICLES: Final = re.compile(
    rf"(?:\([^()]{{0,30}}\))?(?:中?的?第?{_NUMERAL}章)?"
    rf"((?:[、,和及]?第?{_NUMERAL}(?:[、,和及至]第?{_NUMERAL}){{0,5}}条(?:之[一二三四五])?(?:第?{_NUMERAL}[款项目]){{0,3}}){{1,12}})"
)
_ARTICLE_LIST: Final = re.compile(rf"({_NUMERAL}(?:[、,和及至]第?{_NUMERAL}){{0,5}})条")
_NUMERALS: Final = re.compile(_NUMERAL)


class _Folded(Struct, frozen=True):
    """A text in half-width without white space; `origin` maps its offsets to those of the text as published."""

    raw: str
    text: str
    origin: list[int]

    def published(self, start: int, end: int) -> str:
        return self.raw[self.origin[start] : self.origin[end - 1] + 1]


def parse(text: str) -> tuple[Citation, ...]:
    """Return the citations of a cell from left to right. Total: a text that cites nothing gives ()."""
    return _parse_cached(text) if len(text) <= _CACHED_CHARS else _parse(text)


def _parse(raw: str) -> tuple[Citation, ...]:
    folded = _fold(raw)
    found = [*_titles(folded), *_bare_laws(folded), *_numbers(folded), *_orders(folded)]
    return tuple(sorted(found, key=lambda one: one.start))


_parse_cached = lru_cache(maxsize=65_536)(_parse)


def _fold(raw: str) -> _Folded:
    chars: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(raw):
        if char.isspace() or char in "\u200b\ufeff":
            continue
        half = char if char.isascii() or "\u4e00" <= char <= "\u9fff" else normalize("NFKC", char)
        chars.append(half)
        origin.extend([at] * len(half))
    return _Folded(raw, "".join(chars), origin)


def _titles(folded: _Folded) -> Iterator[Citation]:
    for found in _TITLE.finditer(folded.text):
        title = found["title"] or found["cut"]
        yield _law(folded, found.start(), found.end(), title, truncated=found["cut"] is not None)


def _bare_laws(folded: _Folded) -> Iterator[Citation]:
    """Find laws named without 《》: with an article after them, or with 中华人民共和国 before them."""
    for found in _BARE_LAW.finditer(folded.text):
        start = found.start()
        if not found.group().startswith("中华"):
            start -= len(_issuer_before(folded, start))
        title = folded.text[start : found.end()]
        before = folded.text[max(0, start - _LOOK_BACK * 5) : start]
        if start < found.end() - 2 and before.rfind("《") <= before.rfind("》"):
            yield _law(folded, start, found.end(), title)


def _law(folded: _Folded, start: int, end: int, title: str, *, truncated: bool = False) -> Citation:
    listed = _ARTICLES.match(folded.text, end)
    end = listed.end() if listed else end
    is_law = _LAW.search(title) is not None and _NOT_LAW.search(title) is None
    return Citation(
        CitationKind.LAW if is_law else CitationKind.DOCUMENT,
        folded.published(start, end),
        folded.origin[start],
        title=title,
        articles=_articles(listed[1]) if listed else (),
        truncated=truncated,
    )


def _articles(text: str) -> tuple[int, ...]:
    numerals = (one for found in _ARTICLE_LIST.finditer(text) for one in _NUMERALS.findall(found[1]))
    values = (int(one) if one.isdecimal() else chinese(one) for one in numerals)
    return tuple(int(value) for value in values if value is not None)


def _numbers(folded: _Folded) -> Iterator[Citation]:
    for found in _BRACKETED.finditer(folded.text):
        issuer = _issuer_before(folded, found.start())
        if _is_number(found, issuer):
            yield _number(folded, found, issuer)
    for found in _UNBRACKETED.finditer(folded.text):
        issuer = _issuer_before(folded, found.start())
        if len(issuer) >= _MIN_ISSUER and not _NO_ISSUER.search(issuer):
            yield _number(folded, found, issuer)


def _is_number(found: re.Match[str], issuer: str) -> bool:
    """Tell a document number from a year in brackets: 冀财规【2018】 is a number cut short, 工作计划(2020) is none."""
    if found["number"] and found["end"]:
        return True
    named = len(issuer) >= _MIN_ISSUER and not _NO_ISSUER.search(issuer)
    return named and int(found["year"]) >= _FULL_YEAR


def _number(folded: _Folded, found: re.Match[str], issuer: str) -> Citation:
    parts = found.groupdict()
    start = found.start() - len(issuer)
    bracket = (
        folded.raw[folded.origin[found.start("open")]] + folded.raw[folded.origin[found.start("close")]]
        if parts.get("open")
        else ""
    )
    return Citation(
        CitationKind.NUMBER,
        folded.published(start, found.end()),
        folded.origin[start],
        issuer,
        int(parts["year"]),
        int(parts["number"]) if parts["number"] else None,
        bracket,
        truncated=not parts["number"],
    )


def _orders(folded: _Folded) -> Iterator[Citation]:
    """Find orders and papers numbered without a year: 国务院令第722号, 中央1号文件."""
    for found in _ORDER.finditer(folded.text):
        lead = _BEFORE_ISSUER.match(found["issuer"])
        start = found.start() + (lead.end() if lead else 0)
        issuer = found["issuer"][start - found.start() :]
        yield Citation(
            CitationKind.NUMBER, folded.published(start, found.end()), folded.origin[start], issuer, None,
            int(found["number"]),
        )  # fmt: skip


def _issuer_before(folded: _Folded, end: int) -> str:
    """Return the characters before `end` that can name an issuer or a law: after 根据, 、 or a space."""
    found = _ISSUER.search(folded.text[max(0, end - _LOOK_BACK) : end])
    name = found.group() if found else ""
    lead = _BEFORE_ISSUER.match(name)
    name = name[lead.end() :] if lead else name
    for length in range(_MIN_ISSUER, len(name)):
        at = end - length
        if " " in folded.raw[folded.origin[at - 1] : folded.origin[at]][:_MAX_GAP]:
            return name[-length:]
    return name
