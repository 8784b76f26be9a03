"""The boxes of notes: a VML drawing. What Excel writes there is not always XML, so that it is changed as text."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from kpilint.officefiles.xlsx.room import Box

Cell = tuple[int, int]

_SHAPE: Final = re.compile(rb"<(\w+:|)shape\b")
_NOTE: Final = re.compile(rb"\bObjectType\s*=\s*[\"']Note[\"']")
_ROW: Final = re.compile(rb"<(?:\w+:)?Row\b[^>]*>\s*(\d+)\s*<")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column\b[^>]*>\s*(\d+)\s*<")
_ANCHOR: Final = re.compile(rb"(<(?:\w+:)?Anchor\b[^>]*>)[^<]*(</)")
_NUMBER: Final = re.compile(rb"_x0000_s(\d{1,7})")
_BLOCKS: Final = re.compile(rb'(<(?:\w+:)?idmap\b[^>]*\bdata=")([^"]*)(")')
_END: Final = re.compile(rb"</xml>\s*\Z")
_BLOCK: Final = 1024
"""Numbers of shapes are given out in blocks, which the drawing lists."""
_TYPE: Final = b'id="_x0000_t202"'
_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Declared on each box: drawings by other programs declare them elsewhere, or under other names."""
_NEW: Final = (
    f'<xml {_SPACES}>\r\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\r\n</xml>\r\n'
).encode()
_SHAPE_TYPE: Final = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\r\n'
).encode()
_BOX: Final = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:240pt;height:120pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\r\n"
)


def changed(drawing: bytes, gone: Collection[Cell], boxes: Mapping[Cell, Box]) -> bytes:
    """Return a drawing ("" for a new one) without the boxes of notes that are gone, and with others set or added."""
    drawing = drawing or _NEW
    there = {}
    kept = []
    at = 0
    for start, end, cell in _notes(drawing):
        kept.append(drawing[at:start])
        shape = drawing[start:end]
        if cell in boxes and cell not in there:
            there[cell] = True
            shape = _ANCHOR.sub(rb"\g<1>" + _anchor(boxes[cell]).encode() + rb"\g<2>", shape)
        elif cell in gone:
            shape = b""
        kept.append(shape)
        at = end
    kept.append(drawing[at:])
    return _with(b"".join(kept), {cell: box for cell, box in boxes.items() if cell not in there})


def _notes(drawing: bytes) -> Iterator[tuple[int, int, Cell]]:
    """Yield where the boxes of notes stand, and their cells."""
    end = 0
    while (found := _SHAPE.search(drawing, end)) is not None:
        close = b"</%bshape>" % found[1]
        at = drawing.find(close, found.end())
        if at < 0:
            return
        end = at + len(close)
        shape = drawing[found.start() : end]
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        if _NOTE.search(shape) and row and column:
            yield found.start(), end, (int(row[1]), int(column[1]))


def _with(drawing: bytes, boxes: Mapping[Cell, Box]) -> bytes:
    if not boxes:
        return drawing
    taken = [int(found[1]) for found in _NUMBER.finditer(drawing)]
    first = max([_BLOCK, *taken]) + 1
    made = b"" if _TYPE in drawing else _SHAPE_TYPE
    for order, (cell, box) in enumerate(sorted(boxes.items())):
        row, column = cell
        numbers = {"number": first + order, "order": order + 1, "row": row, "column": column}
        made += _BOX.format(spaces=_SPACES, anchor=_anchor(box), **numbers).encode()
    blocks = {number // _BLOCK for number in range(first, first + len(boxes))}
    drawing = _BLOCKS.sub(lambda found: found[1] + _listed(found[2], blocks) + found[3], drawing, count=1)
    end = _END.search(drawing)
    at = end.start() if end else len(drawing)
    return drawing[:at] + made + drawing[at:]


def _listed(said: bytes, blocks: set[int]) -> bytes:
    numbers = {int(one) for one in said.split(b",") if one.strip().isdigit()} | blocks
    return ",".join(map(str, sorted(numbers))).encode()


def _anchor(box: Box) -> str:
    return ", ".join(str(one) for part in (box.left, box.top, box.right, box.bottom) for one in part)
