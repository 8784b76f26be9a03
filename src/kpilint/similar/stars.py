"""Clusters of near copies: stars around a representative, each member verified against it.

Candidates come from MinHash signatures of character pairs (rensa), cut into bands: texts that agree in one band are
compared in full (rapidfuzz). Each text is compared with representatives only and a band holds a bounded number of
them, so the time grows close to linearly where single links and all pairs would not. Measured in
docs/decisions/0012-near-copies.md.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain
from typing import Final

from msgspec import Struct

JOIN: Final = "\n"
"""Stands between parts of a text; no pair of characters is taken across it."""
_LEAST: Final = 0.8
_FEW: Final = 200
"""So many texts are compared each with each representative, which misses none."""
_COMPARED: Final = 800
"""Characters of a text that are compared."""
_BANDS: Final = 32
_BAND: Final = 4
_SEED: Final = 2026
_AT_ONCE: Final = 4096
"""Texts whose signatures are made in one go; signatures as Python numbers take much memory."""
_CROWD: Final = 60
"""Representatives that one band keeps: what more texts than these agree in is a common phrase."""
_MOST: Final = 20
_MOST_CHARACTERS: Final = 5000
"""Representatives that a text is compared with at most: as many as have so many characters, and no fewer than 20."""


class Star(Struct, frozen=True):
    """Near copies of one text: `centre` and the others, in order of text."""

    centre: str
    others: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All texts, the centre first."""
        return (self.centre, *self.others)


def stars(texts: Iterable[str], least: float = _LEAST) -> list[Star]:
    """Return the clusters of two and more distinct texts whose likeness to their centre is at least `least`.

    No text is in two clusters. The order of the texts changes nothing.
    """
    order = sorted(set(texts))
    if len(order) <= _FEW:
        bands: Sequence[Sequence[int]] = [(0,)] * len(order)
        count = 1
    else:
        bands, count = _bands(order)
    search = _Search(order, bands, count, least * 100)
    centres = _recentred(search, search.centres())
    members: dict[int, list[str]] = {}
    for at, centre in enumerate(centres):
        if centre != at:
            members.setdefault(centre, []).append(order[at])
    return [Star(order[centre], tuple(others)) for centre, others in sorted(members.items())]


class _Search:
    """Finds for a text the one most like it, among those that were put in before and agree with it in a band."""

    def __init__(self, texts: Sequence[str], bands: Sequence[Sequence[int]], count: int, least: float) -> None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - imported where there is something to compare

        self._texts = [one[:_COMPARED] for one in texts]
        self.bands = bands
        self._limited = count > 1
        self._least = least
        self._scorer = fuzz.ratio
        self._best = process.extractOne
        self._held: dict[int, list[int]] = {}

    def forget(self) -> None:
        self._held = {}

    def put(self, at: int) -> None:
        for band in self.bands[at]:
            held = self._held.setdefault(band, [])
            if len(held) < _CROWD or not self._limited:
                held.append(at)

    def nearest(self, at: int) -> int | None:
        candidates = self._candidates(at)
        if not candidates:
            return None
        best = self._best(
            self._texts[at],
            [self._texts[one] for one in candidates],
            scorer=self._scorer,
            processor=None,
            score_cutoff=self._least,
        )
        return candidates[best[2]] if best else None

    def _candidates(self, at: int) -> list[int]:
        """Return what agrees with a text in a band; of very many, those that agree in most."""
        held = [self._held[band] for band in self.bands[at] if band in self._held]
        found = set().union(*held)
        most = max(_MOST, _MOST_CHARACTERS // (len(self._texts[at]) + 1))
        if self._limited and len(found) > most:
            shared = Counter(chain.from_iterable(held))
            found = set(nsmallest(most, shared, key=lambda one: (-shared[one], one)))
        return sorted(found)

    def centres(self) -> list[int]:
        """Return the centre of each text: its own index where nothing before is like it."""
        found: list[int] = []
        for at in range(len(self._texts)):
            centre = self.nearest(at)
            found.append(at if centre is None else centre)
            if centre is None:
                self.put(at)
        return found


def _recentred(search: _Search, centres: list[int]) -> list[int]:
    """Give texts that are like no centre, yet like a member of a star, a star with that member as its centre.

    The member leaves its star; if only its centre is left there, it comes along.
    """
    size = Counter(centres)
    search.forget()
    for at, centre in enumerate(centres):
        if centre != at:
            search.put(at)
    pulls: dict[int, list[int]] = {}
    for at, centre in enumerate(centres):
        if centre == at and size[at] == 1 and (member := search.nearest(at)) is not None:
            pulls.setdefault(member, []).append(at)
    new = list(centres)
    for member, pulled in sorted(pulls.items()):
        left = new[member]
        for one in (member, *pulled):
            new[one] = member
        size[left] -= 1
        if size[left] == 1:
            new[left] = member
            size[left] = 0
    return new


def _bands(texts: Sequence[str]) -> tuple[list[array[int]], int]:
    """Return, for each text, the numbers of the bands in which it agrees with another; and how many there are."""
    signatures = list(_signatures(texts))
    of_text: list[array[int]] = [array("I") for _ in texts]
    count = 0
    width = len(signatures[0]) // _BANDS
    for start in range(0, width * _BANDS, width):
        seen: dict[bytes, int] = {}  # the first text with these figures, or -1 - the number of their band
        for at, signature in enumerate(signatures):
            figures = signature[start : start + width]
            before = seen.setdefault(figures, at)
            if before == at:
                continue
            if before >= 0:
                of_text[before].append(count)
                before = seen[figures] = -1 - count
                count += 1
            of_text[at].append(-1 - before)
    return of_text, count


def _signatures(texts: Sequence[str]) -> Iterator[bytes]:
    from rensa import RMinHash  # noqa: PLC0415 - imported where there is much to compare

    for start in range(0, len(texts), _AT_ONCE):
        sound = (text.encode(errors="replace").decode() for text in texts[start : start + _AT_ONCE])
        pairs = [_pairs(text) for text in sound]
        for signature in RMinHash.digests_from_token_sets(pairs, _BANDS * _BAND, _SEED):
            yield array("I", signature).tobytes()


def _pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters, none across a join."""
    if len(text) < 2:  # noqa: PLR2004 - a pair
        return [text]
    return [pair for pair in {text[at : at + 2] for at in range(min(len(text), _COMPARED) - 1)} if JOIN not in pair]
