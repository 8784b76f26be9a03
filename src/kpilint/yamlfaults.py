"""What PyYAML says of broken YAML, in the user's words: of tables, and of rulesets, profiles and knowledge files."""

import re
from typing import Final

import yaml
from msgspec import Struct

_CHINESE: Final = {
    "found character that cannot start any token": "不能以这个字符开头：缩进只用空格，以 @ ` % 开头的文字加引号",
    "found character '\\t' that cannot start any token": "缩进要用空格，不能用制表符（Tab）",
    "found a tab character that violates indentation": "缩进要用空格，不能用制表符（Tab）",
    "found a tab character where an indentation space is expected": "缩进要用空格，不能用制表符（Tab）",
    "found unexpected end of stream": "引号没有闭合，直到文件结束",
    "found unexpected document indicator": "引号没有闭合，文档就结束了",
    "could not find expected ':'": "没有找到冒号：键后要用半角冒号加一个空格（“键: 值”）",
    "mapping values are not allowed here": "此处不应出现冒号：检查缩进，含冒号的文字要加引号",
    "mapping values are not allowed in this context": "此处不应出现冒号：检查缩进，含冒号的文字要加引号",
    "did not find expected key": "此处应是“键: 值”：检查缩进和引号",
    "did not find expected '-' indicator": "此处应是以“- ”开头的列表项：检查缩进",
    "did not find expected ',' or ']'": "方括号列表中缺少逗号或“]”",
    "did not find expected ',' or '}'": "花括号中缺少逗号或“}”",
    "did not find expected node content": "此处应有内容",
    "did not find expected <document start>": "此处应是新文档的开头（---）：检查缩进",
    "block sequence entries are not allowed in this context": "此处不应出现列表项“- ”：检查缩进",
    "did not find expected alphabetic or numeric character": "& 或 * 后面不是名称：以这两个符号开头的文字要加引号",
    "did not find expected comment or line break": "以 > 或 | 开头的文字要加引号，如 '>=3座'",
    "found unknown escape character": "双引号内的反斜杠用法不对：写两个反斜杠，或改用单引号",
    "found duplicate %YAML directive": "%YAML 指令重复",
    "found incompatible YAML document": "不支持的 YAML 版本",
    "found undefined tag handle": "没有定义的标签",
}


_TYPING: Final = (
    (
        re.compile(r"^\s*(?:- )?[^\s:#\"'\[{][^:#\"'\[{]*(：)"),
        "full-width colon",
        "全角冒号“：”，应改为半角冒号加一个空格“: ”",
    ),
    (re.compile(r"^\s*(－|—|–)"), "full-width dash", "全角横线，列表项应以半角“- ”开头"),
    (re.compile(r"^ *(\u3000)"), "full-width space", "全角空格，缩进应用半角空格"),
    (re.compile(r"^\s*(-)[^\s-]"), "no space after the dash", "“-”后面没有空格，应写“- ”"),
    (re.compile(r"^\s*(?:- )?[\u4e00-\u9fff]+(:)\S"), "no space after the colon", "冒号后面没有空格，应写“键: 值”"),
)
"""What is typed wrong most often, where it stands in a line, in English and Chinese."""


class Fault(Struct, frozen=True):
    """What is wrong, in both languages, and where, counted from 1; 0 where that is not known."""

    zh: str
    en: str
    line: int = 0
    column: int = 0
    typed: bool = False
    """Whether it is one of the common typing errors, which the parser notices only later."""


def fault(error: yaml.YAMLError, text: str) -> Fault:
    """Return what a YAML error in `text` comes from.

    The parser notices a missing colon or dash only on the next line; where that line or the one before it shows a
    common typing error, that is told instead.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault(str(error), str(error))
    mark = error.problem_mark or error.context_mark
    typed = _typing_error(text, mark.line) if mark else None
    if typed is not None:
        return typed
    if error.problem == "found unexpected end of stream" and error.context_mark:
        mark = error.context_mark  # where the quote was opened
    problem = error.problem or error.context or "?"
    place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Fault(_CHINESE.get(problem, problem), problem, *place)


def _typing_error(text: str, line: int) -> Fault | None:
    lines = text.splitlines()
    for at in (line - 1, line):
        for pattern, en, zh in _TYPING if 0 <= at < len(lines) else ():
            if found := pattern.match(lines[at]):
                return Fault(zh, en, at + 1, found.start(1) + 1, typed=True)
    return None
