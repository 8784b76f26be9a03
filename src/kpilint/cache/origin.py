"""What every entry of the cache rests on beside the document: code, knowledge, libraries and rules, as a digest.

A change in any of it gives another digest, and so other keys: what was kept before is not looked at again, and thrown
out in the end. Digests are over the bytes of files, not over their dates or version numbers.
"""

import hashlib
import os
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from kpilint import __version__
from kpilint.cache import sources
from kpilint.errors import trouble
from kpilint.rule import Rule

_LOADED: Final = time.time()
_MARGIN: Final = 2.0
"""Seconds before this module was loaded in which the others may have been, and file systems count."""
_encode: Final = msgspec.msgpack.Encoder(order="deterministic").encode
_MOST_FILES: Final = 20_000
_MOST_BYTES: Final = 256 * 1024 * 1024


class UnknownOriginError(Exception):
    """What results rest on cannot be told; with the reason in Chinese and English."""


def code_digest(rules: Iterable[Rule]) -> bytes:
    """Return the digest of all code, rulesets and knowledge that are loaded.

    Raises:
        UnknownOriginError: it cannot be told, or a file has changed since it was loaded.
    """
    try:
        paths = sorted(set(sources.files(rules)))
        digest = _of_files(paths)
        about = (__version__, sys.version, sys.platform, *sources.installed())
    except sources.UntraceableError as error:
        raise UnknownOriginError(f"{error} 不在文件中", f"{error} is in no file") from error
    except OSError as error:
        zh, en = trouble(error)
        raise UnknownOriginError(f"{error.filename}：{zh}", f"{error.filename}: {en}") from error
    return _digest([digest, "\n".join(about).encode("utf-8", "surrogateescape")])


def rules_digest(code: bytes, rules: Iterable[Rule]) -> bytes:
    """Return the digest of rules as they are bound, and of their code.

    Raises:
        UnknownOriginError: an option of a plugin is no plain value.
    """
    facts = [
        (
            one.id, one.grain.__name__, [(name, spec.source, spec.of_table) for name, spec in one.declared.items()],
            one.needs, one.severity, one.confidence, one.cells, one.defaults, sorted(one.yields_to),
            sorted(one.placeholders), one.check.__module__, getattr(one.check, "__qualname__", ""),
        )
        for one in sorted(rules, key=lambda one: one.id)
    ]  # fmt: skip
    try:
        return _digest([code, _encode(facts)])
    except (TypeError, ValueError) as error:
        raise UnknownOriginError(f"规则的选项：{error}", f"options of rules: {error}") from error


def digest_of(origin: bytes, *parts: Any) -> bytes:
    """Return the key of something under an origin: the digest of values that MessagePack can hold.

    Raises:
        ValueError, TypeError: it cannot hold them.
    """
    return hashlib.blake2b(_encode(parts), digest_size=20, key=origin).digest()


def _of_files(paths: Sequence[Path]) -> bytes:
    if len(paths) > _MOST_FILES:
        raise UnknownOriginError(f"代码文件过多（{len(paths)}）", f"too many files of code ({len(paths)})")
    whole = hashlib.blake2b(digest_size=32)
    left = _MOST_BYTES
    for path in paths:
        with path.open("rb", buffering=0) as stream:
            about = os.fstat(stream.fileno())
            left -= about.st_size
            if left < 0:
                raise UnknownOriginError("代码文件过大", "the files of code are too large")
            data = stream.readall()
        if about.st_mtime > _LOADED - _MARGIN:
            raise UnknownOriginError(f"{path} 刚刚改动过", f"{path} has just been changed")
        whole.update(_digest([str(path).encode("utf-8", "surrogateescape"), data]))
    return whole.digest()


def _digest(parts: Collection[bytes]) -> bytes:
    whole = hashlib.blake2b(digest_size=32)
    for one in parts:
        whole.update(len(one).to_bytes(8, "big"))
        whole.update(one)
    return whole.digest()
