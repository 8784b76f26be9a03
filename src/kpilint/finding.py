"""What rules saw (`Hit`) and left open (`Deferred`), the stamped `Finding`, and the `Waiver` that excuses one."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from kpilint.model import Place


class Severity(StrEnum):
    """How bad a fault is. Kept apart from `Confidence`, which says how sure the rule is."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Confidence(StrEnum):
    """How sure a rule is. Only findings of high confidence score."""

    HIGH = "high"
    LOW = "low"


class Ref(Struct, frozen=True, gc=False):
    """A spot inside a run: document, table and row by index; None where the finding is about the whole."""

    document: int | None = None
    table: int | None = None
    row: int | None = None


class Hit(Struct, frozen=True):
    """What a rule saw, before the engine says who, how bad and where.

    `field` is the cell or part it stands in. `row`, `table` and `document` say which, for rules of a larger grain
    than their hit; a rule of indicator grain leaves them out. `others` are further spots of the same fault (the
    other copies of a copied row), as refs relative to the rule's grain. `args` fill the rule's message.
    """

    field: str
    args: Mapping[str, str] = {}
    row: int | None = None
    table: int | None = None
    document: int | None = None
    others: tuple[Ref, ...] = ()
    place: Place | None = None
    """Where the rule knows better than by the cell: one of several goals, a broken row."""


class Deferred(Struct, frozen=True):
    """The rule applies and cannot decide (money stated in two units, no denominator): no finding and no pass.

    The engine fills in `rule`.
    """

    reason: str
    rule: str = ""


class Observation(Struct, frozen=True, gc=False):
    """A hit stamped with its rule: shared by every row of equal content."""

    rule: str
    severity: Severity
    confidence: Confidence
    field: str
    args: Mapping[str, str] = {}


class Finding(Struct, frozen=True, gc=False):
    """An observation at its spot."""

    seen: Observation
    at: Ref
    others: tuple[Ref, ...] = ()
    place: Place | None = None


class Waiver(Struct, frozen=True):
    """An accepted exception (例外): why a finding stands and does not count, until when, and where that is written."""

    reason: str
    path: str
    place: Place
    until: date | None = None
    """The last day on which it holds; None where it has no end."""
