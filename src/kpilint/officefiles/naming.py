"""By what kpilint knows its own comments again: the author of those in Word, the first words of those in Excel."""

import re
from typing import Final

AUTHOR: Final = "kpilint"
MARK: Final = "【kpilint】"
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return text with what no XML can hold shown by its code, as reports do."""
    return _UNWRITABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", text.replace("\r\n", "\n").replace("\r", "\n"))
