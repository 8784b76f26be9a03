"""One amount inside a target text: comparison, number, unit, and the second bound of a range.

Texts are expected in the form `vocabulary.plain` gives. Every step looks a bounded distance ahead.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import vocabulary
from kpilint.values import numerals, units

OPPOSITE: Final = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", "eq": "eq"}
_ONE: Final = Decimal(1)
_MAX_PREFIX: Final = 6

_NUMBER: Final = rf"(?:{numerals.ARABIC}|{numerals.CHINESE})"
NUMBERS: Final = re.compile(rf"[百千万]分之{_NUMBER}|{_NUMBER}")
_PARTS_OF: Final = re.compile(rf"({numerals.CHINESE})分之")
_PARTS: Final = {"百": "%", "千": "‰", "万": "‱"}
_RATIO: Final = re.compile(r"[:∶/比](?=[0-9])")
_TENTHS: Final = re.compile(r"成(?=(?:[以左半或及]|$|[^\u4e00-\u9fff]))")
_APPROXIMATELY: Final = re.compile(r"[余多几](?!个百分点)")
_LEAD: Final = re.compile(r"大?约|近|共计?|总计|合计|为|达(?!到)|:|均|(?P<money>人民币|¥)")
_EVERY: Final = re.compile(r"([人户日月年亩村])均(?=[^\u4e00-\u9fff]|[一二三四五六七八九十百不达])")
_EACH: Final = re.compile(r"每([\u4e00-\u9fff]{1,3}?)(?=每|[0-9])")
_AROUND: Final = re.compile(r"左右|上下")
_RANGE: Final = re.compile(rf"(?:[-~—–−至到]{{1,3}})(?={_NUMBER})")
_JOIN: Final = re.compile(r"[,、;]?(?:且|并且|同时)?(?=\D)")
_VARIABLE: Final = re.compile(r"[^0-9<>=≤≥≦≧﹤]{0,12}")


class Number(Struct, frozen=True):
    """A number and where it ends. `unit` is given where the numeral itself says it: 百分之, 九成."""

    value: Decimal
    end: int
    multiplier: Decimal = _ONE
    unit: str = ""
    text: str = ""
    chinese: bool = False
    ratio_to: Decimal | None = None


class Amount(Struct, frozen=True):
    """A number with all that belongs to it; `end` is the offset behind it. See `values.Target` for the fields."""

    number: Decimal
    end: int
    comparator: str = ""
    multiplier: Decimal = _ONE
    unit: str = ""
    unit_text: str = ""
    unit_class: str = ""
    per: tuple[str, ...] = ()
    upper: Decimal | None = None
    ratio_to: Decimal | None = None
    chinese: bool = False


class Prefix(Struct, frozen=True):
    """What stands before the number: 每人每月不低于约."""

    end: int
    comparator: str = ""
    per: tuple[str, ...] = ()
    money: bool = False
    """A currency is named before the number: ¥100."""


def comparator_at(text: str, at: int) -> tuple[str, int]:
    """Return the comparison (ge, le, gt, lt, eq) written at `at` and its end, or "" and `at`."""
    found = _comparators().match(text, at)
    return (vocabulary.lookup("comparators")[found.group()], found.end()) if found else ("", at)


def prefix_at(text: str, at: int) -> Prefix:
    """Read what may stand before a number: 每 with a unit, 人均, comparison, 约."""
    comparator, per, money = "", [], False
    for _ in range(_MAX_PREFIX):
        sign, end = comparator_at(text, at)
        if sign:
            comparator, at = comparator or sign, end
        elif every := _EVERY.match(text, at):
            per.append(every[1])
            at = every.end()
        elif lead := _LEAD.match(text, at):
            money, at = money or lead["money"] is not None, lead.end()
        elif text.startswith("每", at) and (word := units.word_at(text, at + 1))[1] is not None:
            per.append(text[at + 1 : at + 1 + word[0]])
            at += 1 + word[0]
        elif each := _EACH.match(text, at):
            per.append(each[1])
            at = each.end()
        else:
            break
    return Prefix(at, comparator, tuple(per), money)


def number_at(text: str, at: int) -> Number | None:
    """Read the number at `at`: 1,234.5, 九十五, 百分之九十五, 九成, 半, 1:3, a sign before it allowed."""
    if text.startswith("百分百", at):
        return Number(Decimal(100), at + 3, unit="%", text="百分百", chinese=True)
    if found := _PARTS_OF.match(text, at):
        return _part_of(text, found)
    signed = text[at : at + 1] in ("-", "−", "+", "±")
    plain = numerals.arabic_at(text, at + signed)
    if plain is None:
        return _chinese_at(text, at)
    value, end = plain
    if tenths := _TENTHS.match(text, end):
        return Number(value, tenths.end(), Decimal(10), "%", "成")
    no_unit = units.word_at(text, end)[1] is None
    if no_unit and (ratio := _RATIO.match(text, end)) and (second := numerals.arabic_at(text, ratio.end())):
        return Number(value, second[1], ratio_to=second[0])
    return Number(-value if text[at] in "-−" else value, end)


def amount_at(text: str, at: int, prefix: Prefix) -> Amount | None:
    """Read number, unit, words such as 以上 after them, and the second bound of a range."""
    first = _single_at(text, at, prefix.comparator)
    if first is None:
        return None
    ranged = _RANGE.match(text, first.end)
    if ranged and first.ratio_to is None and (second := _single_at(text, ranged.end(), "")):
        first = _range(first, second)
    elif bound := _second_bound(text, first):
        first = bound
    if prefix.money and not first.unit_text.strip("万亿"):
        first = replace(first, unit="元", unit_class="money")
    return replace(first, per=(*prefix.per, *first.per)) if prefix.per else first


def _chinese_at(text: str, at: int) -> Number | None:
    if text.startswith("半", at) and units.word_at(text, at + 1)[1] is not None:
        return Number(Decimal("0.5"), at + 1, chinese=True)
    found = numerals.chinese_at(text, at)
    if found is None:
        return None
    value, multiplier, end = found
    if tenths := _TENTHS.match(text, end):
        half = text.startswith("半", tenths.end())
        return Number(
            value + Decimal("0.5") if half else value, tenths.end() + half, Decimal(10), "%", "成", chinese=True
        )
    return Number(value, end, multiplier, chinese=True)


def _part_of(text: str, found: re.Match[str]) -> Number | None:
    second = numerals.arabic_at(text, found.end()) or numerals.chinese_at(text, found.end())
    whole = numerals.chinese(found[1])
    if second is None or whole is None:
        return None
    if unit := _PARTS.get(found[1]):
        return Number(second[0], second[-1], unit=unit, text=found.group(), chinese=True)
    return Number(second[0], second[-1], ratio_to=whole, chinese=True)


def _single_at(text: str, at: int, comparator: str) -> Amount | None:
    number = number_at(text, at)
    if number is None:
        return None
    if number.unit:
        end, unit = number.end + text.startswith("%", number.end), units.unit_of(number.unit)
        after, end = _after_at(text, end)
        known = (unit.name, number.text, unit.unit_class) if unit else (number.unit, number.text, "")
        return Amount(number.value, end, comparator or after, number.multiplier, *known, chinese=number.chinese)
    return _with_unit(text, number, comparator)


def _with_unit(text: str, number: Number, comparator: str) -> Amount:
    rough = _APPROXIMATELY.match(text, number.end)
    end = rough.end() if rough else number.end
    reading, after = units.read(text, end), ""
    if reading is None:
        after, end = _after_at(text, end)
        reading = units.read(text, end) if after else None
    if reading is None:
        unit_at, multiplier = units.multiplier_at(text, end)
        later, last = ("", unit_at) if after else _after_at(text, unit_at)
        return Amount(
            number.value, last, comparator or after or later, number.multiplier * multiplier,
            ratio_to=number.ratio_to, unit_text=text[end:unit_at], chinese=number.chinese,
        )  # fmt: skip
    later, end = _after_at(text, reading.end)
    per, end = units.per_at(text, end) if later and not reading.per else (reading.per, end)
    return Amount(
        number.value, end, comparator or after or later, number.multiplier * reading.multiplier, reading.unit.name,
        reading.text, reading.unit.unit_class, per, ratio_to=number.ratio_to, chinese=number.chinese,
    )  # fmt: skip


def _after_at(text: str, at: int) -> tuple[str, int]:
    """Return the comparison in words after a number (以上, 以内, (含)以上) and its end."""
    around = _AROUND.match(text, at)
    at = around.end() if around else at
    found = _comparators_after().match(text, at)
    return (vocabulary.lookup("comparators_after")[found[1]], found.end()) if found else ("", at)


def _range(first: Amount, second: Amount, comparator: str = "") -> Amount:
    """Join two bounds. A multiplier or unit written once belongs to both: 1-2万元, 80-90%."""
    unit = first if first.unit_text else second
    low, high = first.number, second.number
    multiplier = unit.multiplier
    if first.unit_text and second.unit_text and first.multiplier != second.multiplier:
        low, high, multiplier = low * first.multiplier, high * second.multiplier, _ONE
    return Amount(
        min(low, high), second.end, comparator or first.comparator or second.comparator, multiplier, unit.unit,
        unit.unit_text, unit.unit_class, unit.per, max(low, high), chinese=first.chinese,
    )  # fmt: skip


def _second_bound(text: str, first: Amount) -> Amount | None:
    """Read ≥80%且<90% and 80%≤X<90%; the comparison kept is that of the lower bound."""
    joined = _JOIN.match(text, first.end)
    sign, at = comparator_at(text, joined.end() if joined else first.end)
    if not sign:
        return None
    if not first.comparator:
        variable = _VARIABLE.match(text, at)
        first_sign, (sign, at) = OPPOSITE[sign], comparator_at(text, variable.end() if variable else at)
    else:
        first_sign = first.comparator
    second = _single_at(text, at, "") if sign else None
    if second is None or {first_sign[0], sign[0]} != {"g", "l"}:
        return None
    return _range(first, second, first_sign if first_sign[0] == "g" else sign)


@cache
def alternation(section: str) -> str:
    """Return a pattern of all words of a section of the vocabulary, the longest first."""
    return vocabulary.alternatives(vocabulary.lookup(section))


@cache
def _comparators() -> re.Pattern[str]:
    return re.compile(alternation("comparators"))


@cache
def _comparators_after() -> re.Pattern[str]:
    words = vocabulary.lookup("comparators_after")
    long = vocabulary.alternatives(word for word in words if len(word) > 1)
    single = "".join(word for word in words if len(word) == 1)
    return re.compile(rf"(?:\((?:含|不含)\))?({long}|[{single}](?![\u4e00-\u9fff]))(?:\((?:含|不含)\))?")
