"""Which goals, rows and tables are copies of which, exactly or nearly. In time close to linear.

A `Spot` is one goal, row or table. Spots are collapsed by their masked text, texts that are nearly the same are
gathered into stars, and each spot is told of a few others of another project: a finding a spot, never one a pair.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from kpilint.finding import Ref
from kpilint.model import Place
from kpilint.rules.boilerplate._projects import Project, families
from kpilint.similar import likeness, stars

SHOWN: Final = 5
"""Copies that a finding names; the count says how many there are."""
LIKE: Final = 0.8
"""Likeness from which two texts are near copies."""
SUBSIDY_LIKE: Final = 0.72
"""Likeness from which tables of one subsidy are said to share their indicators: a row or two may be added."""


class Spot(Struct, frozen=True, eq=False):
    """One goal, row or table. `exact` is equal for exact copies, `masked` is what is compared for near ones."""

    document: int
    table: int
    row: int | None
    exact: Hashable
    masked: str
    text: str
    project: Project
    place: Place | None = None

    @property
    def ref(self) -> Ref:
        """Where it is."""
        return Ref(self.document, self.table, self.row)


class Copied(Struct, frozen=True):
    """A spot with a few of its copies; `count` is how many there are. `near` copies differ in some words."""

    spot: Spot
    others: tuple[Spot, ...]
    count: int
    near: bool

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Where the copies are, for a rule that looks at one document."""
        return tuple(Ref(table=one.table, row=one.row) for one in self.others)

    @property
    def refs_across(self) -> tuple[Ref, ...]:
        """Where the copies are, for a rule that looks at several documents."""
        return tuple(one.ref for one in self.others)


Group = tuple[Spot, ...]
"""Spots that are copies of one another, exactly or nearly."""


def groups(spots: Iterable[Spot], least: float = LIKE) -> list[Group]:
    """Return the groups of two and more spots that are the same, or whose masked texts nearly are.

    Each spot is in one at most. What is masked depends on the project, so exact copies may differ in it.
    """
    by_text: dict[str, list[Spot]] = {}
    for same in _by(spots, _exact).values():
        by_text.setdefault(min(one.masked for one in same), []).extend(same)
    found: list[Group] = []
    alone = set(by_text)
    for star in stars(by_text, least):
        alone.difference_update(star.members)
        found.append(tuple(spot for text in star.members for spot in by_text[text]))
    found += [tuple(by_text[text]) for text in sorted(alone) if len(by_text[text]) > 1]
    return found


Family = Callable[[Spot], Hashable]


def between_projects(found: Iterable[Group]) -> Iterator[Copied]:
    """Yield the spots of which another project of the document has a copy."""
    for group in found:
        yield from _copied(group, _families(group))


def within_subsidies(found: Iterable[Group]) -> Iterator[Copied]:
    """Yield the spots whose copies, the exact ones or all, are of the same subsidy and year."""
    for group in found:
        numbers = families(one.project for one in group)
        alike = [group] if len(set(numbers.values())) == 1 else _by(group, _exact).values()
        for spots in alike:
            if len({numbers[spot.project] for spot in spots}) == 1:
                for same_year in _by(spots, lambda spot: spot.project.year).values():
                    yield from _of_one_subsidy(same_year)


def _of_one_subsidy(spots: Sequence[Spot]) -> Iterator[Copied]:
    kin = _Kin(spots, lambda spot: spot.table, None)
    exact = {key: _Kin(some, lambda spot: spot.table, None) for key, some in _by(spots, _exact).items()}
    for spot in spots:
        same = list(islice(exact[spot.exact].of_others(spot), SHOWN))
        near = (one for one in _alike(spot, kin.of_others(spot), SUBSIDY_LIKE) if one.exact != spot.exact)
        if others := (*same, *islice(near, SHOWN - len(same))):
            yield Copied(spot, others, kin.count_without(spot), near=len(same) < len(others))


def between_documents(found: Iterable[Group]) -> Iterator[Copied]:
    """Yield the spots of which another document has a copy, that of another unit or of another project."""
    for group in found:
        if len({spot.document for spot in group}) > 1:
            yield from _copied(group, _families(group, by_unit=True), lambda spot: spot.document)


def _families(group: Group, *, by_unit: bool = False) -> Family:
    numbers = families(one.project for one in group)

    def family(spot: Spot) -> Hashable:
        number = numbers[spot.project]
        return (spot.project.unit or spot.document, number) if by_unit else number

    return family


def _copied(group: Group, family: Family, apart: Family | None = None) -> Iterator[Copied]:
    """Yield the spots with copies of another family, exact ones where there are any.

    `apart` is what must differ besides: the documents.
    """
    everything = _Kin(group, family, apart)
    for spots in _by(group, _exact).values():
        kin = _Kin(spots, family, apart) if len(spots) < len(group) else everything
        for spot in spots:
            if same := tuple(islice(kin.of_others(spot), SHOWN)):
                yield Copied(spot, same, kin.count_without(spot), near=False)
            elif near := tuple(islice(_alike(spot, everything.of_others(spot), LIKE), SHOWN)):
                yield Copied(spot, near, everything.count_without(spot), near=True)


def _alike(spot: Spot, others: Iterator[Spot], least: float) -> Iterator[Spot]:
    """Yield the others that are like the spot itself: that all are like the centre is not enough."""
    for other in islice(others, 4 * SHOWN):
        if spot.masked == other.masked or likeness(spot.masked, other.masked) >= least:
            yield other


class _Kin:
    """Finds the spots of other families quickly, however many there are of one's own."""

    def __init__(self, spots: Sequence[Spot], family: Family, apart: Family | None) -> None:
        self._family = family
        self._apart = apart or family
        self._across = apart is not None
        ordered = sorted(spots, key=_where)
        self._by_part = {part: _by(some, family) for part, some in _by(ordered, self._apart).items()}
        self._sizes = {part: sum(map(len, some.values())) for part, some in self._by_part.items()}
        self._total = len(ordered)
        self._all_one = len({family(spot) for spot in ordered}) == 1

    def of_others(self, spot: Spot) -> Iterator[Spot]:
        """Yield spots of other families, those of one family together."""
        part, family = self._apart(spot), self._family(spot)
        if self._all_one:
            return
        for key, some in self._by_part.items():
            if key == part:
                continue
            for other, spots in some.items():
                if other != family:
                    yield from spots

    def count_without(self, spot: Spot) -> int:
        """Return how many spots there are besides, those of one's own document left out where documents count."""
        return self._total - (self._sizes[self._apart(spot)] if self._across else 1)


def _by(spots: Iterable[Spot], key: Family) -> dict[Hashable, list[Spot]]:
    found: dict[Hashable, list[Spot]] = {}
    for spot in spots:
        found.setdefault(key(spot), []).append(spot)
    return found


def _exact(spot: Spot) -> Hashable:
    return spot.exact


def _where(spot: Spot) -> tuple[int, int, int]:
    return (spot.document, spot.table, -1 if spot.row is None else spot.row)
