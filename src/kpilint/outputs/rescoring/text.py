"""The effect of another profile on saved reports, for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tabulate import tabulate

from kpilint.outputs.context import Context
from kpilint.outputs.rescoring.words import WORDS
from kpilint.outputs.terminal import Style, safe, styled, width, wrap
from kpilint.outputs.words import WORDS as COMMON
from kpilint.outputs.words import grade_word
from kpilint.rescoring import Rescored
from kpilint.rescoring.comparison import Compared, Comparison, Effect, effects, mean, moves
from kpilint.scoring import CAP_ITEM, POINT

_MOST_RULES: Final = 15


def render(comparison: Comparison, context: Context, limit: int) -> str:
    """Return the comparison as text; `limit` is the most tables to list, 0 for all."""
    style = context.style
    lines = [
        *_head(comparison, style),
        *_grades(comparison, style),
        *_causes(comparison.scored, style),
        *_rules(comparison.scored, style),
        *_tables(comparison, style, limit),
        *_unknown(comparison, context),
    ]
    return "\n".join(lines) + "\n"


def _head(comparison: Comparison, style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    tables = comparison.scored
    olds = dict.fromkeys(f"{one.saved.profile}@{one.saved.model}" for one in comparison.reports)
    title = words["head"].format(old=safe(words["comma"].join(olds)), new=_name(comparison))
    yield styled(title, "bold", color=style.color)
    count = sum(1 for _ in comparison.tables)
    yield words["counts"].format(reports=len(comparison.reports), tables=count, scored=len(tables))
    if not tables:
        return
    gains = [_gain(one) for one in tables]
    old, new = mean([one.old.hundredths or 0 for one in tables]), mean([one.score.hundredths or 0 for one in tables])
    told = words["mean"].format(
        old=f"{old:.2f}", new=f"{new:.2f}", gained=signed(round(sum(gains) / len(gains))),
        risen=sum(one > 0 for one in gains), fallen=sum(one < 0 for one in gains), same=gains.count(0),
    )  # fmt: skip
    yield from wrap(told, style.cells, style.cells)
    if any(one.old.waived for one in tables):
        old, new = mean([_accepted_before(one) for one in tables]), mean([_accepted_now(one) for one in tables])
        refused = sum(len(one.old.waived - one.held) for one in tables)
        told = words["accepted"].format(old=f"{old:.2f}", new=f"{new:.2f}", refused=refused)
        yield from wrap(told, style.cells, style.cells)


def _accepted_before(one: Rescored) -> int:
    return (one.old.hundredths if one.old.accepted is None else one.old.accepted) or 0


def _accepted_now(one: Rescored) -> int:
    return (one.score if one.excused is None else one.excused).hundredths or 0


def _name(comparison: Comparison) -> str:
    return f"{comparison.profile.name}@{comparison.profile.model.id}"


def _grades(comparison: Comparison, style: Style) -> Iterator[str]:
    words, tables = WORDS[style.lang], comparison.scored
    if not tables:
        return
    before = Counter(one.old.grade for one in tables)
    after = Counter(one.score.grade for one in tables)
    names = [name for name, _ in comparison.profile.model.grades]
    names += dict.fromkeys(name for one in comparison.reports for name in one.saved.grades if name not in names)
    rows = [
        [grade_word(name, style.lang), before[name], after[name], _plain(after[name] - before[name])] for name in names
    ]
    yield from _section(words["grades"], style)
    yield from _table(rows, [words[key] for key in ("grade", "was", "now", "change")], "lrrr")
    yield ""
    moved = {pair: count for pair, count in sorted(moves(tables).items()) if pair[0] != pair[1]}
    shown = words["comma"].join(
        f"{words['move'].format(old=grade_word(old, style.lang), new=grade_word(new, style.lang))} {count}"
        for (old, new), count in moved.items()
    )
    yield from wrap(words["moves"].format(moves=shown) if shown else words["no_moves"], style.cells, style.cells)


def _causes(tables: Sequence[Rescored], style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    total = sum(map(_gain, tables))
    if not any(map(_gain, tables)):
        return
    parts = [(key, sum(getattr(one, key) for one in tables)) for key in ("by_model", "by_rules", "by_severity")]
    yield from _section(words["causes"].format(total=signed(total)), style)
    rows = [[words[key], signed(part)] for key, part in parts]
    yield from _table([*rows, [words["total"], signed(total)]], [words["cause"], words["gained"]], "lr")


def _rules(tables: Sequence[Rescored], style: Style) -> Iterator[str]:
    words = WORDS[style.lang]
    found = effects(tables)
    if not found:
        return
    total = sum(one.shift.gained for one in found)
    yield from _section(words["rules"].format(total=signed(total)), style)
    rows = [_effect(one, style.lang) for one in found[:_MOST_RULES]]
    if rest := found[_MOST_RULES:]:
        left = sum(one.shift.gained for one in rest)
        rows.append([words["rest"].format(n=len(rest)), "", "", "", signed(left)])
    rows.append([words["total"], "", "", "", signed(total)])
    headers = [words[key] for key in ("rule", "was", "now", "tables", "gained")]
    yield from _table(rows, headers, "lllrr")
    if any(one.shift.was == one.shift.now and one.shift.rule != CAP_ITEM for one in found):
        yield from (styled(line, "dim", color=style.color) for line in wrap(words["same"], style.cells, style.cells))


def _effect(one: Effect, lang: str) -> list[object]:
    words, shift = WORDS[lang], one.shift
    if shift.rule == CAP_ITEM:
        return [words["cap"], "", "", one.tables, signed(shift.gained)]
    was, now = (COMMON[lang][f"severity.{level}"] if level else words["off"] for level in (shift.was, shift.now))
    return [safe(shift.rule), was, now, one.tables, signed(shift.gained)]


def _tables(comparison: Comparison, style: Style, limit: int) -> Iterator[str]:
    words = WORDS[style.lang]
    changed = [one for _, one in comparison.tables if one.rescored is not None and (_gain(one.rescored) or _moved(one))]
    changed.sort(key=lambda one: -abs(_gain(one.rescored)) if one.rescored else 0)
    if not changed:
        return
    shown = changed[:limit] if limit else changed
    yield from _section(words["changed_tables"].format(shown=len(shown), all=len(changed)), style)
    for one in shown:
        yield from _line(one, style)
    if len(shown) < len(changed):
        yield styled(words["more"], "dim", color=style.color)


def _line(one: Compared, style: Style) -> Iterator[str]:
    made = one.rescored
    if made is None:
        return
    old, new = _points(made.old.hundredths, style.lang), _points(made.score.hundredths, style.lang)
    head = f"{old:>6} → {new:>6} {signed(_gain(made)):>7}  "
    if _moved(one):
        head += f"{grade_word(made.old.grade, style.lang)}→{grade_word(made.score.grade, style.lang)}  "
    room = style.cells - width(head)
    first, *rest = wrap(f"{safe(one.entry.title)} · {safe(one.entry.path)}", room, style.cells - 4)
    yield head + first
    yield from ("    " + line for line in rest)


def _moved(one: Compared) -> bool:
    return one.rescored is not None and one.rescored.old.grade != one.rescored.score.grade


def _unknown(comparison: Comparison, context: Context) -> Iterator[str]:
    style = context.style
    words = WORDS[style.lang]
    told = [words[key].format(n=len(names), rules=words["comma"].join(names)) for key, names in _missing(comparison)]
    versions = dict.fromkeys(one.saved.version for one in comparison.reports if one.saved.version != context.version)
    if versions:
        shown = safe(words["comma"].join(versions))
        told.append(words["version"].format(versions=shown, version=context.version))
    told += [
        words["mark"].format(model=model, plain=comparison.profile.model.id)
        for model in dict.fromkeys(one.model.id for one in comparison.reports)
        if model != comparison.profile.model.id
    ]
    if told:
        yield from _section(words["unknown"], style)
        for text in told:
            first, *rest = wrap(text, style.cells - 2, style.cells - 2)
            yield f"· {first}"
            yield from (f"  {line}" for line in rest)
    lost = sum(1 for _, one in comparison.tables if one.rescored is None or one.rescored.gained is None)
    if lost:
        yield ""
        yield from wrap(words["lost"].format(n=lost), style.cells, style.cells)


def _missing(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    """Yield, for each way of not knowing, the rules of all reports together."""
    for key in ("added", "changed", "returning", "gone"):
        names = sorted({safe(name) for one in comparison.reports for name in getattr(one.unknown, key)})
        if names:
            yield key, names


def _section(title: str, style: Style) -> Iterator[str]:
    yield ""
    for line in wrap(title, style.cells, style.cells):
        yield styled(line, "bold", color=style.color)


def _table(rows: Iterable[Sequence[object]], headers: Sequence[str], sides: str) -> list[str]:
    aligned = ["right" if side == "r" else "left" for side in sides]
    return tabulate(rows, headers, tablefmt="simple", colalign=aligned, disable_numparse=True).splitlines()


def _gain(one: Rescored) -> int:
    return one.gained or 0


def _points(hundredths: int | None, lang: str) -> str:
    return WORDS[lang]["none"] if hundredths is None else f"{hundredths / POINT:.2f}"


def _plain(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def signed(hundredths: int) -> str:
    """Return points with their sign, two decimals."""
    return f"{hundredths / POINT:+.2f}".replace("-", "−") if hundredths else "0.00"
