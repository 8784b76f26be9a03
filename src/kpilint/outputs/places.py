"""Places as shown to people: 第 12 行, 12:5, 表3 第5行第4列, 第2页 表1 第5行第4列, Sheet1!C7; several in short."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from kpilint.model import Place
from kpilint.outputs.terminal import safe
from kpilint.vocabulary import plain

EDITED: Final = frozenset({"yaml", "json", "jsonl", ""})
"""Formats in which a column is that of an editor; "" is a file that could not be read."""
_SHEETS: Final = frozenset({"csv", "tsv"})
"""Formats in which line and column are those of a sheet."""
_PARAGRAPHS: Final = frozenset({"docx", "doc", "rtf", "html", "mhtml", "flatopc", "word2003"})
"""Formats in which the lines outside tables are paragraphs."""
_HEADING: Final = 24


class _Spot(Struct, frozen=True):
    """A place in two parts: what it may share with the places beside it, and the rest.

    `kind` names the words for the rest; cells have row and column there, everything else has one text.
    """

    kind: str
    head: str
    row: str
    column: str = ""


def place_words(place: Place, form: str, words: Mapping[str, str], *, columns: bool = True) -> str:
    """Return a place in a file of the format `form`; without `columns` it is only that of the row or line."""
    return places_words([place], form, words, columns=columns)


def places_words(
    places: Sequence[Place], form: str, words: Mapping[str, str], *, columns: bool = True, most: int = 0
) -> str:
    """Return several places, what neighbours share said once (表3 第5、7行第4列); beyond `most` only their number."""
    spots = list(dict.fromkeys(_spot(place, form, words, columns=columns) for place in places))
    spots = [spot for spot in spots if spot.head or spot.row]
    shown = spots[:most] if most else spots
    groups = groupby(shown, key=lambda spot: (spot.kind, spot.head))
    told = words["semicolon"].join(_told(kind, head, list(group), words) for (kind, head), group in groups)
    return told + words["more"].format(n=len(spots) - len(shown)) if len(shown) < len(spots) else told


def heading_words(place: Place, title: str, words: Mapping[str, str]) -> str:
    """Return the heading above a physical table, where its title does not say it: tables have no numbers in Word."""
    heading = " ".join(place.anchor.split())
    if not place.table or not heading or plain(heading) in plain(title) or (title and plain(title) in plain(heading)):
        return ""
    shown = heading if len(heading) <= _HEADING else heading[:_HEADING] + "…"
    return words["under"].format(heading=safe(shown))


def reading_order(place: Place) -> tuple[int, int, int, int]:
    """Return what sorts places of one document from its beginning to its end."""
    return (place.page, place.table, place.line, place.column)


def _spot(place: Place, form: str, words: Mapping[str, str], *, columns: bool) -> _Spot:
    row, column = str(place.line or ""), str(place.column or "") if columns and place.line else ""
    if place.table or place.page:
        named = (("page", place.page), ("table", place.table))
        head = words["join"].join(words[name].format(n=number) for name, number in named if number)
        return _Spot("cell" if place.table else "page_line", head, row, column if place.table else "")
    if not place.line:
        sheet, mark, cell = safe(place.anchor).rpartition("!")
        return _Spot("named", sheet + mark, cell)
    if place.anchor and form not in _PARAGRAPHS:
        return _Spot("named", words["line"].format(n=row) + " ", safe(place.anchor))
    if form in _SHEETS:
        return _Spot("cell", "", row, column)
    if column and form in EDITED:
        return _Spot("named", "", f"{row}:{column}")
    return _Spot("paragraph" if form in _PARAGRAPHS else "line", "", row)


def _told(kind: str, head: str, spots: Sequence[_Spot], words: Mapping[str, str]) -> str:
    comma = words["comma"]
    if kind == "named":
        return head + comma.join(spot.row for spot in spots)
    if kind == "cell" and len({spot.column for spot in spots}) > 1:
        rest = comma.join(_cells([spot], words) for spot in spots if spot.row)
    elif kind == "cell":
        rest = _cells(spots, words)
    else:
        rest = _counted(kind, spots, words)
    return words["join"].join(part for part in (head, rest) if part)


def _cells(spots: Sequence[_Spot], words: Mapping[str, str]) -> str:
    """Return cells of one column."""
    rows, column = _counted("row", spots, words), spots[0].column
    return words["cell"].format(rows=rows, column=column) if column else rows


def _counted(kind: str, spots: Sequence[_Spot], words: Mapping[str, str]) -> str:
    rows = [spot.row for spot in spots if spot.row]
    word = words[kind] if len(rows) < 2 else words[kind + "s"]  # noqa: PLR2004 - one, or several
    return word.format(n=words["comma"].join(rows)) if rows else ""
