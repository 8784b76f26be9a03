"""Tables that were handed in again a year later."""

from collections.abc import Iterable, Iterator

from kpilint.rules.boilerplate._copies import SHOWN, Copied, Group, Spot


def again(found: Iterable[Group]) -> Iterator[Copied]:
    """Yield the tables of which an earlier year has an exact copy, of the same unit and project, latest first."""
    for group in found:
        by_project: dict[object, list[Spot]] = {}
        for spot in group:
            if spot.project.year is not None:
                by_project.setdefault((spot.exact, spot.project.unit, spot.project.core), []).append(spot)
        for spots in by_project.values():
            yield from _earlier(spots)


def _earlier(spots: list[Spot]) -> Iterator[Copied]:
    ordered = sorted(spots, key=lambda spot: (spot.project.year or 0, spot.document, spot.table))
    before: list[Spot] = []  # of earlier years
    same: list[Spot] = []  # of the year at hand
    for spot in ordered:
        if same and same[0].project.year != spot.project.year:
            before, same = before + same, []
        same.append(spot)
        if before:
            yield Copied(spot, tuple(reversed(before[-SHOWN:])), len(before), near=False)
