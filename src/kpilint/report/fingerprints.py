"""Names for findings that stay while their content does: the same whatever file format a table came from.

Content is compared without what formats differ in: white space and line breaks, markup, full and half width, and the
number before a title, which word processors make by themselves.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kpilint import problems
from kpilint.finding import Finding
from kpilint.model import Document, Table
from kpilint.vocabulary import plain

_NUMBER: Final = re.compile(r"(?:附[件表])?[(第]?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})项?[)、.:]+(?!\d)")
"""The number of a title in the form that `plain` gives: 1、 (一) 第三项:."""
_RAW: Final = ("text", "found")
"""Arguments of a reader's problem that hold what it could not place."""
_SHOWN: Final = 40
"""Characters of it that count: readers cut the text they show, each at another place of white space."""


def fingerprints(table: Table, findings: Sequence[Finding]) -> list[str]:
    """Return a fingerprint for each finding of a table.

    It holds while rule, project, row name and the cell itself stay; equal findings are numbered in their order.
    """
    return _marks(_identity(table, one) for one in findings)


def document_fingerprints(document: Document, findings: Sequence[Finding]) -> list[str]:
    """Return a fingerprint for each finding about a whole document.

    It holds while rule, unit and the texts it speaks of stay; counts may change.
    """
    return _marks((one.seen.rule, one.seen.field, plain(document.unit), *_told(one)) for one in findings)


def _marks(contents: Iterable[Iterable[str]]) -> list[str]:
    seen: Counter[str] = Counter()
    marks = []
    for parts in contents:
        content = "\x1f".join(parts)
        seen[content] += 1
        numbered = f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")  # names of files may be no text
        marks.append(hashlib.blake2b(numbered, digest_size=10).hexdigest())
    return marks


def _identity(table: Table, finding: Finding) -> Iterator[str]:
    yield from (finding.seen.rule, finding.seen.field)
    yield plain(table.code) or plain(table.project) or _without_number(plain(table.title))
    if finding.at.row is not None:
        row = table.indicators[finding.at.row]
        cell = getattr(row, finding.seen.field, "")
        own = (cell,) if isinstance(cell, str) else map(str, cell)
        yield from map(plain, (row.level1, row.level2, row.name, *own))
    elif finding.seen.rule in problems.CATALOGUE:
        yield from _told(finding)


def _without_number(title: str) -> str:
    found = _NUMBER.match(title)
    return title[found.end() :] if found else title


def _told(finding: Finding) -> list[str]:
    """Return the texts a finding speaks of."""
    args = finding.seen.args
    if finding.seen.rule in problems.CATALOGUE:
        return [plain(args[name])[:_SHOWN] for name in _RAW if name in args]
    return sorted(plain(one) for one in args.values() if not one.isdigit())
