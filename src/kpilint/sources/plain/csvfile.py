"""Reader of tables as text (.csv, .tsv), as Excel, WPS and database programs write them: RFC 4180 and its dialects."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kpilint.model import Place, Problem
from kpilint.sources.boxes import Box, Grid, Part
from kpilint.sources.decode import decode
from kpilint.sources.failures import check_bytes, too_large
from kpilint.sources.limits import Limits

_SEPARATORS: Final = "\t,;|"
_WIDE: Final = "，"
"""Written by hand with a Chinese keyboard; it stands in running text too, so it is tried last."""

_SAMPLE: Final = 400
"""Lines looked at to find the separator."""
_SAMPLE_CHARS: Final = 400_000
_CONSISTENT: Final = 0.5
"""Share of lines with the same number of a separator from which it is trusted."""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = re.compile(r'"((?:[^"]++|"")*+)"')
_FIELD: Final = re.compile(r'(?<![^\t,;|，\r\n])"(?:[^"]++|"")*+"(?=[\t,;|，\r\n]|\Z)')
_SEP: Final = re.compile(r"\ufeff?sep=(.)[ ]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""First line with which Excel is told the separator."""
_AS_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')
"""Formula with which programs keep Excel from turning 0012 into 12; what is shown is its text."""
_EDGE: Final = " \t\r\n\f\v\u3000\xa0\u200b\ufeff"
_SHOWN: Final = 40
_MOST_NAMED: Final = 20
"""Lines with a quotation mark without its pair that are named one by one."""
_SWALLOWED: Final = 3
"""Fields from which a record whose every line is as wide as the others is taken for several records."""


class _Record(Struct, frozen=True):
    """Fields as published, unquoted, the line of the first and the number of lines; `unpaired` quotation marks."""

    line: int
    fields: list[str]
    unpaired: str = ""


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield one grid for each run of lines without a blank one; places are lines of the file and fields in them.

    Fields that are empty in all rows of a grid are left out at its right edge.

    Raises:
        ReadFailure: `input/empty`, `input/encoding`, `input/too-large`.
    """
    check_bytes(len(data), limits)
    block: list[_Record] = []
    unpaired = 0
    for number, record in enumerate(_records(decode(data), limits)):
        if number >= limits.rows:
            raise too_large("行数 / rows", number + 1, limits.rows, Place(record.line))
        if record.unpaired:
            unpaired += 1
            if unpaired <= _MOST_NAMED:
                yield Problem("input/quote-unpaired", Place(record.line), {"text": record.unpaired})
        if len(record.fields) > 1 or record.fields[0].strip(_EDGE):
            block.append(record)
        elif block:
            yield _grid(block)
            block = []
    if block:
        yield _grid(block)
    if unpaired > _MOST_NAMED:
        more = unpaired - _MOST_NAMED
        yield Problem("input/quote-unpaired", args={"text": f"……另有 {more} 行 / {more} more lines"})


def _grid(records: Sequence[_Record]) -> Grid:
    rows = [[_shown(field) for field in record.fields] for record in records]
    width = max(max((at for at, text in enumerate(row, 1) if text), default=1) for row in rows)
    return Grid(
        tuple(
            Box(number, column, text, Place(record.line, column + 1))
            for number, (record, row) in enumerate(zip(records, rows, strict=True))
            for column, text in enumerate([*row[:width], *[""] * (width - len(row))])
        )
    )


def _shown(field: str) -> str:
    """Return the text of a field as a spreadsheet shows it."""
    if not field:
        return ""
    text = field.strip(_EDGE)
    if text[:2] == '="':
        formula = _AS_TEXT.fullmatch(text)
        text = formula[1].replace('""', '"').strip(_EDGE) if formula else text
    if "\r" in text or "\v" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    return text


# -- records


def _records(text: str, limits: Limits) -> Iterator[_Record]:
    """Yield the records of a file, blank lines among them as one empty field."""
    line, at, separator = 1, 0, ""
    hint = _SEP.match(text)
    if hint:
        line, at, separator = 2, hint.end(), hint[1]
    separator, width = _dialect(text[at : at + _SAMPLE_CHARS], separator)
    scanner = _Scanner(text, separator, width, limits.cell_chars)
    while at < len(text):
        end = _LINE_END.search(text, at)
        stop, over = (end.start(), end.end()) if end else (len(text), len(text))
        record = scanner.record(at, stop, line) if '"' in text[at:stop] else None
        if record is None:
            yield _Record(line, text[at:stop].split(separator))
            at, line = over, line + 1
        else:
            yield record
            at, line = scanner.over, line + scanner.lines


class _Scanner:
    """Reads records that have quotation marks in them; `over` and `lines` tell how far the last one reached."""

    def __init__(self, text: str, separator: str, width: int, longest: int) -> None:
        self.text = text
        self.separator = separator
        self.width = width
        self.longest = longest
        self.over = self.lines = 0
        mark = re.escape(separator)
        self.plain = re.compile(rf"[^{mark}\r\n]*")
        self.after = re.compile(rf" *(?=[{mark}\r\n]|\Z)")

    def record(self, start: int, stop: int, line: int) -> _Record:
        """Return the record that starts at `start`, on a line that ends at `stop`.

        A quotation mark that opens a field and has no pair where a field ends is one of the text, and the record is
        its line alone: it must not swallow those below.
        """
        fields, at, unpaired = self._fields(start, len(self.text), strict=True)
        if unpaired or (at > stop and self._is_several(self.text[start:at])):
            unpaired = (unpaired or self.text[start:stop]).strip(_EDGE)[:_SHOWN]
            fields, at, _ = self._fields(start, stop, strict=False)
        end = _LINE_END.match(self.text, at)
        self.over = end.end() if end else at
        self.lines = 1 if at <= stop else 1 + sum(1 for _ in _LINE_END.finditer(self.text, start, at))
        return _Record(line, fields, unpaired)

    def _fields(self, at: int, stop: int, *, strict: bool) -> tuple[list[str], int, str]:
        """Return the fields from `at` to the end of their record, that end, and what a mark without pair opens.

        Nothing beyond `stop` is looked at. If `strict` a mark without pair ends the record, else it is one of the text.
        """
        fields: list[str] = []
        while True:
            quoted = _QUOTED.match(self.text, at, stop) if self.text[at : at + 1] == '"' else None
            after = self.after.match(self.text, quoted.end(), stop) if quoted else None
            if quoted and after and len(quoted[0]) <= self.longest:
                fields.append(quoted[1].replace('""', '"'))
                at = after.end()
            else:
                plain = self.plain.match(self.text, at, stop)
                found = plain[0] if plain else ""
                if strict and found.startswith('"'):
                    return fields, at, found
                fields.append(found)
                at += len(found)
            if at >= stop or self.text[at] != self.separator:
                return fields, at, ""
            at += 1

    def _is_several(self, raw: str) -> bool:
        """True for a record of several lines each of which has as many fields as the file's records have."""
        return self.width >= _SWALLOWED and all(
            one.count(self.separator) == self.width - 1 for one in _LINE_END.split(raw)
        )


def _dialect(sample: str, separator: str) -> tuple[str, int]:
    """Return the separator and the number of fields that most records have.

    The separator is the one that stands equally often in most lines outside of quotation marks.
    """
    lines = [line for line in _LINE_END.split(_FIELD.sub("", sample))[:_SAMPLE] if line.strip(_EDGE)]
    counts = {one: Counter(line.count(one) for line in lines) for one in separator or _SEPARATORS + _WIDE}
    usual = {one: max((n for n in found if n), key=lambda n: (found[n], n), default=0) for one, found in counts.items()}
    share = {one: counts[one][usual[one]] / len(lines) if usual[one] else 0.0 for one in counts}
    best = max((one for one in counts if one != _WIDE or separator), key=lambda one: (share[one], usual[one]))
    if share[best] < _CONSISTENT and share.get(_WIDE, 0) >= _CONSISTENT:
        best = _WIDE
    elif share[best] < _CONSISTENT:
        best = max(counts, key=lambda one: (len(lines) - counts[one][0], one != _WIDE))
        best = best if len(lines) > counts[best][0] else ","
    return best, usual.get(best, 0) + 1
