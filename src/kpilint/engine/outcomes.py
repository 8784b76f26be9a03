"""What one rule makes of one subject: hits stamped, deferrals named, a crash of any kind as an observation."""

from typing import Any, Final

from kpilint.finding import Confidence, Deferred, Hit, Observation, Severity
from kpilint.model import Cell, Table
from kpilint.rule import Rule

CRASHED: Final = "engine/rule-crashed"


def outcomes(
    one: Rule, subject: Any, table: Table | None, log: list[str] | None = None
) -> list[Deferred | tuple[Observation, Hit]]:
    """Run one rule on one subject. `log` is told the published cells that were really read, in order."""
    try:
        found = one.run(subject, table, log)
        if not found:  # the common case
            return []
        return [
            Deferred(outcome.reason, one.id)
            if isinstance(outcome, Deferred)
            else (_stamp(one, outcome, subject), outcome)
            for outcome in found
        ]
    except Exception as error:  # noqa: BLE001 - a crash of any kind is reported, never a pass
        args = {"rule": one.id, "error": f"{type(error).__name__}: {error}"}
        return [(Observation(CRASHED, Severity.ERROR, Confidence.HIGH, "", args), Hit(""))]


def _stamp(one: Rule, hit: Hit, subject: Any) -> Observation:
    """Name rule, severity, confidence and cell. What the message quotes of the row itself is read when it is written.

    Raises:
        KeyError: the message names something that is neither an argument of the hit nor a field of the subject.
    """
    missing = one.placeholders.difference(hit.args, one.quotable)
    if missing:
        raise KeyError(f"message placeholders without a value: {sorted(missing)}")
    field = subject.field if one.grain is Cell else hit.field
    return Observation(one.id, one.severity, one.confidence, field, hit.args)
