"""Laws and papers cited by name, with the articles of a law."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.citations.issuers import issuer_before
from kpilint.citations.model import Citation, CitationKind
from kpilint.citations.text import Folded
from kpilint.values.numerals import chinese

_LOOK_BACK: Final = 120
_NUMERAL: Final = "[0-9零〇一二三四五六七八九十百千]{1,8}"
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


def titles(folded: Folded) -> Iterator[Citation]:
    """Find what stands in 《》."""
    for found in _TITLE.finditer(folded.text):
        title = found["title"] or found["cut"]
        yield _law(folded, found.start(), found.end(), title, truncated=found["cut"] is not None)


def bare_laws(folded: Folded) -> Iterator[Citation]:
    """Find laws named without 《》: with an article after them, or with 中华人民共和国 before them."""
    for found in _BARE_LAW.finditer(folded.text):
        start = found.start()
        if not found.group().startswith("中华"):
            start -= len(issuer_before(folded, start))
        title = folded.text[start : found.end()]
        before = folded.text[max(0, start - _LOOK_BACK) : start]
        if start < found.end() - 2 and before.rfind("《") <= before.rfind("》"):
            yield _law(folded, start, found.end(), title)


def _law(folded: Folded, start: int, end: int, title: str, *, truncated: bool = False) -> Citation:
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
