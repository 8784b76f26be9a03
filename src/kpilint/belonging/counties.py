"""Names of counties over a whole run: several cities have a district of the same name."""

from collections.abc import Iterable, Mapping

from kpilint.belonging.names import bare
from kpilint.belonging.values import Claim


class Counties:
    """The names that counties have in a run.

    A county is named with its city only where the same name occurs in several cities; one whose city is not known
    then stands by itself, as there is no telling which it is.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        cities: dict[str, dict[str, str]] = {}
        for one in claims:
            if one.value:
                found = cities.setdefault(one.value, {})
                if one.city:
                    spelt = found.get(bare(one.city), "")
                    found[bare(one.city)] = max(one.city, spelt, key=lambda city: (len(city), city))
        self._cities: Mapping[str, Mapping[str, str]] = cities

    def name(self, claim: Claim) -> str:
        """Return the name of a claim's county, "" for none."""
        cities = self._cities.get(claim.value, {})
        if len(cities) < 2:  # noqa: PLR2004 - one city is no choice
            return claim.value
        return cities.get(bare(claim.city), "") + claim.value if claim.city else claim.value
