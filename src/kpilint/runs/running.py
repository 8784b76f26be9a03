"""One process's part of a run: read documents and check each by itself, with what the cache knows of them."""

from typing import TYPE_CHECKING

from kpilint.cache.location import Location
from kpilint.cache.opening import opened
from kpilint.checking import Checked, Checker, Choice
from kpilint.loading import Item, load_item
from kpilint.sources.limits import Limits

if TYPE_CHECKING:
    from kpilint.cache.store import Trouble


class Running:
    """Checks items. `cache` is where what earlier runs found is looked up and kept.

    Raises:
        UsageError, ConfigError: as of `Choice.load`.
    """

    def __init__(self, choice: Choice, limits: Limits, cache: Location | None = None) -> None:
        profile = choice.load()
        self._limits = limits
        self._kept = opened(cache, profile.rules)
        self.checker = Checker(profile, None if self._kept is None else self._kept.checks)

    def check(self, item: Item, index: int) -> Checked:
        """Read and check one document of the run."""
        if self._kept is None:
            return self.checker.check(load_item(item, self._limits), index)
        checked = self.checker.check(load_item(item, self._limits, self._kept.documents), index)
        self._kept.store.flush_if_many()
        return checked

    def flush(self) -> None:
        """Write what is new in the cache, as far as it is not written yet."""
        if self._kept is not None:
            self._kept.store.flush()

    def close(self) -> "Trouble | None":
        """Let go of the cache, and return what was wrong with it."""
        return None if self._kept is None else self._kept.close()
