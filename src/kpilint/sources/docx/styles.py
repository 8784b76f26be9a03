"""What of the styles of a document changes its text: headings, hidden text, numbering that comes with a style."""

from typing import Final

from lxml import etree
from msgspec import Struct

from kpilint.sources.docx.names import NAMESPACES, Names, names, namespace_of, number

_HEADINGS: Final = ("heading ", "标题 ")
_TITLES: Final = frozenset({"title", "标题", "heading"})
_BODY_LEVEL: Final = 9
"""Outline level of running text; 0 to 8 are headings."""
_CHAIN: Final = 20
"""Styles based on styles; Word itself stops at 11."""
_OFF: Final = frozenset({"0", "false", "off"})


class Style(Struct):
    """One style with what it says itself, before the style it is based on is asked."""

    based_on: str = ""
    heading: bool | None = None
    hidden: bool | None = None
    num_id: int | None = None
    level: int | None = None


class Styles:
    """Styles by id; `default` is the id of the paragraph style where a paragraph names none."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self.default = ""
        self._styles: dict[str, Style] = {}
        self._by_id: dict[str, Style] = {}
        if root is None or namespace_of(root.tag) not in NAMESPACES:
            return
        word = names(namespace_of(root.tag))
        for element in root.iterchildren(word("style")):
            key = element.get(word("styleId"), "")
            self._styles[key] = _style(element, word)
            if element.get(word("type")) == "paragraph" and element.get(word("default"), "0") not in _OFF:
                self.default = key

    def of(self, key: str) -> Style:
        """Return a style with what it takes from the styles it is based on; a plain style where there is none."""
        if not self._styles:
            return Style(heading=key.lower().startswith(("heading", "title")))
        found = self._by_id.get(key)
        if found is None:
            found = self._by_id[key] = self._whole(key)
        return found

    def hides(self) -> bool:
        """Say whether any style hides text."""
        return any(style.hidden for style in self._styles.values())

    def _whole(self, key: str) -> Style:
        whole = Style()
        for _ in range(_CHAIN):
            style = self._styles.get(key)
            if style is None:
                break
            whole.heading = style.heading if whole.heading is None else whole.heading
            whole.hidden = style.hidden if whole.hidden is None else whole.hidden
            whole.level = style.level if whole.level is None else whole.level
            whole.num_id = style.num_id if whole.num_id is None else whole.num_id
            key = style.based_on
        return whole


def is_on(element: etree._Element | None, word: Names) -> bool | None:
    """Return what an on/off property says, None where it is not there."""
    return None if element is None else element.get(word.val, "1").lower() not in _OFF


def outline(level: str | None) -> bool:
    """Say whether an outline level is that of a heading."""
    return 0 <= number(level, _BODY_LEVEL) < _BODY_LEVEL


def _style(element: etree._Element, word: Names) -> Style:
    def value(path: str) -> str | None:
        found = element.find("/".join(map(word, path.split("/"))))
        return None if found is None else found.get(word.val, "")

    level, num_id, ilvl = value("pPr/outlineLvl"), value("pPr/numPr/numId"), value("pPr/numPr/ilvl")
    name = (value("name") or "").lower()
    heading = name.startswith(_HEADINGS) or name in _TITLES or None
    return Style(
        based_on=value("basedOn") or "",
        heading=outline(level) if level is not None and not heading else heading,
        hidden=is_on(element.find(f"{word('rPr')}/{word('vanish')}"), word),
        num_id=None if num_id is None else number(num_id),
        level=None if ilvl is None else number(ilvl),
    )
