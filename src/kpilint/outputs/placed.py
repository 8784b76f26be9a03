"""By whose word a table belongs to its county, unit and year, in words."""

from kpilint.belonging.values import FIELDS
from kpilint.outputs.ranking.words import WORDS
from kpilint.report.placing import Placed


def by_words(placed: Placed, lang: str) -> str:
    """Return where it is written whose a table is: once where all is written in one place."""
    words = WORDS[lang]
    if placed.found is None:
        return ""
    told = {field: claim.source for field in FIELDS if (claim := placed.found.claims[field]).value}
    if len(told) == len(FIELDS) and len(set(told.values())) == 1:
        return words[f"source.{told['county']}"]
    parts = (f"{words[f'field.{field}']}{words['colon']}{words[f'source.{source}']}" for field, source in told.items())
    return words["semicolon"].join(parts)
