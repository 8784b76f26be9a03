"""Put results into groups and rank these."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kpilint.belonging import Belonging, Counties, Disagreement
from kpilint.ranking.apart import Entrant, entrant_of
from kpilint.ranking.means import difference, means_of
from kpilint.ranking.order import standings
from kpilint.ranking.resampling import interval_of, sample_of
from kpilint.ranking.trends import years_of
from kpilint.ranking.values import By, Conflict, Group, Means, Options, Ranking, Result, Unit, Unread


class Key(Struct, frozen=True, order=True):
    """Which group: what it is not compared by is left out."""

    county: str = ""
    unit: str = ""
    year: int = 0


def rank(results: Sequence[Result], unread: Sequence[Unread], options: Options, model: str) -> Ranking:
    """Rank the groups of results. The order of `results` and `unread` changes nothing."""
    places = [*(one.belonging for one in results), *(one.belonging for one in unread)]
    counties = Counties(one.claims["county"] for one in places)
    by = options.by or _natural(places, counties)
    members: dict[Key, list[Result]] = {}
    for one in results:
        members.setdefault(_key(one.belonging, by, counties), []).append(one)
    failed = Counter(_key(one.belonging, by, counties) for one in unread)
    whole = means_of(results)
    made = _Maker(by, options, whole, counties)
    groups = {key: made.group(key, members.get(key, []), failed[key]) for key in {**members, **failed}}
    everything = made.group(Key(), results, len(unread))
    entrants = {key: entrant_of(one.means, members[key]) for key, one in groups.items() if not one.why}
    return Ranking(by, model, options.min_tables, tuple(_stood(groups, entrants)), everything, _conflicts(results))


def _natural(places: Iterable[Belonging], counties: Counties) -> By:
    """Return what is worth comparing: counties where there are several, else units."""
    found = {counties.name(one.claims["county"]) for one in places}
    return By.COUNTY if len(found - {""}) > 1 else By.UNIT


def _key(place: Belonging, by: By, counties: Counties) -> Key:
    if by is By.YEAR:
        return Key(year=place.year or 0)
    return Key(counties.name(place.claims["county"]), place.unit if by is By.UNIT else "")


class _Maker(Struct, frozen=True):
    """Makes groups, without their standings."""

    by: By
    options: Options
    whole: Means
    counties: Counties

    def group(self, key: Key, results: Sequence[Result], unread: int) -> Group:
        name = f"{key.county}/{key.unit}/{key.year}"
        means = replace(means_of(results), interval=interval_of(sample_of(results, name)))
        years, steps = ((), ()) if key.year else years_of(results, self.units(results), name, self.options.min_tables)
        few = means.mean is None or means.assessed < self.options.min_tables
        known = {By.YEAR: key.year, By.COUNTY: key.county, By.UNIT: key.unit}[self.by]
        return Group(
            key.county, key.unit, key.year or None, means, unread, None,
            "unknown" if not known else "few" if few else "",
            difference(means, self.whole), years, steps,
            Counter(one.belonging.claims[self.by.value].source for one in results),
        )  # fmt: skip

    def units(self, results: Sequence[Result]) -> list[Unit | None]:
        """Return whose each table is. A unit whose county is not known may be any county's, unless none is known."""
        named = [(self.counties.name(one.belonging.claims["county"]), one.belonging.unit) for one in results]
        known = any(county for county, _ in named)
        return [(county, unit) if unit and (county or not known) else None for county, unit in named]


def _stood(groups: Mapping[Key, Group], entrants: Mapping[Key, Entrant]) -> list[Group]:
    """Return the groups with their standings, the best first, then those without one by name."""
    found = zip(entrants, standings(list(entrants.values())), strict=True)
    stood = [replace(groups[key], standing=standing) for key, standing in found]
    stood.sort(key=lambda one: (one.standing.rank if one.standing else 0, *_name(one)))
    return [*stood, *sorted((one for one in groups.values() if one.why), key=lambda one: (one.why, *_name(one)))]


def _name(one: Group) -> tuple[str, str, int]:
    return (one.county, one.unit, one.year or 0)


def _conflicts(results: Iterable[Result]) -> tuple[Conflict, ...]:
    """Return the disagreements of each document, once each, with the number of its tables."""
    found: Counter[tuple[str, Disagreement]] = Counter()
    for one in results:
        found.update((one.document, seen) for seen in one.belonging.disagreements)
    order = sorted(found.items(), key=lambda pair: (pair[0][0], pair[0][1].field, str(pair[0][1])))
    return tuple(Conflict(document, number, seen) for (document, seen), number in order)
