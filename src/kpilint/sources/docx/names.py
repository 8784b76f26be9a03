"""Names of WordprocessingML elements and attributes, in each of the namespaces that files use for them.

Word and WPS write the transitional namespace, "Strict Open XML Document" has its own, and the XML of Word 2003 a
third. The local names are the same but for a few.
"""

from functools import cache
from typing import Final

from lxml import etree

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WORD_2003: Final = "http://schemas.microsoft.com/office/word/2003/wordml"
NAMESPACES: Final = (TRANSITIONAL, STRICT, WORD_2003)

_AUX: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
"""Hints that Word 2003 leaves for other programs, among them the number it shows before a paragraph."""
LIST_TEXT: Final = f"{_AUX}t"
LIST_VALUE: Final = f"{_AUX}val"

ANNOTATION: Final = "{http://schemas.microsoft.com/aml/2001/core}annotation"
"""A tracked change in the XML of Word 2003."""

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE: Final = f"{_MC}AlternateContent"
CHOICE: Final = f"{_MC}Choice"
FALLBACK: Final = f"{_MC}Fallback"

_MATHS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
SYMBOL_EX: Final = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"

# fmt: off
_SKIPPED: Final = (
    "pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "instrText",
    "fldData", "rt", "rubyPr", "drawing", "pict", "annotationRef", "footnoteReference", "endnoteReference",
    "footnoteRef", "endnoteRef", "commentReference", "bookmarkStart", "bookmarkEnd", "proofErr",
    "lastRenderedPageBreak", "softHyphen", "txbxContent", "commentRangeStart", "commentRangeEnd", "permStart",
    "permEnd", "tbl", "binData",
)
# fmt: on
"""What holds no shown text of the paragraph, or text that is read elsewhere."""


_PROPERTIES: Final = (
    *("gridSpan", "tcW", "vMerge", "vmerge", "hMerge", "hmerge", "cellDel", "gridBefore", "gridAfter", "wBefore"),
    *("pStyle", "numPr", "outlineLvl", "pageBreakBefore", "sectPr", "rPr", "listPr"),
)


class Names:
    """Full names in one namespace: `names("tbl")` is `{namespace}tbl`."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace
        self._prefix = f"{{{namespace}}}"
        self.val = self("val")
        self.kinds = self._kinds()
        self.local = {self(one): one for one in _PROPERTIES}
        """Local names of the properties that are looked for among others."""

    def __call__(self, local: str) -> str:
        """Return the full name of `local`."""
        return self._prefix + local

    def _kinds(self) -> dict[str, str]:
        """Return what each inline element is to a reader of text; those not named are looked into."""
        kinds = {self(local): "skip" for local in _SKIPPED}
        kinds |= {self(one): one for one in ("t", "r", "tab", "br", "cr", "sym", "fldChar", "object", "noBreakHyphen")}
        kinds |= {self("ptab"): "tab", ALTERNATE: "alternate", f"{SYMBOL_EX}symEx": "sym", ANNOTATION: "annotation"}
        for space in _MATHS:
            kinds |= {f"{{{space}}}t": "t", f"{{{space}}}r": "r"}
            kinds |= {f"{{{space}}}{one}": one for one in ("f", "rad", "d", "sup", "sub", "nary", "ctrlPr")}
            kinds |= {f"{{{space}}}{one}": "skip" for one in ("rPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "deg")}
        return kinds


@cache
def names(namespace: str) -> Names:
    """Return the names in `namespace`, one of `NAMESPACES`."""
    return Names(namespace)


def namespace_of(tag: object) -> str:
    """Return the namespace of an element's tag, "" if it has none."""
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child with `tag`; faster than `find` for the properties, which stand first."""
    for one in element:
        if one.tag == tag:
            return one
    return None


def number(text: str | None, otherwise: int = 0) -> int:
    """Return the whole number an attribute holds, `otherwise` where it holds none or one beyond all use."""
    try:
        found = int(text or "", 10)
    except ValueError:
        return otherwise
    return found if abs(found) < 1 << 31 else otherwise
