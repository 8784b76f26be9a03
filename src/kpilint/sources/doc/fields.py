"""Fields in running text: the result is shown, the instruction is not ([MS-DOC] 2.8.25)."""

import re
from typing import Final

from kpilint.sources.word.symbols import sign

BEGIN: Final = "\x13"
SEPARATOR: Final = "\x14"
END: Final = "\x15"
_OVERSTRIKE: Final = re.compile(r"\s*eq\s+\\o\s*(?:\\a[clr]\s*)?\((.{0,40})\)\s*", re.IGNORECASE)
"""Word's enclosed characters (带圈字符): EQ \\o\\ac(○,1)."""
_SYMBOL: Final = re.compile(r'\s*symbol\s+(\d{1,5})(?:[^"]*\\f\s*"([^"]*)")?.*', re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"\s*embed\s+(\S{1,80})", re.IGNORECASE)
_RINGS: Final = frozenset("○〇◯")
_CIRCLED: Final = {str(number): chr(0x245F + number) for number in range(1, 21)}


class Fields:
    """Collects what is shown of a paragraph while the marks of fields come by."""

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._open: list[list[str]] = []
        """What each open field has collected: of its instruction, or of its result."""
        self._results: list[bool] = []
        self.embedded: list[str] = []
        """Programs of the embedded objects met, which are shown as pictures."""

    def put(self, text: str) -> None:
        """Add text at the place reached."""
        (self._open[-1] if self._open else self._shown).append(text)

    def mark(self, char: str) -> None:
        """Take a field's begin, separator or end."""
        if char == BEGIN:
            self._open.append([])
            self._results.append(False)
        elif self._open and char == SEPARATOR:
            if not self._results[-1]:
                self._note("".join(self._open[-1]))
                self._open[-1].clear()
            self._results[-1] = True
        elif self._open and char == END:
            text = "".join(self._open.pop())
            self.put(text if self._results.pop() else _without_result(text))

    def take(self) -> str:
        """Return what the paragraph shows and start the next one, in which a result goes on as text.

        An instruction that has not ended by now is broken, and shown: nothing is lost in silence.
        """
        for collected in self._open:
            self._shown.extend(collected)
        text = "".join(self._shown)
        self._shown.clear()
        self._open.clear()
        self._results.clear()
        return text

    def _note(self, code: str) -> None:
        if found := _EMBEDDED.match(code):
            self.embedded.append(found[1])


def _without_result(code: str) -> str:
    """Return what a field shows by its instruction alone: enclosed characters and symbols, else nothing."""
    if found := _OVERSTRIKE.fullmatch(code):
        ring, _, inner = found[1].partition("," if "," in found[1] else ";")
        return _CIRCLED.get(inner.strip(), inner) if ring.strip() in _RINGS else ring + inner
    if found := _SYMBOL.fullmatch(code):
        return sign(found[2] or "Symbol", int(found[1]))
    return ""
