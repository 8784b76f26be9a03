"""Figures and names of a ranking as people read them. Rounding happens here and nowhere before."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from msgspec import Struct

from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.words import item_word
from kpilint.ranking.values import By, Group, Interval, Means, Part, Ranking
from kpilint.scoring import CAP_ITEM, POINT


class Shown(Struct, frozen=True):
    """A part of a difference in whole hundredths of a point; all shown parts add up to the shown difference."""

    name: str
    hundredths: int


def hundredths(value: Fraction) -> int:
    """Return a value in whole hundredths, half rounded up."""
    return floor(value + Fraction(1, 2))


def points(value: Fraction | None) -> str:
    """Return a mean in points, "–" where there is none."""
    return "–" if value is None else f"{hundredths(value) / POINT:.2f}"


def span(interval: Interval | None) -> str:
    """Return an interval in points."""
    return "–" if interval is None else f"{interval.low / POINT:.1f}–{interval.high / POINT:.1f}"


def signed(value: int) -> str:
    """Return whole hundredths in points with their sign, a real minus for losses."""
    return f"{value / POINT:+.2f}".replace("-", "−") if value else "0.00"


def signed_span(interval: Interval | None, lang: str) -> str:
    """Return the interval of a change."""
    if interval is None:
        return "–"
    low, high = (f"{one / POINT:+.1f}".replace("-", "−") for one in (interval.low, interval.high))
    return WORDS[lang]["from_to"].format(low=low, high=high)


def percent(part: Fraction | int, whole: int = 1) -> str:
    """Return a share in per cent."""
    return f"{floor(Fraction(part) / whole * 100 + Fraction(1, 2))}%" if whole else "–"


def shown(parts: Sequence[Part], total: Fraction, most: int = 0) -> list[Shown]:
    """Return the parts rounded so that they add up to the rounded total: by largest remainder.

    Of more than `most` parts (0 for any number) the smaller ones are put together under "".
    """
    floors = [floor(one.amount) for one in parts]
    spare = hundredths(total) - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - parts[at].amount, at))
    up = set(order[:spare])
    found = [Shown(one.name, floors[at] + (at in up)) for at, one in enumerate(parts)]
    if not most or len(found) <= most + 1:
        return found
    return [*found[:most], Shown("", sum(one.hundredths for one in found[most:]))]


def ranks(group: Group) -> str:
    """Return the ranks that a group may have."""
    found = group.standing
    if found is None:
        return "–"
    return str(found.best) if found.best == found.worst else f"{found.best}–{found.worst}"


def band(group: Group) -> str:
    """Return the letter of a group's band: A for the first; numbers where letters end."""
    found = group.standing
    if found is None:
        return "–"
    return chr(ord("A") + found.band - 1) if found.band <= 26 else str(found.band)  # noqa: PLR2004 - letters there are


def name_of(ranking: Ranking, group: Group, lang: str) -> str:
    """Return a group's name; units are named with their county where there are several."""
    words = WORDS[lang]
    if ranking.by is By.YEAR:
        return words["year"].format(year=group.year) if group.year else words["unknown"]
    if ranking.by is By.COUNTY:
        return group.county or words["unknown"]
    unit = group.unit or words["unknown_unit" if group.county else "unknown"]
    return f"{group.county} {unit}".strip() if ranking.several_counties else unit


def item_name(name: str, lang: str) -> str:
    """Return a review item, or the cap, in words."""
    return WORDS[lang]["cap"] if name == CAP_ITEM else item_word(name, lang)


def family_name(ranking: Ranking, name: str, lang: str) -> str:
    """Return the title of a rule family, or the cap, in words."""
    if name == CAP_ITEM:
        return WORDS[lang]["cap"]
    titles = ranking.families.get(name)
    return titles[lang] if titles else name


def rule_name(name: str, lang: str) -> str:
    """Return a rule's id, or the cap in words."""
    return WORDS[lang]["cap"] if name == CAP_ITEM else name


def family_losses(means: Means) -> dict[str, Fraction]:
    """Return what the tables of a group lose by rule family, per table, most first."""
    found: dict[str, Fraction] = {}
    for rule, lost in means.lost.items():
        family = rule.partition("/")[0]
        found[family] = found.get(family, Fraction(0)) + lost
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def ordered(ranking: Ranking) -> list[Group]:
    """Return the ranked groups as they are listed: by rank, years by time."""
    found = list(ranking.ranked)
    return sorted(found, key=lambda one: one.year or 0) if ranking.by is By.YEAR else found
