"""JSON text to nodes with their places: strict JSON (RFC 8259), numbers and words kept as they are spelt."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined] # public by its own comment, absent in typeshed
from typing import Final, NoReturn

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits
from kpilint.sources.trees.nodes import Map, Node, Scalar, Seq, too_long

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_WORD: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)\b")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WANTED: Final = {
    "value": ("一个值", "a value"),
    "key": ("双引号括起的键或 “}”", 'a key in double quotes or "}"'),
    "first": ("一个值或 “]”", 'a value or "]"'),
    ":": ("“:”", '":"'),
    ",}": ("“,” 或 “}”", '"," or "}"'),
    ",]": ("“,” 或 “]”", '"," or "]"'),
    "end": ("文件结束", "the end of the text"),
}


def parse(text: str, limits: Limits, line: int = 1) -> Node:
    """Return the root node of a JSON text that begins on line `line` of its file.

    Raises:
        ReadFailure: `input/json-syntax`, `input/json-surrogate`, `input/too-deep`.
    """
    return _Parser(text, limits, line).root()


class _Parser:
    """Reads by a state, not by recursion: depth is a number to compare, not a stack to overflow."""

    def __init__(self, text: str, limits: Limits, line: int) -> None:
        self._text = text
        self._limits = limits
        self._at = 0
        self._line = line
        self._line_start = 0
        self._open: list[Seq | Map] = []

    def root(self) -> Node:
        self._space()
        root = self._value("value")
        while self._open:
            self._space()
            self._inside(self._open[-1])
        self._space()
        if self._at < len(self._text):
            self._fail("end")
        return root

    def _inside(self, top: Seq | Map) -> None:
        """Read the next member of the innermost list or mapping, or its end."""
        is_map = top.__class__ is Map
        closing = "}" if is_map else "]"
        if self._text.startswith(closing, self._at):
            self._at += 1
            self._open.pop()
            return
        if top.items:
            self._take(",", "," + closing)
            self._space()
        if is_map:
            if not self._text.startswith('"', self._at):
                self._fail("key")
            top.items.append(self._string())
            self._space()
            self._take(":", ":")
            self._space()
            top.items.append(self._value("value"))
        else:
            top.items.append(self._value("value" if top.items else "first"))

    def _value(self, wanted: str) -> Node:
        start = self._text[self._at : self._at + 1]
        if start == '"':
            return self._string()
        line, column = self._line, self._at - self._line_start + 1
        if start in {"{", "["} and start:
            if len(self._open) >= self._limits.depth:
                raise ReadFailure("input/too-deep", Place(line, column), limit=str(self._limits.depth))
            node: Seq | Map = (Map if start == "{" else Seq)(line, column, [])
            self._open.append(node)
            self._at += 1
            return node
        found = _WORD.match(self._text, self._at)
        if found is None:
            self._fail(wanted)
        self._at = found.end()
        text = found.group()
        if len(text) > self._limits.cell_chars:
            return too_long(text, line, column, self._limits.cell_chars)
        return Scalar("" if text == "null" else text, line, column)

    def _string(self) -> Node:
        column = self._at - self._line_start + 1
        try:
            text, self._at = scanstring(self._text, self._at + 1, True)
        except json.JSONDecodeError as error:
            at = Place(self._line, error.pos - self._line_start + 1)
            raise _failure(at, "字符串写法不对：" + _STRING.get(error.msg, error.msg), error.msg) from error
        if len(text) > self._limits.cell_chars:
            return too_long(text, self._line, column, self._limits.cell_chars)
        if not text.isascii() and (lone := _SURROGATE.search(text)):
            found = f"\\u{ord(lone.group()):04x}"
            raise ReadFailure("input/json-surrogate", Place(self._line, column), found=found)
        return Scalar(text, self._line, column)

    def _take(self, character: str, wanted: str) -> None:
        if not self._text.startswith(character, self._at):
            self._fail(wanted)
        self._at += 1

    def _space(self) -> None:
        text, start = self._text, self._at
        if text[start : start + 1] > " ":
            return
        end = self._at = _SPACE.match(text, start).end()  # type: ignore[union-attr] # matches the empty string
        lines = text.count("\n", start, end)
        if lines:
            self._line += lines
            self._line_start = text.rindex("\n", start, end) + 1

    def _fail(self, wanted: str) -> NoReturn:
        found = self._text[self._at : self._at + 12].split("\n", 1)[0]
        zh, en = _WANTED[wanted]
        raise _failure(
            Place(self._line, self._at - self._line_start + 1),
            f"此处应是{zh}，实际是“{found}”" if found else f"此处应是{zh}，而文件或这一行已结束",
            f'expected {en}, found "{found}"' if found else f"expected {en}, found the end",
        )


_STRING: Final = {
    "Unterminated string starting at": "引号没有闭合",
    "Invalid control character at": "引号内不能直接换行或用制表符，须写成 \\n、\\t",
    "Invalid \\escape": "反斜杠用法不对",
    "Invalid \\uXXXX escape": "\\u 后面应有四位十六进制数",
}


def _failure(at: Place, zh: str, en: str) -> ReadFailure:
    return ReadFailure("input/json-syntax", at, problem_zh=zh, problem=en)
