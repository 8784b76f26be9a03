"""What an opinion is written from."""

from msgspec import Struct

from kpilint.outputs.context import Context
from kpilint.outputs.opinion.opinions import Opinions
from kpilint.outputs.opinion.units import Unit
from kpilint.outputs.opinion.words import SAYS
from kpilint.report import Report


class Letter(Struct, frozen=True):
    """One unit's tables, what is said of them, and for whom."""

    report: Report
    unit: Unit
    said: Opinions
    context: Context
    files: dict[int, str]

    @property
    def lang(self) -> str:
        """The language."""
        return self.context.lang

    @property
    def several(self) -> bool:
        """Whether places have to say in which project they are."""
        return len(self.unit.projects) > 1


def year_words(unit: Unit, lang: str) -> str:
    """Return the year of an opinion as its sentences name it, "" where it is not known."""
    return SAYS[lang]["year"].format(year=unit.year) if unit.year else ""
