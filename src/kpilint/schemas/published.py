"""The published JSON Schemas: of the input format, the report, rulesets and profiles."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, Final

from kpilint.outputs import json_report, jsonl
from kpilint.outputs.ranking import json_ranking
from kpilint.outputs.rescoring import as_json as rescore_json
from kpilint.outputs.score import as_json as score_json
from kpilint.schemas.tables import tables_schema


def text(name: str) -> str:
    """Return the schema of that name as indented JSON."""
    return json.dumps(_load(name), ensure_ascii=False, indent=2) + "\n"


_MADE: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "tables": tables_schema,
    "report": json_report.schema,
    "lines": jsonl.schema,
    "score": score_json.schema,
    "rescore": rescore_json.schema,
    "ranking": json_ranking.schema,
}
"""Made from types; the others are files."""


def _load(name: str) -> dict[str, Any]:
    if name in _MADE:
        return _MADE[name]()
    loaded: dict[str, Any] = json.loads(files("kpilint").joinpath(f"data/{name}.schema.json").read_text("utf-8"))
    return loaded
