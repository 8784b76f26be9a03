"""What a rule may read of each grain, and which published cells each such field rests on.

The cells a field rests on are the cache key of a rule that reads it, and tell where a rule applies: a rule about
bases does not run on a form that has no basis column.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct

from kpilint import citations, measures, values, vocabulary
from kpilint.model import ROW_COLUMNS, Cell, Corpus, Document, Indicator, Table

Grain = type[Cell] | type[Indicator] | type[Table] | type[Document] | type[Corpus]

GRAIN_NAMES: Final[Mapping[Grain, str]] = {
    Cell: "cell",
    Indicator: "indicator",
    Table: "table",
    Document: "document",
    Corpus: "corpus",
}


class FieldSpec(Struct, frozen=True):
    """One readable field: where its text comes from and how it is made of it.

    `source` is the attribute of the subject that it rests on; `of_table` says that a row's table has it instead.
    """

    source: str
    make: Callable[[Any], Any] | None = None
    of_table: bool = False


def _level_kind(section: str) -> Callable[[str], str]:
    def kind(text: str) -> str:
        return vocabulary.lookup(section).get(vocabulary.term(text), "")

    return kind


_CELL_FIELDS = {"field": FieldSpec("field"), "text": FieldSpec("text")}
_OWN_CELLS = {name: FieldSpec(name) for name in ROW_COLUMNS}

_INDICATOR_FIELDS: dict[str, FieldSpec] = {
    **_OWN_CELLS,
    "target": FieldSpec("value", values.parse),
    "measure_named": FieldSpec("name", measures.measure_of),
    "measure_described": FieldSpec("description", measures.measure_of),
    "citations": FieldSpec("basis", citations.parse),
    "level1_kind": FieldSpec("level1", _level_kind("level1")),
    "level2_kind": FieldSpec("level2", _level_kind("level2")),
    "project": FieldSpec("project", of_table=True),
    "year": FieldSpec("year", of_table=True),
}
_TABLE_FIELDS = {
    name: FieldSpec(name)
    for name in (
        "title", "number", "code", "project", "unit", "year", "budget", "purpose", "plan", "goals",
        "indicators", "broken", "columns", "parts", "duty", "outcome",
    )
}  # fmt: skip
_DOCUMENT_FIELDS = {name: FieldSpec(name) for name in ("path", "unit", "year", "tables")}
_CORPUS_FIELDS = {"documents": FieldSpec("documents")}

FIELDS: Final[Mapping[Grain, Mapping[str, FieldSpec]]] = {
    Cell: _CELL_FIELDS,
    Indicator: _INDICATOR_FIELDS,
    Table: _TABLE_FIELDS,
    Document: _DOCUMENT_FIELDS,
    Corpus: _CORPUS_FIELDS,
}
