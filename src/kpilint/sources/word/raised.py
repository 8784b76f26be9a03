"""Raised digits and signs, so that 10⁴ does not become 104."""

import re
from typing import Final

_RAISED: Final = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_CAN_RAISE: Final = re.compile(r"[0-9+\-−()n]+\Z")


def raised(text: str) -> str | None:
    """Return superscript text in raised characters, None where not all of it has them."""
    return text.translate(_RAISED) if _CAN_RAISE.match(text) else None
