"""`kpilint schema`."""

from typing import Annotated

import typer

from kpilint import console
from kpilint.cli.options import OutputOption, SchemaName


def schema(
    name: Annotated[SchemaName, typer.Argument(help=" | ".join(SchemaName))] = SchemaName.TABLES,
    output: OutputOption = None,
) -> None:
    """输出 JSON Schema，供编辑器补全和校验 / Print a JSON Schema for editors."""
    from kpilint.schemas import published  # noqa: PLC0415

    console.write(published.text(name.value), output)
