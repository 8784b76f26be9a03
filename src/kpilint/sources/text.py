"""Reader of published text documents (.txt, .md)."""

from kpilint.model import Document, Place
from kpilint.sources.blocks import text_rows
from kpilint.sources.decode import decode
from kpilint.sources.layout.cells import too_large
from kpilint.sources.layout.grid import read_grid
from kpilint.sources.limits import DEFAULT_LIMITS, Limits


def read(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the target tables of a text document, with the problems met on the way.

    Raises:
        ReadFailure: nothing of the file can be assessed: empty, unknown encoding, beyond the limits.
    """
    if len(data) > limits.file_bytes:
        raise too_large("文件字节数 / bytes", len(data), limits.file_bytes, Place())
    return read_grid(text_rows(decode(data)), path, "text", limits)
