"""Chinese numerals, as Word counts lists in them and Excel shows cells."""


def below_ten_thousand(value: int, digits: str, places: tuple[str, ...]) -> str:
    """Return 12 as 一十二, 105 as 一百零五, nothing for 0; a gap between digits is said once, as `digits[0]`.

    Args:
        value: from 0 to 9999.
        digits: the numerals from 0 to 9.
        places: what follows a digit that stands for ones, tens, hundreds, thousands.
    """
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + places[place]
        gap = not digit
    return text
