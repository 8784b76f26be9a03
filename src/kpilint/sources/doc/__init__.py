"""Reader of the binary Word format (.doc of Word 97-2003, and .wps as WPS writes it)."""

from kpilint.sources.doc.reader import parts

__all__ = ["parts"]
