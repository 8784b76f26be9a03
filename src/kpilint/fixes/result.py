"""What became of one file."""

from msgspec import Struct

from kpilint.finding import Severity
from kpilint.fixes.change import Change
from kpilint.fixes.settle import Left
from kpilint.model import Document
from kpilint.problems import CATALOGUE


class Refused(Struct, frozen=True):
    """A change that could not be written, and why, in Chinese and English."""

    change: Change
    zh: str
    en: str


class FileFix(Struct, frozen=True):
    """A file with its fixes: `path` as the system has it, and the name of its format, "" where it has no tables."""

    path: str
    format_name: str
    document: Document
    writable: bool
    before: bytes
    after: bytes
    texts: tuple[str, str] | None = None
    """What it says before and after, where it is a text."""
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.after != self.before

    @property
    def failed(self) -> bool:
        """Whether it could not be read, or a change could not be written. One of another format has not failed."""
        return bool(self.refused) or (not self.document.tables and self._unread)

    @property
    def _unread(self) -> bool:
        return any(CATALOGUE[one.code].severity is Severity.ERROR for one in self.document.problems)
