"""A ranking as one HTML page: no script, nothing from elsewhere, fit for a phone and for A4."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.resources import files
from typing import Final

from msgspec import Struct

from kpilint.outputs.context import Context
from kpilint.outputs.ranking import charts, figures, sentences
from kpilint.outputs.ranking.method import METHOD
from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.terminal import safe
from kpilint.ranking import Group, Ranking
from kpilint.ranking.values import Difference, Part

_MOST_RULES: Final = 8


class Cause(Struct, frozen=True):
    """One part of a difference, drawn: `width` in per cent of half the bar, positive or not."""

    name: str
    points: str
    better: bool
    width: float


class Causes(Struct, frozen=True):
    """What a difference is made of, by items, families or rules."""

    title: str
    parts: tuple[Cause, ...]
    total: str


class View(Struct, frozen=True):
    """One group as the page shows it."""

    anchor: str
    name: str
    group: Group
    rank: str
    ranks: str
    band: str
    shade: bool
    """Every other band, so that bands are told apart."""
    why: str
    bar: charts.Bar | None
    compared: str
    items: tuple[tuple[str, str, str, int], ...]
    """Name, share kept, that of all tables, per cent."""
    losses: tuple[tuple[str, str, str, float], ...]
    """Family, points lost per table, those of all tables, per cent of the largest."""
    causes: tuple[Causes, ...]
    years: charts.Years | None
    changes: tuple[tuple[str, str], ...]
    """Direction and sentence."""
    sources: str


def render(ranking: Ranking, context: Context) -> str:
    """Return the ranking as HTML."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loaded for this format only
    from markupsafe import Markup  # noqa: PLC0415 - as above

    lang = context.lang
    here = files("kpilint.outputs.ranking")
    style = here.joinpath("page.css").read_text("utf-8")
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(points=figures.points, span=figures.span, safe_text=safe)
    template = made.from_string(here.joinpath("page.html.j2").read_text("utf-8"))
    ranked = tuple(_view(ranking, one, at, lang) for at, one in enumerate(figures.ordered(ranking), 1))
    rest = [one for one in ranking.groups if one.standing is None]
    others = tuple(_view(ranking, one, at, lang) for at, one in enumerate(rest, len(ranked) + 1))
    return template.render(
        ranking=ranking, words=WORDS[lang], lang=lang, ranked=ranked, others=others,
        everything=_view(ranking, ranking.all, 0, lang), width=charts.WIDTH, height=charts.HEIGHT,
        excused=any(one.means.accepted != one.means.mean for one in ranking.groups),
        about=sentences.about(ranking, lang),
        cautions=sentences.cautions(ranking, lang),
        overall=sentences.overall(ranking, lang) if ranking.all.means.mean is not None else WORDS[lang]["all_plain"],
        conflicts=[sentences.conflict(one, lang) for one in ranking.conflicts],
        origins=sentences.origins(ranking, lang), method=METHOD[lang],
        percent=figures.percent, style=Markup(style), policy=_policy(style),  # noqa: S704 - kpilint's own file
        version=context.version, today=context.today,
    )  # fmt: skip


def _policy(style: str) -> str:
    """Return what the browser may use: this style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _view(ranking: Ranking, one: Group, at: int, lang: str) -> View:
    stand, everything = one.standing, one is ranking.all
    return View(
        f"g{at}",
        WORDS[lang]["all_group"] if everything else figures.name_of(ranking, one, lang),
        one,
        str(stand.rank) if stand else "–",
        figures.ranks(one),
        figures.band(one),
        bool(stand and stand.band % 2 == 0),
        "" if stand or everything else sentences.why(ranking, one, lang),
        charts.bar(one.means),
        "" if everything else sentences.compared(one, lang),
        tuple(_items(ranking, one, lang)),
        tuple(_losses(ranking, one, lang)),
        () if everything else tuple(_causes(ranking, one, lang)),
        charts.years(one.years, one.steps),
        tuple((step.verdict, sentences.change(ranking, step, lang)) for step in one.steps),
        WORDS[lang]["comma"].join(sentences.sources(one, lang)),
    )


def _items(ranking: Ranking, one: Group, lang: str) -> Iterator[tuple[str, str, str, int]]:
    everywhere = {item.name: item.kept for item in ranking.all.means.items}
    for item in one.means.items:
        kept, whole = figures.percent(item.kept), figures.percent(everywhere[item.name])
        yield figures.item_name(item.name, lang), kept, whole, round(item.kept * 100)


def _losses(ranking: Ranking, one: Group, lang: str) -> Iterator[tuple[str, str, str, float]]:
    found, everywhere = figures.family_losses(one.means), figures.family_losses(ranking.all.means)
    largest = max(found.values(), default=Fraction(0)) or Fraction(1)
    for family, lost in found.items():
        name = figures.family_name(ranking, family, lang)
        yield name, figures.points(lost), figures.points(everywhere[family]), round(float(lost / largest * 100), 1)


def _causes(ranking: Ranking, one: Group, lang: str) -> Iterator[Causes]:
    found = one.difference
    if found is None or not found.amount:
        return
    for key, parts, most in _kinds(found):
        shares = figures.shown(parts, found.amount, most)
        longest = max((abs(share.hundredths) for share in shares), default=0) or 1
        yield Causes(
            WORDS[lang][key],
            tuple(
                Cause(
                    sentences.part_name(ranking, key, share.name, lang, len(parts) - most),
                    figures.signed(share.hundredths), share.hundredths >= 0,
                    round(abs(share.hundredths) / longest * 100, 1),
                )
                for share in shares
            ),
            figures.signed(figures.hundredths(found.amount)),
        )  # fmt: skip


def _kinds(found: Difference) -> Sequence[tuple[str, Sequence[Part], int]]:
    return (
        ("why_items", found.items, 0), ("why_families", found.families, 0), ("why_rules", found.rules, _MOST_RULES),
    )  # fmt: skip
