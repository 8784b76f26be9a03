"""What there is to say of a ranking, in sentences; texts are as published, not escaped for a medium."""

from fractions import Fraction
from typing import Final

from kpilint.belonging import Claim
from kpilint.outputs.ranking import figures
from kpilint.outputs.ranking.words import WORDS
from kpilint.ranking import By, Group, Ranking
from kpilint.ranking.values import Conflict, Difference, Step

_MOST_CAUSES: Final = 3
_MOST_UNITS: Final = 5
_NARROW: Final = Fraction(1, 10)
"""From how much fewer rules that apply on a group is warned of."""


def about(ranking: Ranking, lang: str) -> list[str]:
    """Return what the ranking is of."""
    words, means = WORDS[lang], ranking.all.means
    told = [
        words["about" if means.tables else "about.nothing"].format(
            model=ranking.model, groups=len(ranking.groups), noun=words[f"noun.{ranking.by}"],
            documents=means.documents + ranking.all.unread if not means.tables else means.documents,
            tables=means.tables,
        )
    ]  # fmt: skip
    if means.tables > means.assessed:
        told += [words["assessed"].format(assessed=means.assessed)]
        told += [words["not_assessed"].format(n=means.tables - means.assessed)]
    if ranking.all.unread:
        told.append(words["unread"].format(n=ranking.all.unread))
    return told


def overall(ranking: Ranking, lang: str) -> str:
    """Return the figures of all tables in a sentence."""
    means = ranking.all.means
    return WORDS[lang]["all"].format(
        mean=figures.points(means.mean), span=figures.span(means.interval), weighted=figures.points(means.weighted),
        below=figures.percent(means.below, means.assessed),
    )  # fmt: skip


def why(ranking: Ranking, one: Group, lang: str) -> str:
    """Return why a group has no rank."""
    words = WORDS[lang]
    if one.why == "unknown":
        return words["why.unknown"].format(noun=words[f"noun.{ranking.by}"])
    return words["few"].format(n=one.means.assessed, least=ranking.min_tables)


def cautions(ranking: Ranking, lang: str) -> list[str]:
    """Return what forbids to compare as the standings do: years of different units, forms with fewer columns."""
    changed = ranking.by is By.YEAR and not all(step.whole for step in ranking.all.steps)
    return [*([WORDS[lang]["composition"]] if changed else []), *_narrow(ranking, lang)]


def _narrow(ranking: Ranking, lang: str) -> list[str]:
    """Return warnings of groups whose forms give rules less to look at: scores of different forms mislead."""
    most = max((one.means.applied or Fraction(0) for one in ranking.ranked), default=Fraction(0))
    return [
        WORDS[lang]["narrow"].format(
            name=figures.name_of(ranking, one, lang), share=figures.percent(share), most=figures.percent(most)
        )
        for one, share in ((one, one.means.applied) for one in figures.ordered(ranking))
        if share is not None and most - share >= _NARROW
    ]


def compared(one: Group, lang: str) -> str:
    """Return in words how far a group is from the mean of all."""
    words = WORDS[lang]
    amount = figures.hundredths(one.difference.amount) if one.difference else 0
    if not amount:
        return words["equal"]
    return words["above" if amount > 0 else "under"].format(value=f"{abs(amount) / 100:.2f}")


def kept(ranking: Ranking, one: Group, lang: str) -> list[str]:
    """Return the share of its marks that each item kept, beside that of all tables."""
    everywhere = {item.name: item.kept for item in ranking.all.means.items}
    return [
        f"{figures.item_name(item.name, lang)} {figures.percent(item.kept)}"
        + WORDS[lang]["of_all"].format(value=figures.percent(everywhere[item.name]))
        for item in one.means.items
    ]


def lost(ranking: Ranking, one: Group, lang: str) -> list[str]:
    """Return the points lost per table by family, beside those of all tables."""
    everywhere = figures.family_losses(ranking.all.means)
    return [
        f"{figures.family_name(ranking, family, lang)} {figures.points(amount)}"
        + WORDS[lang]["of_all"].format(value=figures.points(everywhere.get(family, Fraction(0))))
        for family, amount in figures.family_losses(one.means).items()
    ]


def part_name(ranking: Ranking, kind: str, name: str, lang: str, rest: int) -> str:
    """Return the name of a part; `rest` is the number of those put together under ""."""
    if not name:
        return WORDS[lang]["rest"].format(n=rest)
    if kind == "why_items":
        return figures.item_name(name, lang)
    return figures.family_name(ranking, name, lang) if kind == "why_families" else figures.rule_name(name, lang)


def causes_of(ranking: Ranking, found: Difference, lang: str) -> list[str]:
    """Return the families that make most of a change."""
    return [
        f"{figures.family_name(ranking, one.name, lang)} {figures.signed(one.hundredths)}"
        for one in figures.shown(found.families, found.amount)[:_MOST_CAUSES]
        if one.hundredths
    ]


def change(ranking: Ranking, step: Step, lang: str) -> str:
    """Return how a group changed from one year to the next, and by what; or why that cannot be told."""
    words, found = WORDS[lang], step.difference
    if found is None:
        unknown = step.old.unknown or step.new.unknown
        why = "unscored" if step.units else "unknown" if unknown else "other"
        return words[f"step.{why}"].format(before=step.before, after=step.after)
    told = words["step" if step.whole else "step.part"].format(
        before=step.before, after=step.after, n=len(step.units), units=_units(step, lang),
        old=figures.points(step.old.mean), new=figures.points(step.new.mean),
        change=figures.signed(figures.hundredths(found.amount)), verdict=words[step.verdict],
        span=words["step.span"].format(span=figures.signed_span(step.interval, lang))
        if step.interval else words["step.no_span"],
    )  # fmt: skip
    causes = causes_of(ranking, found, lang)
    return f"{told}{words['semicolon']}{words['because'].format(parts=words['comma'].join(causes))}" if causes else told


def _units(step: Step, lang: str) -> str:
    """Return the units of a step by name, with their counties where there are several; the first few of many."""
    several = len({county for county, _ in step.units}) > 1
    names = [f"{county}{unit}" if several else unit for county, unit in step.units]
    shown = WORDS[lang]["comma"].join(names[:_MOST_UNITS])
    return WORDS[lang]["step.more"].format(units=shown) if len(names) > _MOST_UNITS else shown


def sources(one: Group, lang: str) -> list[str]:
    """Return by whose word tables belong to a group, and how many."""
    words = WORDS[lang]
    return [
        words["tables_n"].format(name=words[f"source.{source}"], n=number)
        for source, number in sorted(one.sources.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def conflict(one: Conflict, lang: str) -> str:
    """Return a disagreement in a sentence."""
    words, seen = WORDS[lang], one.seen
    return words["conflict"].format(
        document=one.document, tables=one.tables, used=words[f"source.{seen.used.source}"],
        used_value=claimed(seen.used), other=words[f"source.{seen.other.source}"], other_value=claimed(seen.other),
    )  # fmt: skip


def claimed(claim: Claim) -> str:
    """Return what a source says, a county with its city."""
    return claim.city + claim.value if claim.city != claim.value else claim.value


def origins(ranking: Ranking, lang: str) -> list[str]:
    """Return where the tables came from, and what that means for comparing them."""
    words = WORDS[lang]
    lines = [
        words["origin"].format(path=one.path or words["now"], tables=one.tables, profile=one.profile)
        + (words["semicolon"] + words["lacking"] if one.lacking else "")
        for one in ranking.origins
    ]
    if len(lines) > 1:
        lines.append(words["apart"])
    if ranking.repeated:
        lines.append(words["repeated"].format(paths=words["comma"].join(ranking.repeated)))
    return lines
