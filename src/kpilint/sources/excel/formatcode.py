"""Number format codes (`#,##0.00_);[Red](0.00)`) to sections of tokens: grammar of ECMA-376 Part 1, 18.8.31."""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.sources.excel.builtin import GENERAL, SYSTEM_DATE, SYSTEM_TIME

MAX_CODE: Final = 1024
"""Characters in a format code; Excel allows 255."""
_MAX_SECTIONS: Final = 4
_CHINESE: Final = 0x04
"""Primary language of a Windows locale id, in its low ten bits."""

_TOKEN: Final = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<room>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/[^\W\d_]{2,4}式)
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|aaaa?|e+)
    | (?P<digit>[0\#?])
    | (?P<mark>[.,%/@;])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d*)?(?:E[+-]?\d+)?)", re.IGNORECASE)
_COLOUR: Final = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+|[黑蓝绿红白黄青]色|蓝绿色|洋红色|颜色\s*\d+|eng",
    re.IGNORECASE,
)
_LOCALE: Final = re.compile(r"\$([^-]*)(?:-(.*))?", re.DOTALL)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMERALS: Final = re.compile(r"dbnum([123])", re.IGNORECASE)


class Token(Struct, frozen=True):
    """One piece of a section: `kind` is a group of the grammar or the mark itself, `text` what it says."""

    kind: str
    text: str


class Section(Struct, frozen=True):
    """One of the parts between semicolons."""

    tokens: tuple[Token, ...] = ()
    condition: tuple[str, float] | None = None
    chinese: bool = False
    """It names a Chinese locale for its words."""
    numerals: int = 0
    """1 to 3 for `[DBNum1]` to `[DBNum3]`, 0 for ordinary digits."""
    known: bool = True
    """False if there is something in it that is not understood."""

    def has(self, *kinds: str) -> bool:
        """Say whether one of the tokens is of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Say whether numbers are shown as dates or times."""
        return self.has("date", "half", "elapsed")


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code; none if it is too long or has too many."""
    if len(code) > MAX_CODE:
        return ()
    found: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["mark"] == ";":
            found.append([])
        else:
            found[-1].append(match)
    if len(found) > _MAX_SECTIONS:
        return ()
    return tuple(_section(part) for part in found)


def _section(matches: list[re.Match[str]]) -> Section:
    section = Section()
    tokens: list[Token] = []
    for match in matches:
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "bracket":
            section, more = _bracket(section, text)
            if more and more[0].kind == "system":
                return replace(section, tokens=sections(more[0].text)[0].tokens)
            tokens += more
        else:
            tokens.append(_token(kind, text))
    return replace(section, tokens=_with_minutes(tokens))


def _token(kind: str, text: str) -> Token:
    if kind in {"quoted", "escaped", "other"}:
        return Token("literal", text)
    if kind == "room":
        return Token("literal", " ")
    if kind == "fill":
        return Token("literal", "")
    if kind == "mark":
        return Token(text, text)
    if kind == "general":
        return Token(kind, GENERAL)
    return Token(kind, text if kind == "half" else text.lower())


def _bracket(section: Section, text: str) -> tuple[Section, list[Token]]:
    """Return what `[text]` makes of a section, and the tokens that it adds."""
    if found := _CONDITION.fullmatch(text.strip()):
        return replace(section, condition=(found[1], float(found[2]))), []
    if found := _NUMERALS.fullmatch(text):
        return replace(section, numerals=int(found[1])), []
    if _ELAPSED.fullmatch(text):
        return section, [Token("elapsed", text.lower())]
    if found := _LOCALE.fullmatch(text):
        return _locale(section, found[1], (found[2] or "").lower())
    known = not text or _COLOUR.fullmatch(text) is not None
    return replace(section, known=section.known and known), []


def _locale(section: Section, symbol: str, name: str) -> tuple[Section, list[Token]]:
    tokens = [Token("literal", symbol)] if symbol else []
    if name in {"f800", "x-sysdate"}:
        return section, [Token("system", SYSTEM_DATE)]
    if name in {"f400", "x-systime"}:
        return section, [Token("system", SYSTEM_TIME)]
    first = name.partition(",")[0]
    try:
        chinese = int(first, 16) & 0x3FF == _CHINESE
    except ValueError:
        chinese = first.startswith("zh")
    return replace(section, chinese=section.chinese or chinese), tokens


def _with_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """Return tokens with `m` told apart: minutes stand after hours or before seconds, months elsewhere."""
    made = list(tokens)
    times = [at for at, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    for order, at in enumerate(times):
        if tokens[at].kind == "date" and tokens[at].text in {"m", "mm"}:
            before = tokens[times[order - 1]].text[0] if order else ""
            after = tokens[times[order + 1]].text[0] if order + 1 < len(times) else ""
            if before == "h" or after == "s":
                made[at] = Token("date", "n" * len(tokens[at].text))
    return tuple(made)
