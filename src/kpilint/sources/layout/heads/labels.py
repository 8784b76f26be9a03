"""Words that announce what the next cell holds, and the titles of target tables."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from kpilint import vocabulary
from kpilint.sources.layout.cells import GridCell, GridRow
from kpilint.sources.layout.heads.terms import term_of

_LONGEST_LABEL: Final = 30
_LONGEST_TITLE: Final = 150
_LONGEST_HEADING: Final = 80
_LONGEST_MARK: Final = 30
_LONGEST_LINE: Final = 200
_PARTS: Final = ("code", "project", "unit", "year", "budget", "purpose", "plan", "goals", "outcome")
_WEAK: Final = 2
"""Labels of so few characters (项目, 目标) are labels only among others."""

_PAGE: Final = re.compile(
    r"[-－—–·~～\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,共]+\s*\d{1,4}\s*页?)?[-－—–·~～\s]*|[(（]?续表?[)）]?"
    r"|第\s*[一二三四五六七八九十百]{1,6}\s*页"
)
_SURE_PAGE: Final = re.compile(r"[-－—–]\s*\d{1,4}\s*[-－—–]|第\s*[\d一二三四五六七八九十百]{1,6}\s*页.{0,10}")
_ORDINAL: Final = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}\s*[)）、.．]")
_AMOUNT: Final = re.compile(r"[\d,，.．]+\s*(?:[%％分元]|万元)?|[-—–/／]+|[优良中差]")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_COLON: Final = re.compile(r"[:：]")
_MONEY: Final = re.compile(
    r"[(（]?\s*(?:金额|计量)?\s*单\s*位\s*[:：]\s*((?:人民币)?\s*(?:亿|千万|百万|万|千|百)?元)\s*[)）]?$"
)
_CONTENTS: Final = re.compile(r"(?:\t|\.{3,}|…+|·{3,})\s*-?\d+-?$")
_NUMBER: Final = re.compile(r"[(（]?(\d{1,3})\s*(?:[、）)]|[.．](?=(?:19|20)\d\d|\D|$)|$)")


@lru_cache(maxsize=65536)
def label_of(text: str) -> str:
    """Return which part of a table's head a cell announces ("code", "total", …), "" if none."""
    if not text or len(text) > _LONGEST_LABEL:
        return ""
    bare = vocabulary.term(text)
    found = next(
        (key for one in (bare, _BRACKET.sub("", bare), bare.partition("(")[0]) if (key := _labels().get(one))), ""
    )
    return found or ("goals" if bare.partition("(")[0].endswith("目标") and term_of(bare) else "")


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    found = {vocabulary.term(word): key for key in _PARTS for word in vocabulary.terms("parts")[key]}
    money = vocabulary.terms("budget")
    return found | {vocabulary.term(word): key for key, words in money.items() for word in words}


def is_weak(text: str) -> bool:
    """True for a label so short that it opens a table's head only where the head is open already."""
    return len(vocabulary.term(text)) <= _WEAK


def labelled(cell: GridCell) -> Iterator[tuple[str, GridCell]]:
    """Yield a cell as (label, cell): once for a label or a value, twice for "label：value". Values have no label."""
    label = label_of(cell.text)
    if label:
        yield label, cell
        return
    head, colon, value = _split(cell.text)
    label = label_of(head) if colon else ""
    if label:
        yield label, GridCell(head, cell.place)
        if value:
            yield "", GridCell(value, cell.place)
    else:
        yield "", cell


def inline_label(text: str) -> str:
    """Return the label of "label：value" in one cell, "" for other text."""
    head, colon, _ = _split(text)
    return label_of(head) if colon else ""


def _split(text: str) -> tuple[str, bool, str]:
    found = _COLON.search(text, 0, _LONGEST_LABEL + 1)
    return (text[: found.start()], True, text[found.end() :].strip()) if found else (text, False, "")


def is_signed(text: str) -> bool:
    """True for a note or signature as stands below a table: 注：…, 填表人：…; 其中：… and 指标1：… are names."""
    head, colon, _ = _split(text)
    bare = vocabulary.term(head)
    return colon and (bare in vocabulary.lookup("foot") or bare.partition("(")[0] in vocabulary.lookup("foot"))


def is_foot(texts: Sequence[str]) -> bool:
    """True if the filled cells of a row are certainly no indicator: a sum, or a note, or signatures."""
    if not texts:
        return False
    if vocabulary.term(texts[0][:20]) in vocabulary.lookup("totals"):
        return all(_AMOUNT.fullmatch(text) for text in texts[1:])
    return is_signed(texts[0]) and (len(texts) <= _WEAK or all(map(is_signed, texts)))


def money_unit(text: str) -> tuple[str, str] | None:
    """Return what stands before "单位：万元" and the money unit itself; None for other text."""
    if len(text) > _LONGEST_LINE or "单" not in text:
        return None
    found = _MONEY.search(text)
    return (text[: found.start()].rstrip(" 、，,;；(（\t\u3000"), found[1]) if found else None


def is_title(text: str) -> bool:
    """True for the title of a target table, false for its line in a table of contents."""
    if not text or len(text) > _LONGEST_TITLE or "绩效" not in text.replace(" ", ""):
        return False
    bare = vocabulary.plain(text)
    if bare.endswith(("。", "；", ";", ":", "》")) or _CONTENTS.search(text):
        return False
    return any(word in bare for word in vocabulary.terms("titles")["target"]) and not bare[-1].isdigit()


def could_be_title(row: GridRow) -> bool:
    """True for a heading, and for a short numbered line: the title of a table, if a table follows."""
    text = row.cells[0].text if row.cells else ""
    if not is_short_line(text):
        return False
    return row.heading or bool(number_of(text) or _ORDINAL.match(text))


def is_short_line(text: str) -> bool:
    """True for a line that could be a heading by its length and end."""
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；", "：", ":"))


def is_page_mark(text: str, *, sure: bool = False) -> bool:
    """True for a page number and for 续表; if `sure`, only for what cannot be a number of the text (- 3 -, 第3页)."""
    if len(text) > _LONGEST_MARK:
        return False
    return (_SURE_PAGE if sure else _PAGE).fullmatch(text) is not None


def number_of(title: str) -> str:
    """Return the number a title opens with: "11" of "11.冀财社…", "9" of "9", "" of "2025年…"."""
    found = _NUMBER.match(title)
    return found[1] if found else ""
