"""What a renderer needs to know beside the report."""

from datetime import date

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.outputs.terminal import Style


class Context(Struct, frozen=True):
    """For whom and when a report is written. `today` is the date that documents bear."""

    style: Style = Style()
    version: str = ""
    today: date = date.min
    fail_on: Severity | None = Severity.ERROR
    """From which severity on a finding fails the run, for formats that tell failed from passed; None is never."""
    fail_under: float | None = None
    """Points below which a table fails the run."""
    statistics: bool = False
    """Whether the text ends with counts by rule."""

    @property
    def lang(self) -> str:
        """The language, zh or en."""
        return self.style.lang
