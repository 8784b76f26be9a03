"""What stands around a unit's name in its cell and is no part of it: a label, a year, the unit of money."""

import re
from typing import Final

from kpilint.vocabulary import plain

_LONGEST: Final = 120
"""Characters of a name; what is longer is none."""
_YEAR: Final = re.compile(r"[,;、(\[]*(?<!\d)(20[0-4]\d)(?:年度?)?(?:预算)?[)\]]*")
_MONEY: Final = re.compile(r"[,;、(\[]*(?:金额|计量)?单位:?(?:人民币)?[百千万亿]*元[)\]]*")
_LABEL: Final = re.compile(r"(?:(?:编制|编报|填报|填表|申报|报送|项目|预算)?(?:单位|部门)(?:名称)?):")


def parted(unit: str) -> tuple[str, str]:
    """Return a unit's name without its label and tails, and the year among these, "" for none."""
    text, year = plain(unit).replace(" ", ""), ""
    if len(text) > _LONGEST:
        return text, year
    while (found := _tail(text)) is not None:
        year = year or (found[1] if found.re is _YEAR else "")
        text = text[: found.start()]
    label = _LABEL.match(text)
    return text[label.end() if label else 0 :], year


def _tail(text: str) -> re.Match[str] | None:
    ends = (found for pattern in (_YEAR, _MONEY) for found in pattern.finditer(text) if found.end() == len(text))
    return next(ends, None)
