"""What PyYAML says of broken YAML, as problems of the tables that are read."""

import re
from typing import Final

import yaml

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.yamlfaults import fault

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow: control characters, surrogates, U+FFFE."""


def failure(error: yaml.YAMLError, text: str) -> ReadFailure:
    """Return the failure to raise for a YAML error in `text`, with line and column from 1."""
    if not isinstance(error, yaml.MarkedYAMLError) and (found := _FORBIDDEN.search(text)):
        return ReadFailure("input/yaml-character", position(text, found.start()), found=f"U+{ord(found.group()):04X}")
    told = fault(error, text)
    at = Place(told.line, told.column)
    if told.typed:
        return ReadFailure("input/yaml-typing", at, found_zh=told.zh, found_en=told.en)
    return ReadFailure("input/yaml-syntax", at, problem=told.en, problem_zh=told.zh)


def position(text: str, offset: int) -> Place:
    """Return line and column, from 1, of a character of `text`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(text.count("\n", 0, offset) + 1, offset - line_start + 1)
