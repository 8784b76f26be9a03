"""Numbers laid out over the placeholders of a format section.

A number is shown with at most 15 significant digits, and halves are rounded up on those (2.675 as 0.00 is 2.68).
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from msgspec import Struct

from kpilint.sources.excel.chinese import each_digit
from kpilint.sources.excel.formatcode import Section, Token

_CONTEXT: Final = Context(prec=4000, rounding=ROUND_HALF_UP)
"""Wide enough for 1E+308 with all the percent signs and decimals that a format code has room for."""
_GENERAL_WIDTH: Final = 11
_GENERAL_DIGITS: Final = 10
_GENERAL_PLACES: Final = 9
_SMALLEST: Final = -4
"""Power of ten from which General shows decimals even if it must round them."""
_EXPONENT_DIGITS: Final = 6


def general(value: float) -> str:
    """Return a number as the format General shows it in a column that is wide enough: in 11 characters."""
    if value == int(value) and abs(value) < 10**_GENERAL_WIDTH:
        return str(int(value))
    number = exact(value)
    size = abs(number)
    power = size.adjusted()
    if _SMALLEST <= power < _GENERAL_WIDTH:
        places = _GENERAL_PLACES if power < 0 else max(_GENERAL_DIGITS - 1 - power, 0)
        size = _rounded(size, places)
        if size.adjusted() < _GENERAL_WIDTH:
            return _signed(_plain(size), number)
    elif power < 0 and len(_plain(size)) <= _GENERAL_WIDTH:
        return _signed(_plain(size), number)
    mantissa, _, exponent = f"{size:.{_EXPONENT_DIGITS - 1}E}".partition("E")
    digits = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return _signed(f"{digits}E{int(exponent):+03d}", number)


def exact(value: float) -> Decimal:
    """Return a number with the 15 digits that Excel calculates and shows."""
    return Decimal(f"{value:.14E}")


def shown_number(number: Decimal, section: Section, *, minus: bool) -> str:
    """Return a number that is not negative as a section with placeholders shows it, `minus` before it if wanted.

    A minus is left out where the digits shown are all zeros.
    """
    tokens = _scaled(section.tokens)
    number = _CONTEXT.scaleb(number, 2 * sum(token.kind == "%" for token in tokens))
    number = _CONTEXT.scaleb(number, -3 * sum(token.kind == "scale" for token in tokens))
    if any(token.kind == "exponent" for token in tokens):
        text = _scientific(number, tokens)
    elif (slash := _fraction_at(tokens)) is not None:
        text = _fraction(number, tokens, slash)
    else:
        text = _fixed(number, tokens)
    if section.numerals:
        text = each_digit(text, section.numerals)
    return f"-{text}" if minus and any(letter not in "0０〇零" for letter in text if _is_digit(letter)) else text


def _is_digit(letter: str) -> bool:
    return letter.isdigit() or letter in "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"


def _signed(text: str, number: Decimal) -> str:
    return f"-{text}" if number < 0 else text


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return _CONTEXT.quantize(number, Decimal((0, (1,), -places)))


def _scaled(tokens: tuple[Token, ...]) -> list[Token]:
    """Return tokens with commas told apart: `group` between integer digits, `scale` after the last one, text else."""
    made = list(tokens)
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    point = next((at for at, token in enumerate(tokens) if token.kind == "."), len(tokens))
    for at, token in enumerate(tokens):
        if token.kind == ",":
            if not digits or at < digits[0]:
                made[at] = Token("literal", ",")
            elif at < point and any(at < digit < point for digit in digits):
                made[at] = Token("group", "")
            else:
                made[at] = Token("scale", "")
    return made


class _Places(Struct, frozen=True):
    """Where the placeholders of a section are: positions among its tokens."""

    whole: list[int]
    decimals: list[int]
    exponent: list[int]


def _places(tokens: list[Token]) -> _Places:
    whole: list[int] = []
    decimals: list[int] = []
    exponent: list[int] = []
    into = whole
    for at, token in enumerate(tokens):
        if token.kind == "." and into is whole:
            into = decimals
        elif token.kind == "exponent":
            into = exponent
        elif token.kind == "digit":
            into.append(at)
    return _Places(whole, decimals, exponent)


def _fixed(number: Decimal, tokens: list[Token]) -> str:
    places = _places(tokens)
    return _joined(tokens, _digits(_rounded(number, len(places.decimals)), tokens, places))


def _joined(tokens: list[Token], filled: dict[int, str]) -> str:
    return "".join(filled.get(at, "" if token.kind == "digit" else token.text) for at, token in enumerate(tokens))


def _digits(number: Decimal, tokens: list[Token], places: _Places) -> dict[int, str]:
    """Return what each placeholder shows of a number that is rounded to the decimals there are."""
    whole, _, rest = f"{number:f}".partition(".")
    filled = _whole(whole.lstrip("0"), tokens, places.whole)
    ended = True
    for at, digit in reversed(list(zip(places.decimals, rest, strict=False))):
        ended = ended and digit == "0"
        filled[at] = _absent(tokens[at].text) if ended else digit
    return filled


def _absent(placeholder: str) -> str:
    return {"0": "0", "?": " "}.get(placeholder, "")


def _whole(digits: str, tokens: list[Token], places: list[int]) -> dict[int, str]:
    """Return what the placeholders before the point show: filled from the right, the first takes what is left."""
    grouped = any(token.kind == "group" for token in tokens)
    filled: dict[int, str] = {}
    left = digits
    for order, at in enumerate(reversed(places)):
        first = at == places[0]
        piece = left if first else left[-1:]
        left = "" if first else left[:-1]
        piece = piece or _absent(tokens[at].text)
        filled[at] = _grouped(piece, order) if grouped else piece
    if not places and digits:  # ".00" shows the whole part before its point
        point = next((at for at, token in enumerate(tokens) if token.kind == "."), None)
        if point is not None:
            filled[point] = f"{digits}."
    return filled


def _grouped(piece: str, order: int) -> str:
    """Return digits of which the last stands at place `order` from the right, with a comma after each thousand."""
    made = []
    for at, digit in enumerate(piece):
        place = order + len(piece) - 1 - at
        made.append(digit + ("," if place and place % 3 == 0 and digit != " " else ""))
    return "".join(made)


def _scientific(number: Decimal, tokens: list[Token]) -> str:
    places = _places(tokens)
    step = max(len(places.whole), 1)
    power = number.adjusted() // step * step if number else 0
    mantissa = _rounded(_CONTEXT.scaleb(number, -power), len(places.decimals))
    if mantissa and mantissa.adjusted() >= step:
        power += step
        mantissa = _rounded(_CONTEXT.scaleb(number, -power), len(places.decimals))
    filled = _digits(mantissa, tokens, places)
    filled |= _whole(str(abs(power)).lstrip("0"), tokens, places.exponent)
    for at, token in enumerate(tokens):
        if token.kind == "exponent":
            filled[at] = "E" + ("-" if power < 0 else token.text[1].replace("-", ""))
    return _joined(tokens, filled)


def _fraction_at(tokens: list[Token]) -> int | None:
    """Return where the stroke of a fraction stands, if there is one with places before and after it."""
    for at, token in enumerate(tokens):
        if token.kind == "/" and at and tokens[at - 1].kind == "digit" and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.kind == "digit" or (after.kind == "literal" and after.text.isdecimal()):
                return at
    return None


def _fraction(number: Decimal, tokens: list[Token], slash: int) -> str:
    start = slash
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    end = slash + 1
    while end < len(tokens) and (tokens[end].kind == "digit" or tokens[end].text.isdecimal()):
        end += 1
    below = tokens[slash + 1 : end]
    whole_at = [at for at, token in enumerate(tokens[:start]) if token.kind == "digit"]
    whole = int(number) if whole_at else 0
    top, bottom = _ratio(number - whole, below)
    if whole_at and top == bottom:
        whole, top = whole + 1, 0
    filled = _whole(str(whole).lstrip("0"), tokens, whole_at)
    before = _joined(tokens[:start], filled)
    if not top and whole_at:
        return (before if whole else before + "0") + _joined(tokens[end:], {})
    width = slash - start
    return f"{before}{str(top).rjust(width)}/{str(bottom).ljust(len(below))}{_joined(tokens[end:], {})}"


def _ratio(number: Decimal, below: list[Token]) -> tuple[int, int]:
    """Return the nearest fraction whose denominator is the one given, or has as many digits as there are places."""
    if all(token.text.isdecimal() for token in below) and below[0].kind == "literal":
        bottom = int("".join(token.text for token in below)) or 1
        return int(_rounded(number * bottom, 0)), bottom
    nearest = Fraction(number).limit_denominator(10 ** min(len(below), 7) - 1)
    return nearest.numerator, nearest.denominator
