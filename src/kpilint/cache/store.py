"""Bytes by key in one SQLite file. Whatever is wrong with the file, nothing is raised: there is just less in it.

SQLite because it comes with Python, takes several processes at once, and holds plain bytes: a file that somebody has
tampered with can give a wrong value at worst. Each value carries a digest over itself and its key, so that
one that is damaged counts as not there.
"""

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct

from kpilint.cache.location import files_of
from kpilint.errors import trouble

FORMAT: Final = 1
"""Of the file, in its `user_version`. A file of a later format is left alone, one of an earlier is made anew."""
_TABLE: Final = "CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
_CORRUPT: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LATER: Final = "the file is of a later version of kpilint"
_SAID: Final = {
    sqlite3.SQLITE_BUSY: "正被其他程序占用",
    sqlite3.SQLITE_LOCKED: "正被其他程序占用",
    sqlite3.SQLITE_READONLY: "文件只读",
    sqlite3.SQLITE_CANTOPEN: "文件无法打开",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_PERM: "没有权限",
}
_DIGEST: Final = 16
_SMALL, _LARGE = b"\0", b"\1"
_WORTH_PACKING: Final = 16_000
"""Bytes."""
_MANY: Final = 1_000
"""New entries that are written before the end."""
_AT_ONCE: Final = 500
_WAIT: Final = 2.0
"""Seconds to wait for another process that writes."""
_FRESH: Final = 3600
"""Seconds for which an entry counts as just used."""
_KEEP: Final = 0.8
"""Part of the limit that is left in use when entries are thrown out."""
_LARGEST: Final = 256 * 1024 * 1024
"""Bytes of one value, unpacked: a packed one of a tampered file could be of any size."""

T = TypeVar("T")


class Trouble(Struct, frozen=True):
    """Why a cache is not used, or was made anew."""

    zh: str
    en: str


class Store:
    """One cache file. Opened at the first look; not shared between threads or processes, which open their own."""

    def __init__(self, file: Path, most_bytes: int, *, wait: float = _WAIT) -> None:
        self.file = file
        self.trouble: Trouble | None = None
        self._most = most_bytes
        self._wait = wait
        self._database: sqlite3.Connection | None = None
        self._off = False
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def open(self) -> None:
        """Open the file, made anew where there is none."""
        self._try(lambda _: None)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there, by key."""
        return self._try(lambda database: dict(self._found(database, keys))) or {}

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value, from the next `flush` on. One too large for the cache is let go."""
        packed = _pack(key, value)
        if not self._off and len(packed) <= self._most // 8 and len(value) <= _LARGEST:
            self._new[key] = packed

    def flush_if_many(self) -> None:
        """Write what is new, if it is much."""
        if len(self._new) >= _MANY:
            self.flush()

    def flush(self) -> None:
        """Write what is new, in one go."""
        new, used = self._new, self._used
        self._new, self._used = {}, set()
        if new or used:
            self._try(lambda database: _write(database, new, used))
            self._try(self._shrink)

    def close(self) -> None:
        """Write what is new, and let go of the file."""
        self.flush()
        self._leave()

    def clear(self) -> None:
        """Throw out everything.

        Raises:
            OSError: the file cannot be deleted.
        """
        self._leave()
        for one in reversed(files_of(self.file)):  # a log that is left over would be taken for that of the next file
            one.unlink(missing_ok=True)

    def count(self) -> int:
        """Return the number of entries."""
        return self._try(lambda database: int(database.execute("SELECT count(*) FROM entries").fetchone()[0])) or 0

    def _found(self, database: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        fresh = int(time.time()) - _FRESH
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value, used FROM entries WHERE key IN ({marks})"  # noqa: S608 - question marks only
            for key, packed, used in database.execute(query, some):
                value = _unpack(key, packed)
                if value is not None:
                    if not isinstance(used, int) or used < fresh:
                        self._used.add(key)
                    yield key, value

    def _shrink(self, database: sqlite3.Connection) -> None:
        """Throw out what was not used for longest, if there is too much."""
        if _bytes_used(database) <= self._most:
            return
        database.execute(
            "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM (SELECT rowid, sum(length(value) + 100) OVER"
            " (ORDER BY used DESC, rowid DESC) AS total FROM entries) WHERE total > ?)",
            (int(self._most * _KEEP),),
        )
        database.execute("PRAGMA incremental_vacuum").fetchall()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _try(self, task: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do something with the file, anew on a new file where the old one is damaged; give up on any other trouble."""
        for _ in range(2):
            if self._off:
                break
            try:
                if self._database is None:
                    self._database = self._opened()
                return task(self._database)
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _CORRUPT:
                    self._renew()
                else:
                    self._give_up(_said(error), str(error))
            except UnicodeDecodeError:  # SQLite quotes what is damaged, and Python cannot read it
                self._renew()
            except OSError as error:
                self._give_up(*trouble(error))
        return None

    def _opened(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        database = sqlite3.connect(self.file, timeout=self._wait, isolation_level=None)
        try:
            database.execute("PRAGMA trusted_schema=OFF")
            _prepare(database)
        except BaseException:
            database.close()
            raise
        return database

    def _renew(self) -> None:
        """Throw a damaged file away."""
        try:
            self.clear()
        except OSError as error:
            self._give_up(*trouble(error))
        else:
            self.trouble = Trouble("缓存文件已损坏，已重建", "the cache was damaged and has been made anew")

    def _give_up(self, zh: str, en: str) -> None:
        self._leave()
        self._off = True
        self._new.clear()
        self.trouble = Trouble(f"本次不用缓存：{zh}", f"the cache is not used: {en}")

    def _leave(self) -> None:
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None


def _prepare(database: sqlite3.Connection) -> None:
    """Make the table where it is not there, and check that the file is ours where it is.

    Raises:
        sqlite3.Error: the file is damaged, of a later format, or cannot be written.
    """
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > FORMAT:
        raise sqlite3.NotSupportedError(_LATER)
    database.execute("PRAGMA synchronous=OFF")  # a file that a power cut damages is made anew
    made = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    if version == FORMAT and made == [_TABLE]:
        return
    if made:
        stranger = sqlite3.DatabaseError("not a cache of this format")
        stranger.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise stranger
    database.execute("PRAGMA auto_vacuum=INCREMENTAL")
    database.execute("PRAGMA journal_mode=WAL").fetchall()
    with _transaction(database):
        database.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
        database.execute(f"PRAGMA user_version={FORMAT}")


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _write(database: sqlite3.Connection, new: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
    now = int(time.time())
    with _transaction(database):
        database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", [(*one, now) for one in new.items()])
        database.executemany("UPDATE entries SET used = ? WHERE key = ?", [(now, one) for one in used])


def _bytes_used(database: sqlite3.Connection) -> int:
    pages, size = (database.execute(f"PRAGMA {one}").fetchone()[0] for one in ("page_count", "page_size"))
    return int(pages * size)


def _said(error: sqlite3.Error) -> str:
    """Return what SQLite says in Chinese, as far as it is common."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SAID.get(code, str(error)) if str(error) != _LATER else "文件由更新版本的 kpilint 建立"


def _pack(key: bytes, value: bytes) -> bytes:
    """Return a value with its digest, large ones compressed: for small ones that takes longer than it saves."""
    packed = _SMALL + value if len(value) < _WORTH_PACKING else _LARGE + zlib.compress(value, 1)
    return _digest(key, value) + packed


def _unpack(key: bytes, packed: object) -> bytes | None:
    """Return the value that was packed, None where it is not what was."""
    if not isinstance(packed, bytes):
        return None
    kind, value = packed[_DIGEST : _DIGEST + 1], packed[_DIGEST + 1 :]
    if kind == _LARGE:
        try:
            value = zlib.decompressobj().decompress(value, _LARGEST)
        except zlib.error:
            return None
    return value if _digest(key, value) == packed[:_DIGEST] else None


def _digest(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST, key=key).digest()
