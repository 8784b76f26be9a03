"""Characters of symbol fonts: Word writes an inserted sign as F0xx (private use), xx being its code in the font."""

from typing import Final

_SYMBOL: Final = {
    **{code: chr(code) for code in range(0x20, 0x40) if chr(code) not in "\"$'*-@"},
    0x2D: "-",
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
}
"""Codes of the Symbol font (Adobe Symbol encoding) that stand in figures and conditions."""
_WINGDINGS: Final = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_WINGDINGS2: Final = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"}
_AREA: Final = range(0xF020, 0xF100)


def meaning(point: int, font: str) -> str:
    """Return what a private code point of a font shows, "" if that is not known."""
    if point not in _AREA:
        return ""
    name = font.casefold().replace(" ", "").replace("-", "")
    if "wingdings2" in name:
        return _WINGDINGS2.get(point & 0xFF, "")
    if "wingdings" in name and "wingdings3" not in name:
        return _WINGDINGS.get(point & 0xFF, "")
    return _SYMBOL.get(point & 0xFF, "") if "symbol" in name and "segoe" not in name else ""


def is_bad(char: str) -> bool:
    """True for a character of which nobody knows what it shows."""
    point = ord(char)
    return point in {0, 0xFFFD, 0xFFFE, 0xFFFF} or 0xE000 <= point <= 0xF8FF or point >= 0xF0000  # noqa: PLR2004
