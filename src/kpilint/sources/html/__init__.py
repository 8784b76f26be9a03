"""Reader of web pages: what county websites publish, and what Word, Excel, WPS and LibreOffice save as a page.

`parts` reads a file, which may be an archive of pages (.mht); `fragment_parts` reads the markup of a table that stands
in a text document. Pages are parsed as browsers parse them (selectolax, which is lexbor); what is a cell, a paragraph
or neither is found here.
"""

from kpilint.sources.html.reading import fragment_parts, parts

__all__ = ["fragment_parts", "parts"]
