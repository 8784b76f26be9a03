"""Plain values as YAML text that any YAML program reads as the same texts."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_UNSAFE: Final = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What is not written as it is: control characters, line ends of all kinds, U+FEFF, surrogates."""

_PLAIN: Final = re.compile(r"(?:[^\W_]|[《〈（【“≥≤≧≦＞＜＝★☆])(?:(?!: | #).)*(?<![ :])")
_WORDS: Final = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])
_NUMBER_LIKE: Final = re.compile(r"[0-9][0-9A-Za-z_.,:+\- ]*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def entry(content: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a mapping as an item of a list at the left margin."""
    yield from _item(content, "")


def comment(*parts: str) -> str:
    """Return a comment of one line, whatever the text holds."""
    return "# " + _UNSAFE.sub(" ", "".join(parts))


def scalar(text: str, indent: str = "") -> str:
    """Return a text as a scalar: bare where no YAML program takes it for anything else, else quoted.

    Several lines become a literal block, indented deeper than `indent`.
    """
    if "\n" in text:
        return _block(text, indent) or _quoted(text)
    if _UNSAFE.search(text):
        return _quoted(text)
    bare = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not _NUMBER_LIKE.fullmatch(text)
    return text if bare else "'" + text.replace("'", "''") + "'"


def _key(text: str) -> str:
    return _quoted(text) if "\n" in text else scalar(text)


def _block(text: str, indent: str) -> str:
    lines = text.split("\n")
    if not lines[0] or not lines[-1] or lines[0][0] in " \t" or any(map(_UNSAFE.search, lines)):
        return ""
    if any(not line.strip() and line for line in lines):
        return ""
    return "|-" + "".join(f"\n{indent}  {line}" if line else "\n" for line in lines)


def _quoted(text: str) -> str:
    """Return `text` in double quotes; JSON's escapes are YAML's too, and YAML needs some more."""
    clean = _SURROGATE.sub("\ufffd", text)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(clean, ensure_ascii=False))


def _item(value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {_inline(value, indent)}"
        return
    lines = _members(value, indent + "  ")
    yield f"{indent}- {next(lines).lstrip(' ')}"
    yield from lines


def _members(content: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in content.items():
        if value and isinstance(value, dict):
            yield f"{indent}{_key(key)}:"
            yield from _members(value, indent + "  ")
        elif value and isinstance(value, list):
            yield f"{indent}{_key(key)}:"
            for one in value:
                yield from _item(one, indent)
        else:
            yield f"{indent}{_key(key)}: {_inline(value, indent)}"


def _inline(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return scalar(value, indent)
    return "{}" if isinstance(value, dict) else "[]"
