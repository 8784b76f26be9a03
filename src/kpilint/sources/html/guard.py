"""What a parser of web pages cannot take: markup whose parse costs the square of its length, made harmless before.

The algorithm of the HTML standard repeats elements of formatting that nobody closed in each paragraph after, and
looks up all open elements for many a tag. Browsers get by with a limit on depth (Chrome: 512); so does this.
"""

import re
from typing import Final

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.failures import too_large
from kpilint.sources.html.names import BARE, BLOCKS, FORMATTING, HEADINGS, SHORT_LIVED
from kpilint.sources.limits import Limits

_NESTING: Final = re.compile(rf"<(/?(?!(?:{'|'.join(sorted(SHORT_LIVED))})[\s/>])[a-z][^\s/>]*)", re.IGNORECASE)
_TAG: Final = re.compile(r"<(/?)([a-z][^\s/<>]*+)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>", re.IGNORECASE)
_LONG_TAG: Final = re.compile(
    r"<[a-z](?:[^<>]{5000}|[^>\"']*+(?:\"[^\"]*+\"[^>\"']*+|'[^']*+'[^>\"']*+){300})", re.IGNORECASE
)
_TAG_END: Final = re.compile(r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_COMMENT: Final = re.compile(r"<!--(?:-?>|.*?--!?>|.*)", re.DOTALL)
_QUOTED: Final = re.compile(r"\"[^\"]*+\"|'[^']*+'")

_MOST_OPEN: Final = 16
"""Elements of formatting open at a time: what each paragraph after would repeat."""
_MOST_ATTRIBUTES: Final = 1000
_MOST_OPTIONS: Final = 5000


def harmless(source: str, limits: Limits) -> str:
    """Return `source`, flattened where it is nested so deep that parsing it would take too long.

    Flattened, all text and all tables stay; elements of formatting and containers go, which only look different.

    Raises:
        ReadFailure: `input/too-deep` for tables in tables in tables, `input/too-large` for a tag with more than 1000
            attributes.
    """
    _check_attributes(source)
    formatting, deepest, options = _open_at_most(source)
    if formatting > _MOST_OPEN or deepest > limits.markup_depth:
        source = _COMMENT.sub("", source)  # Word has markup in comments, much of it never closed
        formatting, deepest, options = _open_at_most(source)
    if options > _MOST_OPTIONS:
        source = _without(source, frozenset(("option", "select", "optgroup")))
    if formatting > _MOST_OPEN:
        source = _without(source, FORMATTING)
    if deepest > limits.markup_depth:
        source = _TAG.sub(lambda tag: _flattened(tag[0], tag[2].lower()), source)
        if _open_at_most(source)[1] > limits.markup_depth:
            raise ReadFailure("input/too-deep", limit=str(limits.markup_depth))
    return source


def _open_at_most(source: str) -> tuple[int, int, int]:
    """Return how many elements of formatting, and others, are open at once at the most, and the number of options."""
    counts: dict[str, int] = {}
    formatting = deepest = open_ = open_formatting = 0
    for tag in _NESTING.findall(source):
        name = tag.lower()
        if name[0] != "/":
            counts[name] = counts.get(name, 0) + 1
            if name in FORMATTING:
                open_formatting += 1
                formatting = max(formatting, open_formatting)
            else:
                open_ += 1
                deepest = max(deepest, open_)
        elif counts.get(name[1:]):
            counts[name[1:]] -= 1
            if name[1:] in FORMATTING:
                open_formatting -= 1
            else:
                open_ -= 1
    return formatting, deepest, len(re.findall(r"<option", source, re.IGNORECASE))


def _without(source: str, names: frozenset[str]) -> str:
    return _TAG.sub(lambda tag: "" if tag[2].lower() in names else tag[0], source)


def _flattened(tag: str, name: str) -> str:
    if name in BARE:
        return tag
    return "<br>" if name in BLOCKS or name in HEADINGS else ""


def _check_attributes(source: str) -> None:
    found = _LONG_TAG.search(source)
    while found:
        rest = _TAG_END.match(source, found.start() + 1)
        tag = _QUOTED.sub("", rest[0] if rest else found[0])
        count = max(tag.count("="), len(tag.split()))
        if count > _MOST_ATTRIBUTES:
            raise too_large("一个标签的属性数 / attributes of a tag", count, _MOST_ATTRIBUTES, Place())
        found = _LONG_TAG.search(source, max(rest.end() if rest else 0, found.end()))
