"""New parts of a package: their content types, and who refers to them."""

import posixpath
from collections.abc import Iterable
from typing import Final

from lxml import etree

from kpilint.officefiles.markup import Markup, like, part
from kpilint.sources.containers.package import Package, part_key

_TYPES: Final = "[Content_Types].xml"
_RELATED: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class Changes:
    """The parts of a package that change, by name."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._markups: dict[str, Markup] = {}
        self._roots: dict[str, etree._Element] = {}
        self._bytes: dict[str, bytes] = {}
        self._names = {part_key(name) for name in package.names()}

    def markup(self, name: str) -> Markup:
        """Return a part that is there, to be changed."""
        if name not in self._markups:
            self._markups[name] = Markup(self.package, name)
        return self._markups[name]

    def keep(self, markup: Markup) -> None:
        """Take over a part that was opened elsewhere."""
        self._markups[markup.name] = markup

    def put(self, name: str, content: bytes) -> None:
        """Set the bytes of a part."""
        self._bytes[name] = content
        self._names.add(part_key(name))

    def new(self, pattern: str, root: etree._Element) -> str:
        """Add a part with the first free name of a pattern (`xl/comments{}.xml`) and return its name."""
        name = self.free(pattern)
        self._roots[name] = root
        return name

    def free(self, pattern: str) -> str:
        """Return the first name of a pattern that is not taken, and take it."""
        number = 1
        while part_key(pattern.format(number)) in self._names:
            number += 1
        name = pattern.format(number)
        self._names.add(part_key(name))
        return name

    def content(self) -> dict[str, bytes]:
        """Return the bytes of all parts that change."""
        written = {name: one.content() for name, one in self._markups.items()}
        return written | {name: part(root) for name, root in self._roots.items()} | self._bytes

    # -- content types and relationships

    def declare(self, name: str, kind: str) -> None:
        """Say what a part is."""
        self._type("Override", "PartName", f"/{name}", kind)

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Say what all parts with a suffix are."""
        self._type("Default", "Extension", suffix, kind)

    def _type(self, tag: str, key: str, value: str, kind: str) -> None:
        root = self.markup(_TYPES).root
        there = (one.get(key, "").lower() for one in root.iterchildren(f"{{*}}{tag}"))
        if value.lower() not in there:
            made = etree.SubElement(root, like(root, tag))
            made.set(key, value)
            made.set("ContentType", kind)
            if tag == "Default":
                root.insert(0, made)

    def relate(self, source: str, target: str, kind: str) -> str:
        """Have part `source` refer to part `target` and return the reference's id; `kind` is its full type."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name in self.package:
            root = self.markup(name).root
        else:
            made = etree.Element(f"{{{_RELATED}}}Relationships", nsmap={None: _RELATED})
            root = self._roots.setdefault(name, made)
        made = etree.SubElement(root, like(root, "Relationship"))
        made.set("Id", _free_id(one.get("Id", "") for one in root.iterchildren()))
        made.set("Type", kind)
        made.set("Target", posixpath.relpath(f"/{target}", f"/{folder}"))
        return str(made.get("Id"))


def of_kind(package: Package, source: str, kind: str) -> str:
    """Return the name of the first part of a kind that `source` refers to, "" if there is none."""
    related = package.relationships(source).values()
    return next((one.target for one in related if one.kind == kind and not one.external and one.target in package), "")


def types_of(root: etree._Element) -> str:
    """Return what the types of relationships begin with in the family of namespaces that a part uses."""
    return STRICT if str(root.tag).startswith("{http://purl.oclc.org/") else TRANSITIONAL


def _free_id(taken: Iterable[str]) -> str:
    names = {one.lower() for one in taken}
    number = len(names) + 1
    while f"rid{number}" in names:
        number += 1
    return f"rId{number}"
