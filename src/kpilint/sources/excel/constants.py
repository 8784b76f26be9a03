"""Formulas that are a constant (`=100`, typed for "equal to 100"): what Excel shows for them can be said without it."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"([+-]*)\s*(\d+(?:\.\d*)?|\.\d+)(?:E([+-]?\d{1,3}))?\s*(%{0,3})", re.ASCII | re.IGNORECASE)
_STRING: Final = re.compile(r'"((?:[^"]|"")*)"')
_TRUTH: Final = {"TRUE": "TRUE", "TRUE()": "TRUE", "FALSE": "FALSE", "FALSE()": "FALSE"}


def constant(formula: str) -> float | str | None:
    """Return the number or the text that a formula without its equals sign always gives, None if it is no constant."""
    text = formula.strip().removeprefix("=").strip()
    if found := _NUMBER.fullmatch(text):
        value: float = float(f"{found[2]}E{found[3] or 0}") / 100 ** len(found[4])
        return -value if found[1].count("-") % 2 else value
    if found := _STRING.fullmatch(text):
        return found[1].replace('""', '"')
    return _TRUTH.get(text.upper())


def is_picture(formula: str) -> bool:
    """Say whether a formula puts a picture into its cell (WPS writes `_xlfn.DISPIMG`, Excel has IMAGE)."""
    return formula.lstrip("=").removeprefix("_xlfn.").upper().startswith(("DISPIMG(", "IMAGE("))
