"""What a basis cell cites: document numbers in every bracket style, named laws and documents with their articles.

`parse` takes any text, never raises, and runs in time linear to the text. The official form of a document number is
that of the 党政机关公文处理工作条例: issuer, year in 〔〕, number without leading zeros, 号.
"""

from functools import lru_cache
from typing import Final

from kpilint.citations.issuers import body_of
from kpilint.citations.laws import bare_laws, titles
from kpilint.citations.model import Citation, CitationKind, NumberFault
from kpilint.citations.numbers import numbers, orders
from kpilint.citations.text import fold

__all__ = ["Citation", "CitationKind", "NumberFault", "body_of", "parse"]

_CACHED_CHARS: Final = 400


def parse(text: str) -> tuple[Citation, ...]:
    """Return the citations of a cell from left to right. Total: a text that cites nothing gives ()."""
    return _parse_cached(text) if len(text) <= _CACHED_CHARS else _parse(text)


def _parse(raw: str) -> tuple[Citation, ...]:
    text = fold(raw)
    found = [*titles(text), *bare_laws(text), *numbers(text), *orders(text)]
    return tuple(sorted(found, key=lambda one: one.start))


_parse_cached = lru_cache(maxsize=65_536)(_parse)
