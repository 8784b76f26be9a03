"""Reader of PDF files: tables by their ruling lines, pages stitched together; one call, `parts`."""

from kpilint.sources.pdf.reader import parts

__all__ = ["parts"]
