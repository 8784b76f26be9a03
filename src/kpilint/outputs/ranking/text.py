"""A ranking for a terminal: the standings first, then what makes each group better or worse."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kpilint.outputs.context import Context
from kpilint.outputs.ranking import figures, sentences
from kpilint.outputs.ranking.method import METHOD
from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.terminal import Style, pad, safe, styled, width, wrap
from kpilint.ranking import Group, Ranking
from kpilint.ranking.values import Part

_MOST_RULES: Final = 6
_MOST_CONFLICTS: Final = 20
_NAME: Final = 12
"""Fewest cells for names in the standings; longer ones are broken."""
_COLUMNS: Final = (
    "rank", "ranks", "band", "name", "mean", "interval", "accepted", "weighted", "tables", "missing", "below",
)  # fmt: skip


def render(ranking: Ranking, context: Context) -> str:
    """Return the ranking as text; a brief one has no more than the standings."""
    style = context.style
    lines = [*_head(ranking, style)]
    if ranking.all.means.mean is not None:
        lines += _standings(ranking, style)
    lines += _unranked(ranking, style)
    if not style.brief:
        for group in (*figures.ordered(ranking), ranking.all):
            lines += _details(ranking, group, style)
    lines += _conflicts(ranking, style)
    lines += _origins(ranking, style)
    if not style.brief and ranking.ranked:
        lines += _method(style)
    return "\n".join(lines) + "\n"


def _head(ranking: Ranking, style: Style) -> Iterator[str]:
    words, means = WORDS[style.lang], ranking.all.means
    title = f"{words['title']} · {words[f'by.{ranking.by}']}"
    yield styled(title, "bold", color=style.color)
    yield from wrap(safe(" · ".join(sentences.about(ranking, style.lang))), style.cells, style.cells)
    told = sentences.overall(ranking, style.lang) if means.mean is not None else words["all_plain"]
    yield from wrap(told, style.cells, style.cells)


def _standings(ranking: Ranking, style: Style) -> Iterator[str]:
    """Yield the standings; a column that would be empty of news is left out, its sum stands above."""
    if not ranking.ranked:
        return
    words, groups = WORDS[style.lang], figures.ordered(ranking)
    left_out = {"accepted"} if all(one.means.accepted == one.means.mean for one in groups) else set()
    left_out |= {"missing"} if all(one.means.assessed == one.means.tables for one in groups) else set()
    keys = [key for key in _COLUMNS if key not in left_out]
    heads = [words[key] for key in keys]
    rows = [_cells(ranking, one, keys, style) for one in groups]
    widths = [max(map(width, column)) for column in zip(heads, *rows, strict=True)]
    at = keys.index("name")
    widths[at] = min(widths[at], max(_NAME, style.cells - sum(widths) + widths[at] - 2 * len(keys) + 2))
    yield ""
    yield styled(_line(heads, widths, keys), "bold", color=style.color)
    yield styled("─" * (sum(widths) + 2 * len(keys) - 2), "dim", color=style.color)
    for row in rows:
        first, *more = wrap(row[at], widths[at], widths[at])
        yield _line([*row[:at], first, *row[at + 1 :]], widths, keys)
        yield from (" " * (sum(widths[:at]) + 2 * at) + line for line in more)
    for line in sentences.cautions(ranking, style.lang):
        yield ""
        yield from (styled(one, "yellow", color=style.color) for one in wrap(safe(line), style.cells, style.cells))


def _line(cells: Sequence[str], widths: Sequence[int], keys: Sequence[str]) -> str:
    filled = [
        pad(cell, wide) if key in {"name", "band"} else " " * (wide - width(cell)) + cell
        for cell, wide, key in zip(cells, widths, keys, strict=True)
    ]
    return "  ".join(filled).rstrip()


def _cells(ranking: Ranking, one: Group, keys: Sequence[str], style: Style) -> list[str]:
    means, stand = one.means, one.standing
    told = {
        "rank": str(stand.rank) if stand else "–",
        "ranks": figures.ranks(one),
        "band": figures.band(one),
        "name": safe(figures.name_of(ranking, one, style.lang)),
        "mean": figures.points(means.mean),
        "interval": figures.span(means.interval),
        "accepted": figures.points(means.accepted),
        "weighted": figures.points(means.weighted),
        "tables": str(means.tables),
        "missing": str(means.tables - means.assessed),
        "below": figures.percent(means.below, means.assessed),
    }
    return [told[key] for key in keys]


def _unranked(ranking: Ranking, style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    left = [one for one in ranking.groups if one.standing is None]
    if not left:
        return
    yield from _section(words["unranked"], style)
    for one in left:
        means = one.means
        parts = [sentences.why(ranking, one, style.lang), f"{words['mean']} {figures.points(means.mean)}"]
        parts.append(words["tables_n"].format(name=words["tables"], n=means.tables))
        if means.tables > means.assessed:
            parts.append(words["not_assessed"].format(n=means.tables - means.assessed))
        if one.unread:
            parts.append(words["unread"].format(n=one.unread))
        yield from _entry(safe(figures.name_of(ranking, one, style.lang)), words["semicolon"].join(parts), style)


def _details(ranking: Ranking, one: Group, style: Style) -> Iterator[str]:
    words, lang, everything = WORDS[style.lang], style.lang, one is ranking.all
    if everything and not one.steps:
        return
    name = words["all_group"] if everything else safe(figures.name_of(ranking, one, lang))
    yield ""
    heading = styled(name, "bold", color=style.color)
    yield heading if everything else f"{heading}  {sentences.compared(one, lang)}"
    if not everything:
        yield from _list(words["kept"], sentences.kept(ranking, one, lang), style)
        yield from _list(words["lost"], sentences.lost(ranking, one, lang) or [words["nothing_lost"]], style)
        yield from _parts(ranking, one, style)
    if one.years:
        told = [_year(each.year, each.means.mean, each.means.assessed, lang) for each in one.years]
        yield from _list(words["trend"], told, style)
        for step in one.steps:
            yield from _entry("", sentences.change(ranking, step, lang), style)
    if not everything:
        yield from _entry(words["sources"], words["comma"].join(sentences.sources(one, lang)), style)


def _parts(ranking: Ranking, one: Group, style: Style) -> Iterator[str]:
    if one.difference is None or not one.difference.amount:
        return
    words, lang, found = WORDS[style.lang], style.lang, one.difference
    told: list[tuple[str, Sequence[Part], int]] = [
        ("why_items", found.items, 0),
        ("why_families", found.families, 0),
        ("why_rules", found.rules, _MOST_RULES),
    ]
    for key, parts, most in told:
        shares = figures.shown(parts, found.amount, most)
        named = [
            f"{sentences.part_name(ranking, key, part.name, lang, len(parts) - most)} {figures.signed(part.hundredths)}"
            for part in shares
        ]
        total = words["sum"].format(value=figures.signed(figures.hundredths(found.amount)))
        yield from _list(words[key], [*named, total], style)


def _year(year: int, mean: Fraction | None, tables: int, lang: str) -> str:
    return WORDS[lang]["year_mean"].format(year=year, mean=figures.points(mean), tables=tables)


def _conflicts(ranking: Ranking, style: Style) -> Iterator[str]:
    if not ranking.conflicts:
        return
    words, left = WORDS[style.lang], len(ranking.conflicts) - _MOST_CONFLICTS
    yield from _section(words["conflicts"], style)
    for one in ranking.conflicts[:_MOST_CONFLICTS]:
        yield from _entry("", safe(sentences.conflict(one, style.lang)), style)
    if left > 0:
        yield from _entry("", words["more_conflicts"].format(n=left), style)


def _origins(ranking: Ranking, style: Style) -> Iterator[str]:
    if len(ranking.origins) > 1 or any(one.path for one in ranking.origins):
        yield from _section(WORDS[style.lang]["origins"], style)
        for line in sentences.origins(ranking, style.lang):
            yield from _entry("", safe(line), style)


def _method(style: Style) -> Iterator[str]:
    yield from _section(WORDS[style.lang]["method"], style)
    for sentence in METHOD[style.lang]:
        for line in wrap(sentence, style.cells, style.cells):
            yield styled(line, "dim", color=style.color)


def _section(title: str, style: Style) -> Iterator[str]:
    yield ""
    yield styled(title, "bold", color=style.color)


def _entry(label: str, text: str, style: Style) -> Iterator[str]:
    """Yield a label and its text, broken to the width with the further lines indented."""
    head = f"  {label}  " if label else "  "
    room = style.cells - 4
    lines = wrap(text, max(10, style.cells - width(head)), room)
    yield head + lines[0]
    for line in lines[1:]:
        yield "    " + line


def _list(label: str, parts: Sequence[str], style: Style) -> Iterator[str]:
    """Yield a label, and what belongs to it with lines broken between the parts."""
    line = f"  {label}"
    for part in parts:
        if width(line) + 2 + width(part) > style.cells and line.strip():
            yield line
            line = "  "
        line += f"  {part}"
    yield line
