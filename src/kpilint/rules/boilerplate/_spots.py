"""The goals, rows and tables of documents as spots that can be compared."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct, convert

from kpilint import values
from kpilint.model import Document, Indicator, Table
from kpilint.rules.boilerplate._copies import SUBSIDY_LIKE, Copied, Group, Spot, groups
from kpilint.rules.boilerplate._masks import Mask, mask, names_of, undated, without_words_of
from kpilint.rules.boilerplate._projects import Words, describe
from kpilint.similar.stars import JOIN
from kpilint.vocabulary import lookup, plain, term
from kpilint.wording import bare, found_in, is_placeholder, template_text, unnumbered

Result = TypeVar("Result")
_FEW: Final = 10
_LEAST_MASKED: Final = 8
"""Characters that must be left of a text without numbers and names, for a near copy to say something."""


def words_of(options: Mapping[str, Any]) -> Words:
    """Return the option `copies` as what it holds."""
    return convert(options, Words)


class _Latest(Generic[Result]):
    """Keeps the last result: several rules ask for the same groups of the same document, one after the other."""

    def __init__(self, compute: Callable[..., Result]) -> None:
        self._compute = compute
        self._kept: tuple[Sequence[object], tuple[object, ...], Result] | None = None

    def __call__(self, subject: Sequence[object], *args: object) -> Result:
        kept = self._kept
        if kept is not None and kept[0] is subject and kept[1] == args:
            return kept[2]
        result = self._compute(subject, *args)
        self._kept = (subject, args, result)
        return result


Source = Iterator[tuple[int, int, Document | None, Table]]


def _of_tables(tables: Sequence[Table]) -> Source:
    for at, table in enumerate(tables):
        yield 0, at, None, table


def _of_documents(documents: Sequence[Document]) -> Source:
    for which, document in enumerate(documents):
        for at, table in enumerate(document.tables):
            yield which, at, document, table


class _Masks:
    """The mask of each unit, made once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._made: dict[tuple[str, str], Mask] = {}

    def of(self, table: Table, document: Document | None) -> Mask:
        units = (table.unit, document.unit if document else "")
        if units not in self._made:
            self._made[units] = mask(names_of(units, self._words.place_ends), self._words.own_words)
        return self._made[units]


def _table_spots(source: Source, words: Words, least_rows: int) -> Iterator[Spot]:
    masks = _Masks(words)
    for which, at, document, table in source:
        named = [row for row in table.indicators if row.name]
        exact = frozenset((plain(row.level2), plain(row.name), undated(row.value)) for row in named)
        if len(exact) < least_rows:
            continue
        masked = masks.of(table, document)
        project = describe(table, document, words)
        rows = sorted((_level(row), _row_text(row, masked)) for row in named)
        text = JOIN.join(without_words_of(project.core, text) for _, text in rows)
        yield Spot(which, at, None, exact, text, "", project)


def _level(row: Indicator) -> str:
    named = term(row.level2)
    return lookup("level2").get(named, named)


def _row_text(row: Indicator, masked: Mask) -> str:
    """Return what is compared of a row: name, description and value, each once."""
    parts = dict.fromkeys(masked(text) for text in (row.name, row.description, row.value) if text)
    return "".join(parts)


def _goal_spots(source: Source, words: Words, least: int) -> Iterator[Spot]:
    masks = _Masks(words)
    for which, at, document, table in source:
        project = None
        masked = masks.of(table, document)
        for goal in {unnumbered(one.text): one for one in reversed(table.goals)}.values():
            text = unnumbered(goal.text)
            exact = bare(text)
            if len(exact) < least or template_text(text):
                continue
            project = project or describe(table, document, words)
            yield Spot(which, at, None, exact, _core(masked(text), project.core), text, project, goal.place)


def _row_spots(source: Source, words: Words, least: int) -> Iterator[Spot]:
    """Yield rows with a long description, or name, that says more than how a figure is calculated."""
    masks = _Masks(words)
    for which, at, document, table in source:
        project = None
        masked = masks.of(table, document)
        for number, row in enumerate(table.indicators):
            text = max((row.description, row.name), key=len)
            exact = bare(text)
            if len(exact) < least or is_placeholder(text) or found_in(plain(text), words.formula_words):
                continue
            project = project or describe(table, document, words)
            yield Spot(which, at, number, exact, _core(masked(text), project.core), text, project)


def _core(masked: str, core: str) -> str:
    """Return a masked text without the project's own words, or with them where little else would be left."""
    left = without_words_of(core, masked)
    return left if len(left) >= _LEAST_MASKED else masked


class TableGroups(Struct, frozen=True):
    """The groups of tables of a document: near copies, and the looser ones in which subsidies are looked for."""

    copies: list[Group]
    alike: list[Group]


def _tables(tables: Sequence[Table], options: Mapping[str, Any], least: int) -> TableGroups:
    spots = list(_table_spots(_of_tables(tables), words_of(options), least))
    return TableGroups(groups(spots), groups(spots, SUBSIDY_LIKE))


def _goals(tables: Sequence[Table], options: Mapping[str, Any], least: int) -> list[Group]:
    return groups(_goal_spots(_of_tables(tables), words_of(options), least))


def _tables_of_all(documents: Sequence[Document], options: Mapping[str, Any], least: int) -> list[Group]:
    return groups(_table_spots(_of_documents(documents), words_of(options), least))


tables_in = _Latest(_tables)
goals_in = _Latest(_goals)
tables_across = _Latest(_tables_of_all)


def rows_in(tables: Sequence[Table], options: Mapping[str, Any], least: int) -> list[Group]:
    """Return the groups of rows with the same long text in one document."""
    return groups(_row_spots(_of_tables(tables), words_of(options), least))


def goals_across(documents: Sequence[Document], options: Mapping[str, Any], least: int) -> list[Group]:
    """Return the groups of goals of several documents."""
    return groups(_goal_spots(_of_documents(documents), words_of(options), least))


def rows_across(documents: Sequence[Document], options: Mapping[str, Any], least: int) -> list[Group]:
    """Return the groups of rows with the same long text in several documents."""
    return groups(_row_spots(_of_documents(documents), words_of(options), least))


def long_enough(spot: Spot, least: int) -> bool:
    """Tell whether a near copy of a text says something: short ones are alike by chance."""
    return len(bare(spot.text)) >= least and len(spot.masked) >= _LEAST_MASKED


def field_of(tables: Sequence[Table], spot: Spot) -> str:
    """Return the cell that a row's text stands in."""
    row = tables[spot.table].indicators[spot.row or 0]
    return "description" if spot.text == row.description else "name"


def copied_for_sure(copied: Copied, documents: Sequence[Document]) -> bool:
    """Tell whether a table of another document is an exact copy nobody prescribed: of another project, or of counts."""
    spot = copied.spot
    if copied.near:
        return False
    others = any(spot.project.core != other.project.core for other in copied.others)
    return others or own_figures(documents[spot.document].tables[spot.table])


def own_figures(table: Table) -> bool:
    """Tell whether a table counts what is its own (30公里, 200人), which no other county has by chance.

    Rates, standards in money and terms in days are prescribed for all counties.
    """
    targets = (values.parse(row.value) for row in table.indicators)
    return any(one.kind == "count" and (one.amount or 0) > _FEW for one in targets)
