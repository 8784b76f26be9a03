"""Limits on hostile input, with their defaults."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one file may cost. Sizes in bytes, lengths in characters."""

    file_bytes: int = 512 * 1024 * 1024
    tables: int = 200_000
    rows: int = 2_000_000
    cell_chars: int = 20_000
    depth: int = 24
    """Nesting of mappings and lists; the format itself needs 6."""
    alias_weight: int = 10_000
    """Scalars that all YAML aliases of one file may expand to together."""
    archive_entries: int = 10_000
    """Files inside one zip archive; an office file with many pictures has some hundreds."""
    unpacked_bytes: int = 1024 * 1024 * 1024
    """What all parts of one zip archive that are read may come to, unpacked."""
    unpack_ratio: int = 400
    """How many times its packed size a part may unpack to once it is beyond 16 MB; office files reach about 100."""
    table_depth: int = 16
    """Nesting of tables in tables."""
    cells: int = 8_000_000
    """Cells of all tables of a web page, merged ones counted in each row they reach."""
    markup_bytes: int = 128 * 1024 * 1024
    """Size of a web page; parsed it takes up about ten times as much."""
    markup_depth: int = 1000
    """Nesting of elements in a web page; browsers stop at 512."""
    sheet_cells: int = 4_000_000
    """Cells with content in one workbook, and cells of the tables made of it, empty ones too."""
    sheet_chars: int = 200_000_000
    """Characters in all cells of one workbook; a text that many cells share counts for each."""
    archive_bytes: int = 4 * 1024 * 1024 * 1024
    """What all files of one zip archive, those of zips inside it too, may come to unpacked."""
    archive_depth: int = 3
    """Zips inside zips, the outermost counted."""
    seconds: float = 60.0
    """Time the guarded process has for one file; a file beyond 1 MB gets one second more for each megabyte."""
    memory_bytes: int = 2 * 1024 * 1024 * 1024
    """Memory the guarded process may have."""
    pdf_pages: int = 5_000
    """Pages of one PDF file."""
    pdf_chars: int = 200_000
    """Characters on one page; a page full of small print has 10 000."""
    pdf_objects: int = 300_000
    """Page objects on one page, those of forms in it too."""
    pdf_segments: int = 1_000_000
    """Segments of the paths on one page; a map may have more, and is not read."""

    def seconds_for(self, size: int) -> float:
        """Return how long reading a file of `size` bytes may take."""
        return self.seconds + size // 1_000_000


DEFAULT_LIMITS = Limits()
