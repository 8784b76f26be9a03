"""What cells of a workbook look like, as far as it matters: their number formats, and whether lines bound them."""

from typing import Final

from lxml import etree
from msgspec import Struct

from kpilint.sources.containers.package import Package
from kpilint.sources.excel.builtin import BUILTIN, GENERAL

_NO_LINE: Final = frozenset({"", "none"})


class Look(Struct, frozen=True, gc=False):
    """One cell format: its number format code, and whether there is a line at its left or right."""

    code: str = GENERAL
    edged: bool = False


PLAIN: Final = Look()


def read_looks(package: Package, name: str) -> list[Look]:
    """Return the cell formats of a workbook in the order in which cells refer to them.

    Raises:
        ReadFailure: as `Package.xml`.
    """
    root = package.xml(name)
    codes = dict(BUILTIN)
    for number_format in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[_number(number_format, "numFmtId")] = number_format.get("formatCode", GENERAL) or GENERAL
    edged = [_is_edged(border) for border in root.iterfind("{*}borders/{*}border")]
    looks = []
    for cell_format in root.iterfind("{*}cellXfs/{*}xf"):
        border = _number(cell_format, "borderId")
        lines = 0 <= border < len(edged) and edged[border]
        looks.append(Look(_general(codes.get(_number(cell_format, "numFmtId"), GENERAL)), lines))
    return looks


def _general(code: str) -> str:
    return GENERAL if code.lower() in {"general", "g/通用格式"} else code


def _number(element: etree._Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - no id is longer


def _is_edged(border: etree._Element) -> bool:
    sides = (border.find(f"{{*}}{side}") for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "") not in _NO_LINE for side in sides)
