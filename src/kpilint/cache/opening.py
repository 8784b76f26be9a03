"""The way into the cache: nothing of it is loaded where it is not asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpilint.cache.location import Location
from kpilint.rule import Rule

if TYPE_CHECKING:
    from kpilint.cache.kept import Kept


def opened(location: Location | None, rules: Sequence[Rule]) -> "Kept | None":
    """Return the cache at a place for a set of rules; None where none is asked for, or Python came without SQLite."""
    if location is None:
        return None
    try:
        from kpilint.cache.kept import Kept  # noqa: PLC0415 - SQLite takes a while to load
    except ImportError:
        return None
    return Kept(location, rules)
