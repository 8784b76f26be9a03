"""Automatic list numbers: the text that Word shows before a paragraph and does not store in it.

ECMA-376 Part 1, 17.9. Lists that share an abstract definition count on together, whatever their id; an override of
the start restarts at the first paragraph that uses it (so do Word and LibreOffice). Bullets are marks, not text.
"""

import re
from typing import Final

from lxml import etree
from msgspec import Struct, field

from kpilint.sources.docx.names import NAMESPACES, Names, names, namespace_of, number
from kpilint.sources.docx.styles import Styles, is_on
from kpilint.sources.word.counting import shown_number

_LEVELS: Final = 9
_HOLE: Final = re.compile(r"%([1-9])")
_FULL: Final = 80
"""Characters of a number, and of its pattern, that are worth showing: each may be counted out for every paragraph."""


class _Level(Struct):
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    gap: str = " "
    style: str = ""


class _List(Struct):
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str = ""
    """The numbering style whose list this one stands for."""


class _Instance(Struct):
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[int, _Instance] = {}
        self._styles = styles
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()
        if root is None or namespace_of(root.tag) not in NAMESPACES:
            return
        word = names(namespace_of(root.tag))
        for element in root.iterchildren(word("abstractNum")):
            link = element.find(word("numStyleLink"))
            self._lists[element.get(word("abstractNumId"), "")] = _List(
                _levels(element, word), "" if link is None else link.get(word.val, "")
            )
        for element in root.iterchildren(word("num")):
            self._instances[number(element.get(word("numId")))] = _instance(element, word)

    def next_number(self, num_id: int, level: int | None, style: str) -> str:
        """Count on in list `num_id` and return what is shown before the paragraph, with the space after it.

        `level` None takes the level that the list ties to the paragraph's style.
        """
        instance = self._instances.get(num_id)
        if instance is None:
            return ""
        key = self._linked(instance.abstract)
        levels = {**self._lists[key].levels, **instance.levels} if key in self._lists else instance.levels
        if level is None:
            level = next((at for at, one in levels.items() if one.style and one.style == style), 0)
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._count(num_id, instance, key, levels, level)
        shown = levels.get(level)
        if shown is None or shown.form == "bullet":
            return ""
        text = _HOLE.sub(lambda hole: _filled(counts, levels, int(hole[1]) - 1, legal=shown.legal), shown.text)
        return text[:_FULL] + shown.gap if text.strip() else ""

    def _count(
        self, num_id: int, instance: _Instance, key: str, levels: dict[int, _Level], level: int
    ) -> list[int | None]:
        def start(at: int) -> int:
            return instance.starts.get(at, levels[at].start if at in levels else 1)

        counts = self._counts.setdefault(key, [None] * _LEVELS)
        if level in instance.starts and (num_id, level) not in self._started:
            self._started.add((num_id, level))
            counts[level] = None
        for above in range(level):  # a level that was passed over counts as shown
            if counts[above] is None:
                counts[above] = start(above)
        before = counts[level]
        counts[level] = start(level) if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or level < restart:
                counts[below] = None
        return counts

    def _linked(self, abstract: str) -> str:
        """Return the id of the list itself where `abstract` only names a numbering style."""
        found = self._lists.get(abstract)
        if found is not None and found.link:
            instance = self._instances.get(self._styles.of(found.link).num_id or 0)
            if instance is not None and instance.abstract in self._lists:
                return instance.abstract
        return abstract


def _filled(counts: list[int | None], levels: dict[int, _Level], at: int, *, legal: bool) -> str:
    count = counts[at]
    if count is None:
        return ""
    return shown_number(count, "decimal" if legal or at not in levels else levels[at].form)


def _levels(element: etree._Element, word: Names) -> dict[int, _Level]:
    found = {}
    for one in element.iterchildren(word("lvl")):
        at = number(one.get(word("ilvl")))
        if 0 <= at < _LEVELS:
            found[at] = _level(one, word)
    return found


def _level(element: etree._Element, word: Names) -> _Level:
    said = {child.tag: child.get(word.val, "") for child in element.iterchildren()}
    form = element.find(f".//{word('numFmt')}")  # may stand inside mc:AlternateContent
    restart = said.get(word("lvlRestart"))
    return _Level(
        start=number(said.get(word("start")), 0 if word("start") not in said else 1),
        form=form.get(word.val, "decimal") if form is not None else "decimal",
        text=said.get(word("lvlText"), "")[:_FULL],
        restart=None if restart is None else number(restart),
        legal=bool(is_on(element.find(word("isLgl")), word)),
        gap="" if said.get(word("suff")) == "nothing" else " ",
        style=said.get(word("pStyle"), ""),
    )


def _instance(element: etree._Element, word: Names) -> _Instance:
    abstract = element.find(word("abstractNumId"))
    instance = _Instance("" if abstract is None else abstract.get(word.val, ""))
    for override in element.iterchildren(word("lvlOverride")):
        at = number(override.get(word("ilvl")))
        start = override.find(word("startOverride"))
        if start is not None and 0 <= at < _LEVELS:
            instance.starts[at] = number(start.get(word.val), 1)
        instance.levels |= {key: level for key, level in _levels(override, word).items() if key == at}
    return instance
