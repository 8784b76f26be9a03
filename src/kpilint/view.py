"""What a rule is handed: the fields it declared, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from kpilint.fields import FIELDS, FieldSpec, Grain
from kpilint.model import Table


class UndeclaredFieldError(AttributeError):
    """A rule read a field that it did not declare in `reads`; its cached results would be wrong."""


class View:
    """The declared fields of one subject, each made when it is first read.

    `log` is told the published cell behind each field that is really read, in order.
    """

    def __init__(
        self,
        declared: Mapping[str, FieldSpec],
        subject: Any,
        table: Table | None = None,
        log: list[str] | None = None,
    ) -> None:
        self._source = (declared, subject, table, log)

    def __getattr__(self, name: str) -> Any:
        declared, subject, table, log = self._source
        spec = declared.get(name)
        if spec is None:
            raise UndeclaredFieldError(f"field {name!r} is not declared in reads={tuple(declared)!r}")
        value = getattr(table if spec.of_table and table is not None else subject, spec.source)
        if spec.make is not None:
            value = spec.make(value)
        if log is not None:
            log.append(spec.source)
        self.__dict__[name] = value  # from now on an ordinary attribute
        return value


def declare(grain: Grain, reads: Sequence[str]) -> Mapping[str, FieldSpec]:
    """Return the fields of `reads`, as a view of that grain takes them.

    Raises:
        KeyError: the grain has no such field.
    """
    return {name: FIELDS[grain][name] for name in reads}
