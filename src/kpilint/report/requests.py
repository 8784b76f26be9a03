"""Exceptions as they are asked for: what a comment to kpilint says, in the spellings that people use for it.

Brackets, commas and colons may be Chinese ones, rules in capitals, the reason before or behind, the day written as
2026-12-31, 2026/12/31 or 2026年12月31日. What is not clear is told, never guessed: an exception that was to end must
not last for ever because its day was written in an odd way.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from kpilint import problems
from kpilint.finding import Confidence, Observation
from kpilint.model import Place, Remark

_OPENS: Final = re.compile(r"(?<![A-Za-z])ignore\s*[\[［【〔(（]", re.IGNORECASE)
_CLOSES: Final = re.compile(r"[\]］】〕)）]")
_UNTIL: Final = re.compile(
    r"(?<![A-Za-z])until(?:\s*[=＝:：]\s*|\s+(?=\d))|有效期?至\s*[=＝:：]?\s*(?=\d)", re.IGNORECASE
)
_MORE: Final = re.compile(r"(?<![A-Za-z])until\s*[=＝:：]", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(\d{4})(?:\s*[-\u2013\u2014\u2212－/／.年]\s*(\d{1,2})\s*[-\u2013\u2014\u2212－/／.月]\s*(\d{1,2})\s*日?"
    r"|(\d\d)(\d\d))(?!\d)"
)
_SAID: Final = re.compile(r"[^\s，,。；;)）]*")
_EMPTY: Final = re.compile(r"[(（][\s，,；;]*[)）]")
_DANGLING: Final = re.compile(r"[\s，,；;]+(?=[)）])|(?<=[(（])[\s，,；;]+")
_MOST: Final = 4000
"""Characters of a comment."""
_MOST_SHOWN: Final = 80
_MOST_REASON: Final = 500
"""Characters: a reason is repeated beside each finding that it excuses."""


class Request(Struct, frozen=True):
    """An exception as it is asked for: which findings, why, until when, and where that is written."""

    rule: str
    """Id or glob."""
    reason: str
    path: str
    place: Place
    until: date | None = None
    fingerprint: str = ""
    """Of the finding, in settings files."""
    document: Callable[[str], bool] | None = None
    """Tells by its path whether a document is meant, in settings files."""
    file: str = ""
    """The documents that are meant, as the settings file has it."""
    first: int = 0
    last: int = 0
    """Lines of the document, in comments."""


def asked_in(remark: Remark, path: str) -> Iterator[Request | Observation]:
    """Yield the exceptions that a comment asks for, one a rule; or what is wrong with it."""
    opened = _OPENS.search(remark.text) if len(remark.text) <= _MOST else None
    closed = _CLOSES.search(remark.text, opened.end()) if opened else None
    names = _names(remark.text[opened.end() : closed.start()]) if opened and closed else []
    if not opened or not closed or not names:
        yield note("exception/malformed", found=shortened(f"# kpilint: {remark.text}", _MOST_SHOWN))
        return
    before, behind = remark.text[: opened.start()], remark.text[closed.end() :]
    found = _ending(f"{before} {behind}")
    if isinstance(found, str):
        yield note("exception/bad-date", found=shortened(found, _MOST_SHOWN))
        return
    reason, until = found
    for name in names:
        if says_why(reason):
            yield Request(name, shortened(reason), path, remark.place, until, first=remark.first, last=remark.last)
        else:
            yield note("exception/no-reason", rule=shortened(name, _MOST_SHOWN))


def day(text: str) -> date | None:
    """Return the day that a text is, in one of the ways in which days are written; None where it is none."""
    found = _DAY.fullmatch(text.strip())
    return _date(found) if found else None


def says_why(reason: str) -> bool:
    """Return whether a reason has words, not only dashes and stops."""
    return re.search(r"\w", reason) is not None


def shortened(text: str, most: int = _MOST_REASON) -> str:
    """Return a text, cut where it is beyond all measure."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def note(code: str, **args: str) -> Observation:
    """Return what there is to say of an exception."""
    return Observation(code, problems.CATALOGUE[code].severity, Confidence.HIGH, "", args)


def _names(text: str) -> list[str]:
    """Return the rules between the brackets, each once: narrow letters, no capitals, no quotes."""
    plain = re.sub(r"\s*/\s*", "/", unicodedata.normalize("NFKC", text).lower())
    found = [one.strip(" \t\"'“”‘’`") for one in re.split("[,、;]", plain)]
    apart = [each for one in found for each in (one.split() if one.count("/") > 1 else [one])]
    return list(dict.fromkeys(one for one in apart if one))


def _ending(text: str) -> tuple[str, date | None] | str:
    """Return the reason in what is said around the brackets, and the day; or what should be a day and is none."""
    until = None
    if said := _UNTIL.search(text):
        written = _DAY.match(text, said.end())
        until = _date(written) if written else None
        rest = text[written.end() :] if written else ""
        if not written or until is None or _MORE.search(rest):
            whole = text[said.end() :] if until else _said(text, said.end())
            return whole.strip()
        text = text[: said.start()] + rest
    text = _DANGLING.sub("", _EMPTY.sub("", text))
    return text.strip(" \t\u3000-—:：，,；;。"), until


def _said(text: str, at: int) -> str:
    found = _SAID.match(text, at)
    return found[0] if found else ""


def _date(found: re.Match[str]) -> date | None:
    year, month, day_, month_glued, day_glued = found.groups()
    try:
        return date(int(year), int(month or month_glued), int(day_ or day_glued))
    except ValueError:
        return None
