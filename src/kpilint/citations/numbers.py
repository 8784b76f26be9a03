"""Document numbers: official, in other brackets, malformed, cut short."""

import re
from collections.abc import Iterator
from typing import Final

from kpilint.citations.issuers import (
    LEAST,
    goes_without_brackets,
    is_prefix,
    is_surely_prefix,
    issuer_before,
    may_issue,
    numbers_contracts,
    strip_lead,
)
from kpilint.citations.model import Citation, CitationKind, NumberFault
from kpilint.citations.text import Folded

_FIRST_OF_LAST_CENTURY: Final = 49
_YEARS: Final = range(1949, 2100)
_OPEN, _CLOSE = re.escape("〔【[({〈「『〖<"), re.escape("〕】])}〉」』〗>")
_ROUND: Final = "("
_OFFICIAL: Final = "〔"
"""Nothing else stands in such brackets, whatever the words before them."""
_PLACE: Final = "(?![楼线井院路桥机门泵站闸库坝渠车])"
"""Not a document but a thing that has a number: 5号楼."""
_HAN: Final = "[\u4e00-\u9fff]"

_BRACKETED: Final = re.compile(
    rf"(?P<open>[{_OPEN}])(?P<year>[0-9]{{2,5}})年?(?P<close>[{_CLOSE}])"
    rf"(?:(?P<mid>字?第?)(?P<number>[0-9]{{1,5}})(?![0-9.%])(?P<end>(?:号(?:文件|文)?)?){_PLACE}|(?P<blank>第?号))?"
)
_UNBRACKETED: Final = re.compile(
    rf"(?P<year>(?:19|20)[0-9]{{2}})年?[-—–]?(?P<mid>第?)(?P<number>[0-9]{{1,5}})(?P<end>号(?:文件|文)?){_PLACE}"
    r"(?P<after>公告|通告|令)?"
)
_OFFICES: Final = ("委", "府", "局", "部", "厅")
"""Ends of the name of a body, which is no prefix: 市委1号文件 is a paper known by that name."""
_MORE: Final = re.compile("(?:[-—–、,和及与至~]第?[0-9]{1,5})+号")
"""Further numbers that share the year: 〔2024〕5、6号."""
_ORDER: Final = re.compile(rf"(?P<issuer>{_HAN}{{2,12}}令|中央)\(?第?(?P<number>[0-9]{{1,5}})号(?:文件|文)?")
_YEARLESS: Final = re.compile(
    rf"(?:[{_OPEN}]?(?P<before>(?:19|20)[0-9]{{2}})[{_CLOSE}年]?)?(?P<issuer>{_HAN}{{2,12}}?)第?(?P<number>[0-9]{{1,4}})号"
    rf"(?P<end>文件|文)?{_PLACE}(?:[{_OPEN}](?P<after>(?:19|20)[0-9]{{2}})年?[{_CLOSE}])?"
)


def numbers(folded: Folded) -> Iterator[Citation]:
    """Find document numbers that have a year, and those whose prefix shows what they are."""
    taken: set[int] = set()
    for found in _BRACKETED.finditer(folded.text):
        issuer = issuer_before(folded, found.start())
        if _is_number(found, issuer):
            taken.update(range(found.start() - len(issuer), found.end()))
            yield _bracketed(folded, found, issuer)
    for found in _UNBRACKETED.finditer(folded.text):
        issuer = issuer_before(folded, found.start())
        if may_issue(issuer):
            taken.update(range(found.start() - len(issuer), found.end()))
            yield _unbracketed(folded, found, issuer)
    yield from _yearless(folded, taken)


def orders(folded: Folded) -> Iterator[Citation]:
    """Find orders and papers numbered without a year: 国务院令第722号, 中央1号文件."""
    for found in _ORDER.finditer(folded.text):
        issuer = strip_lead(found["issuer"])
        start = found.start() + len(found["issuer"]) - len(issuer)
        yield Citation(
            CitationKind.NUMBER, folded.published(start, found.end()), folded.origin[start], issuer, None,
            int(found["number"]),
        )  # fmt: skip


def _is_number(found: re.Match[str], issuer: str) -> bool:
    """Tell a document number from a year in brackets: 冀财规【2018】 is a number cut short, 工作计划(2020) is none."""
    written = found["year"]
    plausible = len(written) == len("15") or int(written) in _YEARS
    if found["number"] and found["end"]:
        return plausible or is_prefix(issuer)
    if len(written) == len("15") or not may_issue(issuer):
        return False
    if found["open"] in _ROUND:
        return is_surely_prefix(issuer)
    return is_prefix(issuer) or (plausible and found["open"] in _OFFICIAL)


def _bracketed(folded: Folded, found: re.Match[str], issuer: str) -> Citation:
    start = found.start() - len(issuer)
    written = found["year"]
    year = _full_year(written)
    faults = []
    if len(written) == len("15"):
        faults.append(NumberFault.SHORT_YEAR)
    if year is None:
        faults.append(NumberFault.NO_SUCH_YEAR)
    if found["number"]:
        faults += _faults_of_number(found, issuer)
        if not issuer and not strip_lead(folded.text[: found.start()]):
            faults.append(NumberFault.NO_ISSUER)
    marks = (folded.raw[folded.origin[found.start(name)]] for name in ("open", "close"))
    return Citation(
        CitationKind.NUMBER,
        folded.published(start, found.end()),
        folded.origin[start],
        issuer,
        year,
        int(found["number"]) if found["number"] else None,
        "".join(marks),
        truncated=not found["number"],
        faults=tuple(faults),
    )


def _unbracketed(folded: Folded, found: re.Match[str], issuer: str) -> Citation:
    start = found.start() - len(issuer)
    regular = goes_without_brackets(issuer) or found["after"] or not is_prefix(issuer)
    faults = () if regular else (NumberFault.NO_BRACKET, *_faults_of_number(found, issuer))
    return Citation(
        CitationKind.NUMBER,
        folded.published(start, found.end()),
        folded.origin[start],
        issuer,
        int(found["year"]),
        int(found["number"]),
        faults=tuple(faults),
    )


def _faults_of_number(found: re.Match[str], issuer: str) -> list[NumberFault]:
    if numbers_contracts(issuer):
        return []
    faults = []
    if found["number"].startswith("0") and found["number"] != "0":
        faults.append(NumberFault.LEADING_ZERO)
    if "第" in found["mid"]:
        faults.append(NumberFault.ORDINAL)
    if not found["end"] and is_prefix(issuer) and not _MORE.match(found.string, found.end()):
        faults.append(NumberFault.NO_END)
    return faults


def _yearless(folded: Folded, taken: set[int]) -> Iterator[Citation]:
    """Find numbers with the year in the wrong place (冀财社21号〔2018〕), or without one (冀财社21号)."""
    for found in _YEARLESS.finditer(folded.text):
        issuer = strip_lead(found["issuer"])
        start = found.start("issuer") + len(found["issuer"]) - len(issuer)
        if len(issuer) < LEAST or goes_without_brackets(issuer) or start in taken:
            continue
        if not (is_surely_prefix(issuer) or (found["end"] and is_prefix(issuer) and not issuer.endswith(_OFFICES))):
            continue
        year = found["before"] if issuer == found["issuer"] else None
        start, year = (found.start(), year) if year else (start, found["after"])
        yield Citation(
            CitationKind.NUMBER,
            folded.published(start, found.end()),
            folded.origin[start],
            issuer,
            int(year) if year else None,
            int(found["number"]),
            truncated=not year,
            faults=(NumberFault.ORDER,) if year else (),
        )


def _full_year(written: str) -> int | None:
    year = int(written)
    if len(written) == len("15"):
        return year + (1900 if year >= _FIRST_OF_LAST_CENTURY else 2000)
    return year if year in _YEARS else None
