"""The published JSON Schemas: of the input format, the report, rulesets and profiles."""

import json
from importlib.resources import files
from typing import Any

from kpilint.outputs import json_report
from kpilint.schemas.tables import tables_schema


def text(name: str) -> str:
    """Return the schema `tables`, `report`, `ruleset` or `profile` as indented JSON."""
    return json.dumps(_load(name), ensure_ascii=False, indent=2) + "\n"


def _load(name: str) -> dict[str, Any]:
    if name == "tables":
        return tables_schema()
    if name == "report":
        return json_report.schema()
    loaded: dict[str, Any] = json.loads(files("kpilint").joinpath(f"data/{name}.schema.json").read_text("utf-8"))
    return loaded
