"""What a cell shows: its value through its number format, as Excel on a Chinese system displays it.

Widths of columns are left aside: a number that does not fit is shown by Excel as #### and here as if it did.
"""

import math
from functools import lru_cache

from msgspec.structs import replace

from kpilint.sources.excel.builtin import GENERAL
from kpilint.sources.excel.chinese import in_words
from kpilint.sources.excel.dates import shown_date
from kpilint.sources.excel.digits import exact, general, shown_number
from kpilint.sources.excel.formatcode import Section, Token, sections

_GENERAL = Section((Token("general", GENERAL),))
_TEXT = Section((Token("@", "@"),))


@lru_cache(maxsize=1 << 16)
def shown_value(value: float, code: str, date1904: bool = False) -> str | None:
    """Return a number as the format `code` shows it; None if the format, or the number in it, is not understood."""
    if not math.isfinite(value):
        return None
    if code == GENERAL:
        return general(value)
    parts = sections(code)
    chosen = _choose(parts, value)
    if chosen is None or not chosen[0].known:
        return None
    return _through(*chosen, value, date1904=date1904)


def _through(section: Section, minus: bool, value: float, *, date1904: bool) -> str | None:
    if section.is_date:
        return shown_date(value, section, date1904=date1904) if value >= 0 else None
    if section.has("general", "@"):
        return _with_general(section, value, minus=minus)
    if not section.has("digit"):
        return ("-" if minus and value else "") + "".join(token.text for token in section.tokens)
    return shown_number(exact(abs(value)), section, minus=minus)


def shown_text(text: str, code: str) -> str:
    """Return text as the text section of a format shows it; as it is where there is none."""
    if code in {GENERAL, "@"}:
        return text
    parts = sections(code)
    section = _text_section(parts)
    if section is None:
        return text
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def _text_section(parts: tuple[Section, ...]) -> Section | None:
    if len(parts) == 4:  # noqa: PLR2004 - positive;negative;zero;text
        return parts[3]
    return parts[-1] if parts and parts[-1].has("@") else None


def _numeric(parts: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections that numbers are shown by."""
    if len(parts) == 4:  # noqa: PLR2004 - positive;negative;zero;text
        return parts[:3]
    return parts[:-1] or (_GENERAL,) if parts[-1].has("@") else parts


def _choose(parts: tuple[Section, ...], value: float) -> tuple[Section, bool] | None:
    """Return the section for a number, and whether a minus goes before what it shows."""
    if not parts:
        return None
    numeric = _numeric(parts)
    negative = value < 0
    if any(part.condition for part in numeric):
        return _by_condition(numeric, value)
    if len(numeric) == 1:
        return numeric[0], negative
    if negative:
        return numeric[1], False
    return (numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]), False  # noqa: PLR2004 - the zero section


def _by_condition(parts: tuple[Section, ...], value: float) -> tuple[Section, bool] | None:
    if parts[0].condition is None:
        parts = (replace(parts[0], condition=(">", 0.0)), *parts[1:])
    if len(parts) == 1:
        parts = (*parts, _GENERAL)
    for order, part in enumerate(parts):
        if part.condition is None or _holds(part.condition, value):
            return part, value < 0 and _keeps_minus(parts, order)
    return _GENERAL, value < 0  # Excel shows ####: no section is for this number


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


def _keeps_minus(parts: tuple[Section, ...], order: int) -> bool:
    """Say whether a negative number keeps its minus: a section that is for negative numbers only is without it."""
    condition = parts[order].condition
    if condition is not None:
        sign, limit = condition
        return not ((limit < 0 and sign in {"<", "<=", "="}) or (limit == 0 and sign == "<"))
    first = parts[0].condition
    if len(parts) > 2 or first is None or parts[order] is _GENERAL:  # noqa: PLR2004 - two conditions and the rest
        return True
    return first[0] == "=" or (first[1] >= 0 and first[0] in {">", ">="})


def _with_general(section: Section, value: float, *, minus: bool) -> str:
    text = general(abs(value))
    if section.numerals:
        text = in_words(text, section.numerals)
    made = "".join(text if token.kind in {"general", "@"} else token.text for token in section.tokens)
    return f"-{made}" if minus else made
