"""What an engine asks of whoever keeps results of earlier runs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from kpilint.model import Table

if TYPE_CHECKING:
    from kpilint.engine.run import TableCheck


class KeptChecks(Protocol):
    """Checks of tables by the rules of cell, row and table grain, by the whole content of the table."""

    def find(self, tables: Sequence[Table], document: int) -> "Sequence[TableCheck | None]":
        """Return the check of each table of a document of the run, None where none is kept.

        Which rules do not apply is left out of it.
        """

    def keep(self, table: Table, check: "TableCheck", document: int, index: int) -> None:
        """Keep the check of a table, if it can be."""
