"""Values as JSON that is safe to show: nothing in it hides, turns the line round or commands a terminal."""

import json
import re
from typing import Any, Final

import msgspec

_HIDDEN: Final = re.compile("[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Control and direction characters that JSON allows as they are."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def to_json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON, on one line unless `indent` says otherwise, hidden characters as escapes.

    Halves of characters, which no strict parser takes, become U+FFFD.
    """
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
    text = _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", _SURROGATE.sub("\ufffd", text))
    return text if indent is None else msgspec.json.format(text, indent=indent)  # json itself takes ten times as long
