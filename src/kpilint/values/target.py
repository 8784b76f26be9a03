"""The parsed form of a target value (指标值); `values.parse` makes it."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class TargetKind(StrEnum):
    """What a target value is.

    `count` is a number with any known unit that is not money, a percentage or a length of time; `number` one with no
    unit or with a word that is none; `rate` a ratio (1:3) or an amount per something else (3次/年). Money per
    something (元/人/月) stays money.
    """

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"
    RATE = "rate"
    SCALE = "scale"
    QUALITATIVE = "qualitative"
    EMPTY = "empty"


class Target(Struct, frozen=True):
    """A target value. `raw` is the text as given; everything else is derived from it.

    `number` is as written: 9.13 of ≥9.13万人, whose `multiplier` is 10000, `unit` 人 and `unit_text` 万人; `amount`
    multiplies the two. A range has its lower bound in `number` and the other in `upper`, and the comparison of the
    lower bound. `comparator` is ge, le, gt, lt, eq, or "" where none is written.
    """

    raw: str
    kind: TargetKind
    comparator: str = ""
    number: Decimal | None = None
    multiplier: Decimal = Decimal(1)
    unit: str = ""
    """The unit's usual word; the published word itself where it is no known unit (百分率)."""
    unit_text: str = ""
    unit_class: str = ""
    """A class of rulesets/knowledge/units.yaml, "" for no unit or a word that is none."""
    per: tuple[str, ...] = ()
    """人 and 月 of 元/人/月."""
    upper: Decimal | None = None
    ratio_to: Decimal | None = None
    """The second term of 1:3, the denominator of 三分之二."""
    trailing: str = ""
    """What follows number and unit: *教龄/月 of 26元*教龄/月."""
    embedded: bool = False
    """The number was found inside a sentence."""
    change: str = ""
    """increase or decrease where the text speaks of a change (较上年提高), with or without an amount."""
    levels: tuple[str, ...] = ()
    """The steps of a graded scale, as published."""
    date: tuple[int, int, int] | None = None
    """Year, month and day of a date, 0 where not stated."""

    @property
    def amount(self) -> Decimal | None:
        """The number times its multiplier."""
        return None if self.number is None else self.number * self.multiplier
