"""YAML files (.yaml, .yml): the input format that clerks write by hand."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from kpilint.model import Document
from kpilint.problems import ReadFailure
from kpilint.sources.decode import decode
from kpilint.sources.failures import check_bytes
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.trees.remarks import remarks
from kpilint.sources.trees.structured import Builder
from kpilint.sources.trees.yamltree import compose


def read(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a stream of YAML documents; every cell gets its line and column.

    Raises:
        ReadFailure: the file is empty, too large or in no known encoding, is no YAML (even if only its end is
            not), is nested too deep or expands too far.
    """
    check_bytes(len(data), limits)
    builder = Builder(limits)
    with collector_paused():
        text = decode(data)
        _add_roots(builder, text, limits)
        return replace(builder.build(path, "yaml"), remarks=remarks(text))


def _add_roots(builder: Builder, text: str, limits: Limits) -> None:
    empty = True
    for root in compose(text, limits):
        empty = empty and root.text == ""
        builder.add_root(root)
    if empty:
        raise ReadFailure("input/empty")


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking, again and again, what is being built and has no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
