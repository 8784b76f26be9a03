"""Values: what is known of a document, what a source claims, and where it is placed in the end."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

from msgspec import Struct

Field = Literal["county", "unit", "year"]
FIELDS: Final[tuple[Field, ...]] = ("county", "unit", "year")


class Source(StrEnum):
    """Where it is written to whom a table belongs, the strongest first."""

    FORCED = "forced"
    """An entry of the manifest that says `force: true`."""
    TABLE = "table"
    DOCUMENT = "document"
    TITLE = "title"
    NAME = "name"
    """Of the file."""
    FOLDER = "folder"
    MANIFEST = "manifest"
    NONE = "none"


class ManifestEntry(Struct, frozen=True):
    """What `kpilint.yaml` says of the files that `pattern` takes in, a glob relative to the manifest's folder.

    With `force` it wins over what the files themselves say; else it fills in what nothing else tells.
    """

    pattern: str
    county: str = ""
    unit: str = ""
    year: int | None = None
    force: bool = False


class Manifest(Struct, frozen=True):
    """The entries of a manifest: of several that take a file in, the first that names a county (unit, year) counts."""

    entries: tuple[ManifestEntry, ...] = ()
    folder: str = ""
    """The manifest's own, as paths of documents begin."""


class DocumentFacts(Struct, frozen=True):
    """What a document says of itself."""

    path: str
    unit: str = ""
    year: int | None = None
    titles: tuple[str, ...] = ()
    """Of its tables."""


class TableFacts(Struct, frozen=True):
    """What a table says of itself."""

    unit: str = ""
    year: int | None = None


class Claim(Struct, frozen=True):
    """One county, unit or year, as one source has it; `value` "" for none."""

    source: Source = Source.NONE
    value: str = ""
    city: str = ""
    """Of a county: the city or prefecture above it, where that is named too."""


class Disagreement(Struct, frozen=True):
    """Two sources that say different things; `used` is the one that counted."""

    field: Field
    used: Claim
    other: Claim


class Belonging(Struct, frozen=True):
    """Where a table belongs, by whose word, and who says otherwise."""

    claims: Mapping[Field, Claim]
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def county(self) -> str:
        """The county, "" where it is not known."""
        return self.claims["county"].value

    @property
    def unit(self) -> str:
        """The unit without its county, "" where it is not known."""
        return self.claims["unit"].value

    @property
    def year(self) -> int | None:
        """The year, None where it is not known."""
        return int(self.claims["year"].value or 0) or None
