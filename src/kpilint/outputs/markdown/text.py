"""Published text inside Markdown, where it can be nothing but text."""

import re
from typing import Final

from kpilint.outputs.plaintext import one_line

_MOST: Final = 400
"""Characters of a cell."""
_STRUCTURE: Final = re.compile(r"[&<>\\`*_\[\]{}|~$]")
"""What begins anything in the middle of a line: of Markdown, HTML, templates or mathematics."""
_REFERENCE: Final = re.compile(r"([@#])(?=\w)|(?<=\w)(:)(?=//)|(?<![\w])(www)(?=\.)|\b(GH)(?=-\d)", re.IGNORECASE)
"""What GitHub and GitLab turn into links after Markdown is done: @name, #12, http://, www., GH-12."""
_BREAK: Final = "&#8203;"
"""A space of no width."""


def cell(text: str, most: int = _MOST) -> str:
    """Return `text` for a table cell, a list or a summary: on one line, nobody mentioned, nothing linked or run.

    Of more than `most` characters the first are shown.
    """
    short = one_line(text, most)
    kept = _REFERENCE.sub(lambda found: f"{found.group()}\x00", short)  # no NUL comes out of `one_line`
    return _STRUCTURE.sub(lambda found: f"&#{ord(found.group())};", kept).replace("\x00", _BREAK)


def code(text: str) -> str:
    """Return an id as code."""
    return "`" + re.sub(r"[^\w/.+-]", "", text) + "`"
