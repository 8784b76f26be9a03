"""Texts of the page: in both languages at once, and published text made harmless and visible."""

import unicodedata
from collections.abc import Callable
from typing import Final

from markupsafe import Markup, escape
from msgspec import Struct

from kpilint.outputs.terminal import safe

_HIDDEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that show nothing and may turn, hide or cut what stands around them."""


class Both(Struct, frozen=True):
    """A text in the two languages of the page."""

    zh: str
    en: str


def both(make: Callable[[str], str]) -> Both:
    """Return what `make` says in each language."""
    return Both(make("zh"), make("en"))


def shown(text: str) -> Markup:
    """Return published text for the page: escaped, lines kept, control and direction characters by their numbers."""
    if text.isprintable():
        return escape(text)
    return Markup("").join(map(_visible, text.replace("\r\n", "\n").replace("\r", "\n")))


def spans(text: Both) -> Markup:
    """Return a text in both languages; the style sheet shows the chosen one."""
    if text.zh == text.en:
        return shown(text.zh)
    return Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(shown(text.zh), shown(text.en))


def attribute(text: str) -> str:
    """Return text for an attribute: on one line, nothing hidden in it."""
    return safe(text)


def _visible(char: str) -> Markup:
    if char == "\n" or unicodedata.category(char) not in _HIDDEN:
        return escape(char)
    return Markup(" ") if char == "\t" else Markup('<span class="ctl">U+{:04X}</span>').format(ord(char))
