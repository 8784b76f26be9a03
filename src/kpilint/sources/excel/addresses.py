"""Addresses of cells as Excel writes them: `Sheet1!C7`, `'表 1'!C7`."""

import re
from functools import lru_cache
from typing import Final

MAX_ROWS: Final = 1 << 20
MAX_COLUMNS: Final = 1 << 14

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_PLAIN: Final = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL: Final = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*|TRUE|FALSE", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=MAX_COLUMNS)
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0 (27: AB)."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMNS)
def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell; row and column are counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def parse_cell(address: str) -> tuple[int, int] | None:
    """Return row and column of an address, counted from 0; None if it is none."""
    found = _CELL.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def parse_range(address: str) -> tuple[int, int, int, int] | None:
    """Return first row, first column, last row and last column of a range; None if it is none."""
    first, _, last = address.replace("$", "").partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    return (*start, *end) if start and end else None


@lru_cache(maxsize=1024)
def sheet_prefix(name: str) -> str:
    """Return what stands before the address of a cell of a sheet: its name, quoted where Excel quotes it, and `!`."""
    if _PLAIN.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return f"{name}!"
    return "'{}'!".format(name.replace("'", "''"))
