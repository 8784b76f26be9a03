"""The declarative primitives that rules in YAML are made of.

Each states what must hold of a subject; where it does not, the rule gets a hit. Patterns run on RE2, in time linear
in the text, because rulesets may come from anyone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import re2

from kpilint import misfit, vocabulary
from kpilint.citations import parse as parse_citations
from kpilint.errors import ConfigError
from kpilint.fields import FIELDS
from kpilint.finding import Hit
from kpilint.model import Indicator
from kpilint.rule import Check, View
from kpilint.values import parse as parse_value
from kpilint.values.units import classes as unit_classes

Settings = Mapping[str, Any]
Test = Callable[[Any], Iterator[Hit]]


def compile_check(check: Mapping[str, Settings], where: Settings) -> tuple[Check, tuple[str, ...]]:
    """Return the function of a declarative rule and the fields it reads.

    Args:
        check: one primitive by name, with its settings.
        where: conditions by field: a text, or a list of which one must be equal; all must hold.

    Raises:
        ConfigError: the primitive is unknown, a pattern is not valid, or a class of units or kind of level unknown.
    """
    _check_kinds(where)
    if len(check) != 1 or (name := next(iter(check))) not in PRIMITIVES:
        known = ", ".join(PRIMITIVES)
        raise ConfigError(
            f"check 须为其中之一：{known}；实为 {', '.join(check) or '空'}",
            f"check must be one of {known}; found {', '.join(check) or 'nothing'}",
        )
    settings = check[name]
    test = PRIMITIVES[name](settings)
    reads = tuple(dict.fromkeys([*where, *_fields_of(name, settings)]))

    def run(subject: View) -> Iterator[Hit]:
        if _holds(subject, where):
            yield from test(subject)

    return run, reads


def _fields_of(name: str, settings: Settings) -> list[str]:
    if name in ("exists", "duplicate"):
        return ["indicators"]
    named = settings["field"]
    return list(named) if isinstance(named, list) else [named]


def _check_kinds(where: Settings) -> None:
    """Check the kinds of levels that a condition names: one that does not exist would never hold."""
    for section in ("level1", "level2"):
        wanted = where.get(f"{section}_kind", [])
        kinds = wanted if isinstance(wanted, list) else [wanted]
        _check_known("级别", "kind of level", kinds, ["", *vocabulary.terms(section)])


def _check_known(zh: str, en: str, names: Collection[str], known: Collection[str]) -> None:
    for name in sorted(names):
        if name not in known:
            hint = misfit.guess(name, known)
            raise ConfigError(f"没有名为 {name} 的{zh}{hint[0]}", f"unknown {en} {name}{hint[1]}")


def _holds(subject: Any, where: Settings) -> bool:
    return all(
        getattr(subject, field) in wanted if isinstance(wanted, list) else getattr(subject, field) == wanted
        for field, wanted in where.items()
    )


def _required(settings: Settings) -> Test:
    named = settings["field"]
    names = named if isinstance(named, list) else [named]

    def test(subject: Any) -> Iterator[Hit]:
        for name in names:
            if not _text(getattr(subject, name)).strip():
                yield Hit(name)

    return test


def _pattern(settings: Settings) -> Test:
    field = settings["field"]
    wanted = _compiled(settings["matches"]) if "matches" in settings else None
    unwanted = _compiled(settings["lacks"]) if "lacks" in settings else None

    def test(subject: Any) -> Iterator[Hit]:
        text = _text(getattr(subject, field))
        if unwanted is not None and (found := unwanted.search(text)):
            yield Hit(field, {"found": found.group(0)})
        elif wanted is not None and text and not wanted.search(text):
            yield Hit(field, {"found": text})

    return test


def _one_of(settings: Settings) -> Test:
    field, allowed = settings["field"], frozenset(settings["values"])

    def test(subject: Any) -> Iterator[Hit]:
        text = _text(getattr(subject, field)).strip()
        if text and text not in allowed:
            yield Hit(field, {"found": text})

    return test


def _length(settings: Settings) -> Test:
    field, least, most = settings["field"], settings.get("least", 0), settings.get("most")

    def test(subject: Any) -> Iterator[Hit]:
        count = len(_text(getattr(subject, field)).strip())
        if count < least or (most is not None and count > most):
            yield Hit(field, {"found": str(count)})

    return test


def _unit(settings: Settings) -> Test:
    field, classes = settings["field"], frozenset(settings["classes"])
    _check_known("单位类", "class of units", classes, unit_classes())

    def test(subject: Any) -> Iterator[Hit]:
        target = parse_value(_text(getattr(subject, field)))
        if target.number is not None and target.unit_class not in classes:
            yield Hit(field, {"found": target.unit_text or target.raw})

    return test


def _compare(settings: Settings) -> Test:
    field = settings["field"]
    least, most = (Decimal(str(settings[key])) if key in settings else None for key in ("least", "most"))

    def test(subject: Any) -> Iterator[Hit]:
        number = parse_value(_text(getattr(subject, field))).number
        if number is not None and ((least is not None and number < least) or (most is not None and number > most)):
            yield Hit(field, {"found": str(number)})

    return test


def _citation(settings: Settings) -> Test:
    field, kinds = settings["field"], frozenset(settings.get("kinds", ("number", "law", "document")))

    def test(subject: Any) -> Iterator[Hit]:
        text = _text(getattr(subject, field))
        if text.strip() and not any(one.kind in kinds for one in parse_citations(text)):
            yield Hit(field, {"found": text})

    return test


def _exists(settings: Settings) -> Test:
    where = settings["where"]
    _check_kinds(where)

    def test(subject: Any) -> Iterator[Hit]:
        rows = (View(FIELDS[Indicator], row) for row in subject.indicators)
        if not any(_holds(row, where) for row in rows):
            yield Hit("indicators")

    return test


def _duplicate(settings: Settings) -> Test:
    names = settings["fields"]

    def test(subject: Any) -> Iterator[Hit]:
        first: dict[tuple[str, ...], int] = {}
        for at, row in enumerate(subject.indicators):
            key = tuple(_text(getattr(row, name)).strip() for name in names)
            before = first.setdefault(key, at)
            if before != at and any(key):
                yield Hit(names[-1], {"found": key[-1], "first": str(before + 1)}, row=at)

    return test


PRIMITIVES: Final[Mapping[str, Callable[[Settings], Test]]] = {
    "required": _required,
    "pattern": _pattern,
    "one_of": _one_of,
    "length": _length,
    "unit": _unit,
    "compare": _compare,
    "citation": _citation,
    "exists": _exists,
    "duplicate": _duplicate,
}
"""By name: what a rule in YAML may check. `exists` and `duplicate` look at the rows of a table."""

TABLE_PRIMITIVES: Final = frozenset({"exists", "duplicate"})


def _text(value: Any) -> str:
    """Return a cell's text; of a list (goals, plan) whether there is anything in it, as its texts joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(getattr(one, "text", str(one)) for one in value)
    return "" if value is None else str(value)


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise ConfigError(f"正则表达式 {pattern!r} 有误：{reason}", f"bad pattern (RE2 syntax): {reason}") from error


__all__ = ["PRIMITIVES", "TABLE_PRIMITIVES", "compile_check"]
