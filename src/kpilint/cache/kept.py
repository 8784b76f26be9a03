"""The cache as readers and engine see it: documents and checks of tables that an earlier run has made."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from kpilint.cache.location import Location
from kpilint.cache.origin import UnknownOriginError, code_digest, digest_of, rules_digest
from kpilint.cache.results import Packer, Unpacker
from kpilint.cache.store import Store, Trouble
from kpilint.engine import TableCheck
from kpilint.guarded.sharing import share
from kpilint.model import Document, Table
from kpilint.rule import Rule
from kpilint.sources.limits import Limits

_NOT_KEPT: Final = frozenset({"json", "jsonl"})
"""Formats that are read as fast as a cache is."""

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Document).decode


class Kept:
    """The cache of one process. `untraceable` says why there is none for the code and rules as they are."""

    def __init__(self, location: Location, rules: Sequence[Rule]) -> None:
        self.untraceable: Trouble | None = None
        self.documents: KeptDocuments | None = None
        self.checks: KeptTables | None = None
        self.store = Store(location.file, location.most_bytes)
        try:
            code = code_digest(rules)
            self.documents = KeptDocuments(self.store, code)
            self.checks = KeptTables(self.store, rules_digest(code, rules), {one.id: one for one in rules})
        except UnknownOriginError as error:
            zh, en = error.args
            self.untraceable = Trouble(f"本次不用缓存：{zh}", f"the cache is not used: {en}")
        else:
            self.store.open()  # once, before worker processes come for it

    def close(self) -> Trouble | None:
        """Write what is new, let go of the file, and return what was wrong with it."""
        self.store.close()
        return self.store.trouble


class KeptDocuments:
    """Documents by the bytes of their files."""

    def __init__(self, store: Store, origin: bytes) -> None:
        self._store = store
        self._origin = origin

    def key(self, form: str, data: bytes, path: str, limits: Limits) -> bytes | None:
        """Return the key of what a reader makes of a file, None where it is not worth keeping."""
        if form in _NOT_KEPT:
            return None
        return digest_of(self._origin, "document", form, hashlib.blake2b(data).digest(), path, limits)

    def find(self, key: bytes) -> Document | None:
        """Return the document that is kept under a key."""
        found = self._store.get([key]).get(key)
        try:
            document = _decode(found) if found is not None else None
        except msgspec.MsgspecError:
            return None
        if document is not None:
            share(document)
        return document

    def keep(self, key: bytes, document: Document) -> None:
        """Keep a document, if it can be."""
        try:
            self._store.put(key, _encode(document))
        except (TypeError, ValueError):
            return


class KeptTables:
    """Checks of tables by their content; see `engine.kept`."""

    def __init__(self, store: Store, origin: bytes, rules: Mapping[str, Rule]) -> None:
        self._store = store
        self._origin = origin
        self._packer = Packer()
        self._unpacker = Unpacker(rules)
        self._keys: dict[int, bytes] = {}

    def find(self, tables: Sequence[Table], document: int) -> list[TableCheck | None]:
        """Return the check of each table of a document, None where none is kept."""
        keys = [self._key(one) for one in tables]
        self._keys = {id(one): key for one, key in zip(tables, keys, strict=True) if key is not None}
        found = self._store.get([one for one in keys if one is not None])
        return [
            self._unpacker.unpack(found[key], document, at, len(one.indicators)) if key in found else None
            for at, (one, key) in enumerate(zip(tables, keys, strict=True))
        ]

    def keep(self, table: Table, check: TableCheck, document: int, index: int) -> None:
        """Keep the check of a table that `find` was asked for last, if it can be."""
        key, packed = self._keys.get(id(table)), self._packer.pack(check, document, index)
        if key is not None and packed is not None:
            self._store.put(key, packed)

    def _key(self, table: Table) -> bytes | None:
        try:
            return digest_of(self._origin, "table", table)
        except (TypeError, ValueError):  # a lone half of a surrogate pair
            return None
