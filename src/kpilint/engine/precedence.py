"""One fault, one finding: where two rules see the same fault in a cell, the one that explains it best speaks.

Each family states in its ruleset (`yields`) to which rules its rules give way.
"""

from collections.abc import Mapping, Sequence

from kpilint.finding import Finding, Observation


def settle(
    findings: Sequence[Finding], yields: Mapping[str, frozenset[str]]
) -> tuple[list[Finding], Sequence[Observation]]:
    """Return the findings that stand, and the observations that gave way to another in the same cell of a table.

    `yields` names, by rule id, the rules it gives way to. Whether a finding stands does not depend on whether the one
    it gives way to does, so the order of rules changes nothing.
    """
    if not any(one.seen.rule in yields for one in findings):
        return list(findings), ()
    spots: dict[tuple[int | None, str], set[str]] = {}
    for one in findings:
        spots.setdefault((one.at.row, one.seen.field), set()).add(one.seen.rule)
    kept: list[Finding] = []
    gone: list[Observation] = []
    for one in findings:
        winners = yields.get(one.seen.rule)
        if winners and not winners.isdisjoint(spots[one.at.row, one.seen.field]):
            gone.append(one.seen)
        else:
            kept.append(one)
    return kept, gone
