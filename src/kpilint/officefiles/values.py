"""What is asked of an office file, and what came of it."""

from msgspec import Struct

from kpilint.model import Place


class CellEdit(Struct, frozen=True):
    """A cell whose text `before`, as the reader reads it, shall be `after`."""

    place: Place
    before: str
    after: str


class Refusal(Struct, frozen=True):
    """An edit that was not made, and why."""

    edit: CellEdit
    zh: str
    en: str


class Edited(Struct, frozen=True):
    """A file with the edits made but for those refused."""

    data: bytes
    refused: tuple[Refusal, ...] = ()


class Refused(Exception):  # noqa: N818 - no error of the program: the reason for a `Refusal`
    """Why one edit cannot be made."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


class Remark(Struct, frozen=True):
    """One paragraph or more of a comment: a heading in bold and what it says.

    `elsewhere` is added where it cannot stand at the place that it is about.
    """

    heading: str
    text: str = ""
    elsewhere: str = ""

    def moved(self) -> "Remark":
        """Return the remark for another place than its own."""
        return Remark(self.heading, "\n".join(filter(None, (self.elsewhere, self.text))))


class Comment(Struct, frozen=True):
    """A comment for the first of `places` that is a cell or paragraph of the file; its beginning where none is."""

    places: tuple[Place, ...]
    remarks: tuple[Remark, ...]


class Commented(Struct, frozen=True):
    """A file with comments: how many cells have one, and how many remarks stand elsewhere than at their first place."""

    data: bytes
    cells: int
    moved: int
