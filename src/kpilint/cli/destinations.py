"""Which format goes where: the pairs of `-f` and `-o`."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint.errors import UsageError
from kpilint.misfit import guess
from kpilint.outputs.formats import FORMATS, of_file
from kpilint.sources.detection.formats import SUFFIXES

_SCREEN: Final = "-"
_SEPARATORS: Final = ("/", os.sep)
"""What the name of a folder may end in."""


class Destination(Struct, frozen=True):
    """One report to write; `path` None is standard output."""

    format: str
    path: Path | None
    folder: bool = False
    """Whether `path` is a folder, for a file for each unit."""


def destinations(formats: Sequence[str], outputs: Sequence[str]) -> list[Destination]:
    """Pair formats with outputs, the first with the first and so on.

    An output that is a folder, or ends as one does, takes a file for each unit, where the format has such files.
    Without `-o` the one format goes to standard output, as does what goes to `-`; without `-f` the names of the files
    say the format, text where they do not.

    Raises:
        UsageError: there is no such format, or none for files named so, it makes no files for a folder, they do not
            pair, two would be mixed on one output, or bytes would go to a terminal.
    """
    wanted = list(formats) or [_meant(one) for one in outputs] or ["text"]
    places = list(outputs) or [_SCREEN]
    for one in wanted:
        if one not in FORMATS:
            raise UsageError(*_unknown(one))
    if len(wanted) != len(places):
        raise UsageError(
            f"有 {len(wanted)} 个 -f、{len(places)} 个 -o，应一一对应；要显示在屏幕上的写 -o -",
            f"{len(wanted)} -f and {len(places)} -o: give one -o for each -f; -o - is the screen",
        )
    same = Counter(os.path.abspath(one) if one != _SCREEN else one for one in places)  # noqa: PTH100 - text, no file
    for one in places:
        if same[os.path.abspath(one) if one != _SCREEN else one] > 1:  # noqa: PTH100
            raise UsageError(f"两种格式写到同一处：{one}", f"two formats would go to {one}")
    pairs = [_destination(form, one) for form, one in zip(wanted, places, strict=True)]
    for pair in pairs:
        _check(pair)
    return pairs


def _meant(output: str) -> str:
    """Return the format that the name of an output says: text, unless it is that of a document."""
    suffix = Path(output).suffix.lower()
    if found := of_file(output):
        return found
    if suffix in SUFFIXES:
        known = " ".join(one.suffixes[0] for one in FORMATS.values() if one.suffixes)
        raise UsageError(
            f"不能写成 {suffix} 文件：{output}；可写 {known}，或用 -f 指明格式",
            f"no report is written as {suffix}: {output}; known: {known}, or say the format with -f",
        )
    return "text"


def _destination(form: str, place: str) -> Destination:
    path = Path(place)
    if place == _SCREEN:
        return Destination(form, None)
    if not (place.endswith(_SEPARATORS) or path.is_dir()):
        return Destination(form, path)
    if not FORMATS[form].by_unit:
        named = "、".join(name for name, one in FORMATS.items() if one.by_unit)
        raise UsageError(
            f"{place} 是文件夹，{form} 格式要写到一个文件；能每单位写一个文件的格式：{named}",
            f"{place} is a folder, and {form} makes one file; formats that make a file for each unit: {named}",
        )
    return Destination(form, path, folder=True)


def _unknown(name: str) -> tuple[str, str]:
    zh, en = guess(name, FORMATS)
    known = ", ".join(FORMATS)
    return f"没有名为 {name!r} 的格式{zh}（可用：{known}）", f"unknown format {name!r}{en}; known: {known}"


def _check(pair: Destination) -> None:
    if pair.path is None and FORMATS[pair.format].binary and sys.stdout.isatty():
        suffix = FORMATS[pair.format].suffixes[0]
        raise UsageError(
            f"{pair.format} 不能显示在屏幕上，请加 -o 报告{suffix}",
            f"{pair.format} cannot be shown on a terminal; add -o report{suffix}",
        )
