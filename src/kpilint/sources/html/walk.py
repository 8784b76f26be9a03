"""One walk over a parsed page, in which what no reader sees is left out."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kpilint.sources.html.builder import Builder
from kpilint.sources.html.flow import Mark, Piece
from kpilint.sources.html.names import BLOCKS, HEADINGS, LEFT_OUT, LISTS
from kpilint.sources.limits import Limits

_STYLED: Final = (
    "display", "visibility", "hidden", "mso-hide", "mso-element", "msofootnote", "msoendnote", "msocom",
    "page-break-before",
)  # fmt: skip
"""Of these a page must hold one for its elements' attributes to matter."""
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|mso-element\s*:\s*(?:comment-list|header|footer)\b",
    re.IGNORECASE,
)
_GONE: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOTE_MARK: Final = re.compile(
    r"\b(?:mso(?:footnote|endnote|comment)reference|msocom(?:off|anchor|txt))\b", re.IGNORECASE
)


class Walk:
    """The walk over one page. After `pieces` is used up, the other attributes tell what was met on the way."""

    def __init__(self, limits: Limits) -> None:
        self.hidden = 0
        """Parts of the page with a table and text in it that are hidden."""
        self.frames: list[str] = []
        self._builder = Builder(limits)
        self._styled = False

    @property
    def images(self) -> int:
        """Pictures outside of links, which may be scans of tables."""
        return self._builder.images

    def pieces(self, source: str) -> Iterator[Piece]:
        """Yield the pieces of the page `source`."""
        builder = self._builder
        lower = source.lower()
        self._styled = any(word in lower for word in _STYLED)
        node: LexborNode | None = LexborHTMLParser(source).root
        above: list[tuple[LexborNode, str]] = []
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                builder.text(node.text_content or "")
            elif self._enter(tag, node):
                child = node.child
                if child is not None:
                    above.append((node, tag))
                    node = child
                    continue
                self._leave(tag)
            following = node.next
            while following is None and above:
                node, tag = above.pop()
                self._leave(tag)
                following = node.next
            if not builder.tables and builder.flow:
                yield from builder.flow
                builder.flow.clear()
            node = following

    def _enter(self, tag: str, node: LexborNode) -> bool:
        """Note the start of an element; False if its content is to be left out."""
        if tag in LEFT_OUT:
            if tag == "frameset":
                self.frames = [found for one in node.css("frame") if (found := one.attributes.get("src"))]
            return False
        if self._styled and self._is_left_out(tag, node):
            return False
        if tag in BLOCKS:
            self._builder.flow.append(Mark.BLOCK)
            if tag == "li" or tag in LISTS:
                self._builder.list_or_item(tag, node)
            return True
        enter = _ENTER.get(tag)
        return enter(self._builder, node) if enter else True

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS:
            self._builder.flow.append(Mark.BLOCK)
            if tag in LISTS:
                self._builder.close_list()
            return
        leave = _LEAVE.get(tag)
        if leave:
            leave(self._builder)

    def _is_left_out(self, tag: str, node: LexborNode) -> bool:
        found = node.attributes
        style = found.get("style") or ""
        if "page-break-before" in style:
            self._builder.flow.append(Mark.GAP)
        # A page that hides itself until its script has run is seen.
        hidden = tag not in ("html", "body") and ("hidden" in found or bool(_HIDDEN.search(style)))
        if hidden and tag in ("td", "th") and "hidden" not in found and not _GONE.search(style):
            self._builder.cell(node)  # it keeps its place
            self._builder.close_cell()
        elif hidden and (tag == "table" or node.css_first("table")) and node.text(strip=True):
            self.hidden += 1
        return hidden or bool(_NOTE_MARK.search(found.get("class") or ""))


_ENTER: Final[Mapping[str, Callable[[Builder, LexborNode], bool]]] = {
    "table": Builder.table,
    "thead": lambda builder, _: builder.group("thead"),
    "tbody": lambda builder, _: builder.group("tbody"),
    "tfoot": lambda builder, _: builder.group("tfoot"),
    "tr": Builder.row,
    "td": Builder.cell,
    "th": Builder.cell,
    "caption": Builder.caption,
    "br": lambda builder, _: builder.mark(Mark.LINE),
    "hr": lambda builder, _: builder.mark(Mark.GAP),
    "a": Builder.link,
    "sup": Builder.power,
    "img": Builder.picture,
    "input": Builder.input,
    "textarea": Builder.textarea,
    "select": Builder.select,
    "pre": Builder.pre,
    "math": Builder.formula,
    **dict.fromkeys(HEADINGS, lambda builder, _: builder.mark(Mark.HEADING)),
}
_LEAVE: Final[Mapping[str, Callable[[Builder], object]]] = {
    "table": Builder.close_table,
    "td": Builder.close_cell,
    "th": Builder.close_cell,
    "caption": Builder.close_caption,
    "a": Builder.close_link,
    "sup": Builder.close_power,
    "pre": Builder.close_pre,
    **dict.fromkeys(HEADINGS, lambda builder: builder.mark(Mark.END)),
}
