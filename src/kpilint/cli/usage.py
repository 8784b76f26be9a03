"""What typer says of a wrong command line, in Chinese and English."""

import re
import sys
from collections.abc import Sequence
from typing import Any, Final

import typer

from kpilint.errors import UsageError
from kpilint.misfit import near

_NO_COMMAND: Final = re.compile("No such command ['\"](.*?)['\"]\\.", re.DOTALL)
_CHOICE: Final = re.compile("['\"](.*)['\"] is not one of (.+?)\\.?$", re.DOTALL)
_LEAST: Final = re.compile("greater than or equal to ([0-9.]+)|not in the range x>=([0-9.]+)")
_NUMBERS: Final = (
    (re.compile("valid integer"), "整数", "a whole number"),
    (re.compile("valid (?:number|float)"), "数", "a number"),
)
_EXTRA: Final = re.compile("Got unexpected extra arguments?(?:\\(s\\))? \\((.*)\\)", re.DOTALL)
_NO_VALUE: Final = ("does not take a value", "requires an argument")

Raised: Final[type[Exception]] = next(one for one in typer.BadParameter.__mro__ if one.__name__ == "ClickException")
"""What typer raises for a wrong command line. Recent versions bring a click of their own, earlier ones depend on it."""


def refused(error: Any, arguments: Sequence[str]) -> UsageError | None:
    """Return what typer has against a command line as an error of ours, None for what it says rarely.

    Its errors are told apart by name and text, as it exports no classes for them.
    """
    found = _by_kind(error, arguments)
    context = getattr(error, "ctx", None)
    if found is None or context is None:
        return None if found is None else UsageError(*found)
    helped = f"{context.command_path} --help"
    return UsageError(f"{found[0]}（用法见 {helped}）", f"{found[1]} (see {helped})")


def show(error: Any) -> None:
    """Have typer say what it has to say, and end the run."""
    error.show()
    sys.exit(error.exit_code)


def _by_kind(error: Any, arguments: Sequence[str]) -> tuple[str, str] | None:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        options = [one for param in error.ctx.command.params for one in (*param.opts, *param.secondary_opts)]
        return _unknown("选项", "option", error.option_name, options) if error.ctx else None
    if kind == "BadOptionUsage":
        return _option_use(error)
    if kind == "MissingParameter" and error.param is not None:
        name, (zh, _, en) = _called(error.param), (error.param.help or "").partition(" / ")
        return f"缺少 {name}" + (f"：{zh}" if zh else ""), f"{name} is missing" + (f": {en}" if en else "")
    if kind == "BadParameter" and error.param is not None:
        return _value(error, arguments)
    return _of_group(error) if kind == "UsageError" else None


def _of_group(error: Any) -> tuple[str, str] | None:
    message = error.message
    if found := _NO_COMMAND.match(message):
        return _unknown("命令", "command", found[1], error.ctx.command.list_commands(error.ctx))
    if found := _EXTRA.match(message):
        return f"多余的参数：{found[1]}", f"unexpected: {found[1]}"
    return ("缺少命令", "a command is missing") if message == "Missing command." else None


def _option_use(error: Any) -> tuple[str, str] | None:
    flag, lacking = (one in error.message for one in _NO_VALUE)
    if flag:
        return f"选项 {error.option_name} 不带值", f"option {error.option_name} takes no value"
    if lacking:
        return f"选项 {error.option_name} 后面缺少值", f"option {error.option_name} lacks its value"
    return None


def _value(error: Any, arguments: Sequence[str]) -> tuple[str, str] | None:
    name, message = _called(error.param), error.message
    if found := _CHOICE.search(message):
        given, choices = found[1], re.findall("['\"](.*?)['\"]", found[2])
        zh, en = _meant(given, choices)
        return (
            f"{name} 应为 {'、'.join(choices)} 之一，实为 {given!r}{zh}",
            f"{name} should be one of {', '.join(choices)}, found {given!r}{en}",
        )
    zh, en = _found(error.param, arguments)
    if found := _LEAST.search(message):
        least = found[1] or found[2]
        return f"{name} 应不小于 {least}{zh}", f"{name} should be at least {least}{en}"
    for pattern, word_zh, word_en in _NUMBERS:
        if pattern.search(message):
            return f"{name} 应为{word_zh}{zh}", f"{name} should be {word_en}{en}"
    return None


def _unknown(zh: str, en: str, name: str, known: Sequence[str]) -> tuple[str, str]:
    meant_zh, meant_en = _meant(name, known)
    shown = name if name.isprintable() else repr(name)
    return f"没有{zh} {shown}{meant_zh}", f"no such {en}: {shown}{meant_en}"


def _meant(name: str, known: Sequence[str]) -> tuple[str, str]:
    found = near(name, known)
    return (f"，是否指 {found}？", f"; did you mean {found}?") if found else ("", "")


def _called(param: Any) -> str:
    """Return what the help calls a parameter: --jobs, PATH…."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(max(param.opts, key=len))


def _found(param: Any, arguments: Sequence[str]) -> tuple[str, str]:
    """Return what was given for an option, as far as its place tells: typer's numbers do not say."""
    given = ""
    for at, one in enumerate(arguments):
        option, equals, value = one.partition("=")
        if option in param.opts:
            given = value if equals else next(iter(arguments[at + 1 :]), "")
    return (f"，实为 {given!r}", f", found {given!r}") if given else ("", "")
