"""Characters of symbol fonts as Unicode.

Such fonts put their own signs on the codes 0x20 to 0xFF, which Word writes as U+F020 to U+F0FF and WPS also without
the F0. Symbol: the Adobe Symbol encoding. Wingdings: the signs that documents use; others are reported.
"""

from collections.abc import Callable
from typing import Final

Report = Callable[[str, dict[str, str]], None]
"""Takes a problem's code and what fills its message."""

_SYMBOL: Final = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼\0"
    + "\0" * 32
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)


def _run(start: int, signs: str) -> dict[int, str]:
    return {start + at: sign for at, sign in enumerate(signs) if sign != "\0"}


_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _run(0x20, _SYMBOL),
    "wingdings": _run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | _run(0x6C, "●❍■□❐❑❒⬧⧫◆❖⬥⌧⍓⌘")
    | _run(0xDF, "←→↑↓↖↗↙↘←➔")
    | _run(0xEF, "⇦⇨⇧⇩⬄⇳")
    | _run(0xFB, "✗✓☒☑")
    | _run(0x9E, "·•▪○")
    | {0x20: " ", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐"}
    | {0xAB: "★", 0xD8: "➢"},
    "wingdings 2": _run(0x4F, "✗✓☒☑☒☒")
    | _run(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {0x20: " ", 0x96: "●", 0xA2: "■", 0xA3: "□", 0x2A: "☐"},
    "webdings": {0x20: " ", 0x61: "✔", 0x72: "✘", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x3D: "■"},
}
_PRIVATE: Final = 0xF000
_FIRST: Final = 0x20
_CODES: Final = 0x100
_TOP: Final = 0x110000
_SURROGATES: Final = range(0xD800, 0xE000)

UNKNOWN: Final = "\ufffd"
_MOST_UNKNOWN: Final = 100
"""Different unknown symbols that are worth a message."""
_FONT_SHOWN: Final = 80
"""Characters of a font's name that are shown in a message."""


def is_symbol_font(font: str) -> bool:
    """Say whether `font` is one whose codes stand for signs."""
    return font.strip().lower() in _FONTS


def is_private(code: int) -> bool:
    """Say whether `code` is one that Word gives to a symbol font's character (U+F020 to U+F0FF)."""
    return _PRIVATE + _FIRST <= code < _PRIVATE + _CODES


def sign(font: str, code: int) -> str:
    """Return the character that `font` shows for `code`, `UNKNOWN` where that is not known."""
    table = _FONTS.get(font.strip().lower())
    if table is not None and (is_private(code) or code < _CODES):
        return table.get(code & 0xFF, UNKNOWN)
    if is_private(code) or not _FIRST <= code < _TOP or code in _SURROGATES:
        return UNKNOWN
    return chr(code)


class Signs:
    """The signs of one document; each that is not known is reported once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._unknown: set[tuple[str, int]] = set()

    def of(self, font: str, code: int) -> str:
        """Return the character that `font` shows for `code`, `UNKNOWN` where that is not known."""
        found = sign(font, code)
        if found == UNKNOWN and (font, code) not in self._unknown and len(self._unknown) < _MOST_UNKNOWN:
            self._unknown.add((font, code))
            self._report("input/unknown-symbol", {"font": font[:_FONT_SHOWN] or "?", "found": f"U+{code:04X}"})
        return found
