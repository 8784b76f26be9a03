"""Known laws and national documents: what is in force when, and with how many articles.

The entries are in rulesets/knowledge/laws.yaml, with what provinces add to it. Nothing here guesses: what is not an
entry, or is not sure, has no date and no number of articles.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from msgspec import Struct

from kpilint import knowledge, settings
from kpilint.citations import Citation, CitationKind, parse

_NATION: Final = "中华人民共和国"
_BRACKETED: Final = re.compile(r"[(（][^()（）]*[)）]$")
_LEAST_MISSPELT: Final = 6
"""Characters of a title in which one wrong one is taken for a misspelling."""
_NO_LAWS: Final = ("办法", "方法", "做法", "算法")


class Entry(Struct, frozen=True):
    """A law, regulation or document. `most_articles` is that of the revision with most, None where not known."""

    title: str
    number: str = ""
    sure: bool = False
    since: date | None = None
    most_articles: int | None = None
    repealed_on: date | None = None
    repealed_by: str = ""
    local: bool = False
    """Whether places have regulations that are cited by the same title."""

    @property
    def cited(self) -> str:
        """The entry as a basis cites it."""
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


class _Registry(Struct, frozen=True):
    as_of: date
    laws: Mapping[str, Entry]
    """By title and by short title."""
    titles: frozenset[str]
    """All titles that a law has."""
    wrong: Mapping[str, Entry]
    near: Mapping[str, Entry]
    """By title with one character left out; where two titles agree in that, neither."""
    documents: Mapping[tuple[str, int | None, int | None], Entry]


def known(one: Citation) -> Entry | None:
    """Return what is surely known of what a citation cites, None where nothing is."""
    registry = _registry()
    if one.kind is CitationKind.NUMBER:
        entry = registry.documents.get((one.issuer, one.year, one.number))
    else:
        entry = registry.laws.get(core(one.title))
        if entry is not None and entry.local and _NATION not in one.title:
            return None
    return entry if entry is not None and entry.sure else None


def meant(title: str) -> Entry | None:
    """Return the law that a title which no law has is surely meant for: a wrong title on record, or one misspelt."""
    name = core(title)
    registry = _registry()
    if name in registry.titles or name in registry.laws:
        return None
    return registry.wrong.get(name) or _misspelt(name)


def check_additions() -> None:
    """Read what provinces add once, so that a wrong entry ends the run before it begins.

    Raises:
        ConfigError: an entry is wrong; the error names it.
    """
    for path, added in knowledge.additions("laws"):
        for at, data in enumerate(added.get("documents", ())):
            if _number(data) is None:
                raise settings.wrong(
                    path,
                    ("documents", at, "number"),
                    f"{data['number']} 不是文号，写成 云财绩〔2019〕7号 这样",
                    f"{data['number']} is no document number, as in 云财绩〔2019〕7号",
                )


def last_known_year() -> int:
    """Return the last year whose amendments are all known."""
    return _registry().as_of.year


@lru_cache(maxsize=16_384)
def core(title: str) -> str:
    """Return a title without 中华人民共和国, white space and the year of an amendment in brackets."""
    return _BRACKETED.sub("", "".join(title.split()).removeprefix(_NATION))


@lru_cache(maxsize=16_384)
def _misspelt(name: str) -> Entry | None:
    """Find the one law whose title differs in one character, put in, left out or changed, or in the order of two."""
    if len(name) < _LEAST_MISSPELT or not name.endswith("法") or name.endswith(_NO_LAWS):
        return None
    near = _registry().near
    found = {near[one] for one in (name, *_without_one(name)) if one in near}
    found = {one for one in found if one.title.endswith("法") and _is_near(name, one.title)}
    return found.pop() if len(found) == 1 else None


def _is_near(name: str, title: str) -> bool:
    if len(name) != len(title):
        return True  # one character more or less, by the way it was found
    differing = [at for at, (a, b) in enumerate(zip(name, title, strict=True)) if a != b]
    swapped = len(differing) == len("ab") and sorted(name) == sorted(title) and differing[1] == differing[0] + 1
    return len(differing) == 1 or swapped


def _without_one(name: str) -> Iterable[str]:
    return (name[:at] + name[at + 1 :] for at in range(len(name)))


@cache
def _registry() -> _Registry:
    loaded = knowledge.read("laws")
    laws: dict[str, Entry] = {}
    wrong: dict[str, Entry] = {}
    titles = set(loaded["other_laws"])
    for data in loaded["laws"]:
        entry = _entry(data)
        titles.add(core(entry.title))
        laws.update(dict.fromkeys((core(entry.title), *data.get("short", ())), entry))
        wrong.update(dict.fromkeys(data.get("wrong", ()), entry))
    documents = {number: _entry(data) for data in loaded["documents"] if (number := _number(data)) is not None}
    return _Registry(loaded["as_of"], laws, frozenset(titles), wrong, _near(titles, laws), documents)


def _near(titles: Iterable[str], laws: Mapping[str, Entry]) -> dict[str, Entry]:
    found: dict[str, Entry | None] = {}
    for title in sorted(titles):
        entry = laws.get(title)
        for one in {title, *_without_one(title)}:
            found[one] = entry if found.get(one, entry) == entry else None
    return {one: entry for one, entry in found.items() if entry is not None and entry.sure}


def _number(data: Mapping[str, Any]) -> tuple[str, int | None, int | None] | None:
    found = parse(data["number"])
    if len(found) != 1 or found[0].number is None:
        return None
    return found[0].issuer, found[0].year, found[0].number


def _entry(data: Mapping[str, Any]) -> Entry:
    """Return an entry, which fits the schema."""
    articles, repealed = data.get("articles", {}), data.get("repealed", {})
    return Entry(
        data["title"],
        data.get("number", ""),
        data["sure"] == "high",
        min(articles) if articles else data.get("since"),
        max(articles.values()) if articles else None,
        repealed.get("from"),
        repealed.get("by", ""),
        data.get("local", False),
    )
