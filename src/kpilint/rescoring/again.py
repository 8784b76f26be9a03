"""What another profile makes of tables that were checked before: from their findings alone, without the documents.

A saved report knows what its rules found. It can tell what another severity, another weight or a rule less would come
to; what a new rule, other word lists or a rule that had given way would find, only another check can. `Unknown` names
what it cannot tell.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kpilint.finding import Confidence, Finding, Severity
from kpilint.profiles import Profile
from kpilint.rule import Rule
from kpilint.scoring import CAP_ITEM, Score, ScoreModel, basis_of, score


class RuleRun(Struct, frozen=True):
    """A rule as it ran in the report."""

    severity: Severity
    confidence: Confidence
    items: tuple[str, ...]
    options: str
    """`options_mark` of the rule."""


class SavedTable(Struct, frozen=True):
    """One table of a saved report: what its score is made of."""

    kinds: tuple[int, ...]
    findings: tuple[Finding, ...]
    hundredths: int | None
    grade: str
    ledger: Mapping[str, int]
    """Hundredths lost by rule, `CAP_ITEM` for the cap."""
    not_applicable: frozenset[str]
    crashed: frozenset[str] = frozenset()
    yielded: frozenset[str] = frozenset()
    """Rules whose findings gave way to others, and are not among the findings."""
    waived: frozenset[int] = frozenset()
    """Findings that accepted exceptions excuse."""
    accepted: int | None = None
    """Hundredths after accepted exceptions, None where there are none."""


class Shift(Struct, frozen=True):
    """A rule whose loss differs, in hundredths, positive where the table gains. `was` and `now` are severities.

    None stands for a rule that was off, or is.
    """

    rule: str
    gained: int
    was: Severity | None = None
    now: Severity | None = None


class Rescored(Struct, frozen=True):
    """One table under the other profile.

    The causes add up to the difference of the scores exactly: what the model alone changes (weights, faults, cap),
    what rules that are off no longer cost, what other severities do. So do the shifts, rule by rule.
    """

    old: SavedTable
    score: Score
    by_model: int = 0
    by_rules: int = 0
    by_severity: int = 0
    shifts: tuple[Shift, ...] = ()
    held: frozenset[int] = frozenset()
    """Findings that exceptions still excuse: rules that the profile lets nobody ignore are not among them."""
    excused: Score | None = None
    """The score without those, None where there are none."""

    @property
    def gained(self) -> int | None:
        """Hundredths gained, None where there is no score, before or now."""
        if self.old.hundredths is None or self.score.hundredths is None:
            return None
        return self.score.hundredths - self.old.hundredths


class Unknown(Struct, frozen=True):
    """What a saved report cannot tell of another profile, each a rule id: only another check can."""

    added: tuple[str, ...] = ()
    """Rules that did not run then, and are on now."""
    changed: tuple[str, ...] = ()
    """Rules that ran with other options or word lists."""
    returning: tuple[str, ...] = ()
    """Rules whose findings gave way to a rule that is off now."""
    gone: tuple[str, ...] = ()
    """Rules of the report that are not installed any more; their findings are left out."""


def options_mark(one: Rule) -> str:
    """Return a mark of a rule's options and word lists: the same options, the same mark."""
    text = json.dumps(one.defaults, sort_keys=True, ensure_ascii=False, default=_plain)
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def unknown(
    ran: Mapping[str, RuleRun],
    tables: Iterable[SavedTable],
    profile: Profile,
    installed: Collection[str],
    lacking: Collection[str] = (),
) -> Unknown:
    """Return what the tables of a report cannot tell of a profile.

    `lacking` are rules of which an earlier rescoring left findings out.
    """
    now = {one.id: one for one in profile.rules}
    off = ran.keys() - now.keys()
    returning = {rule_id for one in tables for rule_id in _returning(one, now, off)}.union(now.keys() & set(lacking))
    return Unknown(
        tuple(sorted(now.keys() - ran.keys())),
        tuple(sorted(one for one in now.keys() & ran.keys() if options_mark(now[one]) != ran[one].options)),
        tuple(sorted(returning)),
        tuple(sorted(ran.keys() - set(installed))),
    )


def _returning(table: SavedTable, now: Mapping[str, Rule], off: Collection[str]) -> set[str]:
    """Return the rules that may have given way to one that is off now, and that saw something in this table."""
    saw = table.yielded.union(one.seen.rule for one in table.findings).intersection(off)
    return {one for one in table.yielded & now.keys() if now[one].yields_to & saw} if saw else set()


def rescore(table: SavedTable, ran: Mapping[str, RuleRun], profile: Profile) -> Rescored:
    """Score a table again as a profile does.

    Args:
        table: what the report says of it.
        ran: the rules of that report.
        profile: the other profile; its rules that did not run then are as if they had not applied.
    """
    now = {one.id: RuleRun(one.severity, one.confidence, one.items, "") for one in profile.rules if one.id in ran}
    model, was = profile.model, table.hundredths
    made = _score(table, table.findings, now, model)
    held = frozenset(at for at in table.waived if profile.ignorable(table.findings[at].seen.rule))
    left = [one for at, one in enumerate(table.findings) if at not in held]
    again = Rescored(table, made, held=held, excused=_score(table, left, now, model) if held else None)
    if was is None or made.hundredths is None:
        return again
    weighted = _score(table, table.findings, ran, model).hundredths
    kept = {rule_id: one for rule_id, one in ran.items() if rule_id in now}
    fewer = _score(table, table.findings, kept, model).hundredths
    weighted = was if weighted is None else weighted
    fewer = weighted if fewer is None else fewer
    return replace(
        again,
        by_model=weighted - was,
        by_rules=fewer - weighted,
        by_severity=made.hundredths - fewer,
        shifts=_shifts(table, made, ran, now),
    )


def _score(table: SavedTable, findings: Sequence[Finding], rules: Mapping[str, RuleRun], model: ScoreModel) -> Score:
    """Score a table with some rules only, their severities in place of those of the findings.

    Findings keep their positions: those of other rules are in it, and cost nothing.
    """
    items_of = {rule_id: one.items for rule_id, one in rules.items()}
    scoring = [rule_id for rule_id, one in rules.items() if model.scores(one.severity, one.confidence)]
    applicable = rules.keys() - table.not_applicable
    basis = basis_of(items_of, scoring, applicable, table.crashed & rules.keys())
    return score(table.kinds, [_as_run(one, rules) for one in findings], basis, model)


def _as_run(finding: Finding, rules: Mapping[str, RuleRun]) -> Finding:
    one = rules.get(finding.seen.rule)
    if one is None:
        return replace(finding, seen=replace(finding.seen, confidence=Confidence.LOW))
    return replace(finding, seen=replace(finding.seen, severity=one.severity, confidence=one.confidence))


def lost_by_rule(made: Score, findings: Sequence[Finding]) -> dict[str, int]:
    """Return the hundredths lost to each rule, those of the cap under its own name."""
    lost: dict[str, int] = {}
    for line in made.ledger:
        key = CAP_ITEM if line.item == CAP_ITEM else findings[line.finding].seen.rule
        lost[key] = lost.get(key, 0) + line.lost
    return lost


def _shifts(
    table: SavedTable, made: Score, ran: Mapping[str, RuleRun], now: Mapping[str, RuleRun]
) -> tuple[Shift, ...]:
    lost = lost_by_rule(made, table.findings)
    gains = {one: table.ledger.get(one, 0) - lost.get(one, 0) for one in [*table.ledger, *lost]}
    return tuple(
        Shift(
            one,
            gain,
            ran[one].severity if one in ran else None,
            now[one].severity if one in now else None,
        )
        for one, gain in gains.items()
        if gain
    )
