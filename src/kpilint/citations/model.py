"""The values that citations are read into."""

from enum import StrEnum

from msgspec import Struct


class CitationKind(StrEnum):
    """`law` is a law or regulation (法, 条例, 法典); `document` any other named paper; `number` a document number."""

    NUMBER = "number"
    LAW = "law"
    DOCUMENT = "document"


class NumberFault(StrEnum):
    """How a document number departs from its official form, the style of its brackets apart."""

    SHORT_YEAR = "short-year"
    NO_SUCH_YEAR = "no-such-year"
    LEADING_ZERO = "leading-zero"
    ORDINAL = "ordinal"
    ORDER = "order"
    NO_BRACKET = "no-bracket"
    NO_END = "no-end"
    NO_ISSUER = "no-issuer"


class Citation(Struct, frozen=True):
    """One citation as published (`raw`, from offset `start` of the cell) and its parts.

    `year` has four digits, also where the text has two. `bracket` is the pair of marks around the year as published
    (【】), "" where there is none. `truncated` says that the year or the number is missing, or the end of a title.
    `articles` are those of a law (53 of 第五十三条), `faults` those of a document number.
    """

    kind: CitationKind
    raw: str
    start: int
    issuer: str = ""
    year: int | None = None
    number: int | None = None
    bracket: str = ""
    truncated: bool = False
    title: str = ""
    articles: tuple[int, ...] = ()
    faults: tuple[NumberFault, ...] = ()

    @property
    def official(self) -> str:
        """The citation in the official form; what is missing in the text is missing here."""
        if self.kind is not CitationKind.NUMBER:
            return f"《{self.title}》" + "".join(f"第{article}条" for article in self.articles)
        year = "" if self.year is None else f"〔{self.year}〕"
        return f"{self.issuer}{year}" + ("" if self.number is None else f"{self.number}号")
