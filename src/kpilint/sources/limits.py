"""Limits on hostile input, with their defaults."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one file may cost. Sizes in bytes, lengths in characters."""

    file_bytes: int = 512 * 1024 * 1024
    tables: int = 200_000
    rows: int = 2_000_000
    cell_chars: int = 20_000
    depth: int = 24
    """Nesting of mappings and lists; the format itself needs 6."""
    alias_weight: int = 10_000
    """Scalars that all YAML aliases of one file may expand to together."""


DEFAULT_LIMITS = Limits()
