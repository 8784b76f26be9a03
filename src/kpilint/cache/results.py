"""What was found in a table, as bytes that hold whatever document and place in it the table has later."""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

from kpilint.engine import CRASHED, TableCheck
from kpilint.finding import Finding, Observation, Ref
from kpilint.model import Place
from kpilint.rule import Rule

_Seen = tuple[str, str, dict[str, str]]
"""Rule, cell and arguments; severity and confidence are the rule's."""


class _Spotted(Struct, frozen=True, array_like=True, gc=False):
    """A finding: which of the things seen, and where."""

    seen: int
    row: int | None
    others: tuple[int | None, ...] = ()
    """Rows of the same table."""
    place: Place | None = None


class _Result(Struct, frozen=True, array_like=True):
    seen: list[msgspec.Raw]
    findings: list[_Spotted]
    deferred: dict[str, int]
    yielded: dict[str, int]


_MOST_KNOWN: Final = 100_000

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(_Result).decode
_decode_seen: Final = msgspec.msgpack.Decoder(_Seen).decode


class Packer:
    """Makes bytes of checks. Things seen are shared by many rows, so their bytes are made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Observation, msgspec.Raw | None]] = {}
        """By identity; the values are kept with it, so that no other value can have it."""

    def pack(self, check: TableCheck, document: int, table: int) -> bytes | None:
        """Return a check of the table at a place of a run as bytes, None where it cannot be kept.

        Not kept are a crash, which may not happen again, and what a rule of a plugin gives that would not come back
        the same: arguments that are no texts, spots in other tables.
        """
        if check.crashed:
            return None
        seen: dict[int, int] = {}
        raw: list[msgspec.Raw] = []
        spotted: list[_Spotted] = []
        for one in check.findings:
            number = seen.get(id(one.seen))
            if number is None:
                made = self._raw(one.seen)
                if made is None:
                    return None
                number = seen[id(one.seen)] = len(raw)
                raw.append(made)
            if any((ref.document, ref.table) != (document, table) for ref in one.others):
                return None
            spotted.append(_Spotted(number, one.at.row, tuple(ref.row for ref in one.others), one.place))
        return _encode(_Result(raw, spotted, dict(check.deferred), dict(check.yielded)))

    def _raw(self, what: Observation) -> msgspec.Raw | None:
        found = self._known.get(id(what))
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[id(what)] = (what, _raw(what))
        return found[1]


def _raw(what: Observation) -> msgspec.Raw | None:
    if what.rule == CRASHED or not all(type(text) is str for text in (what.field, *what.args.values())):
        return None
    try:
        return msgspec.Raw(_encode((what.rule, what.field, what.args)))
    except (TypeError, UnicodeError):  # a lone half of a surrogate pair
        return None


class Unpacker:
    """Makes checks of bytes again. Equal things seen become one value, as they are where rules saw them."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._known: dict[bytes, Observation] = {}

    def unpack(self, data: bytes, document: int, table: int, rows: int) -> TableCheck | None:
        """Return the check of a table that has `rows` rows, None where the bytes hold none.

        Which rules do not apply is not part of it.
        """
        try:
            result = _decode(data)
            seen = [self._observation(bytes(one)) for one in result.seen]
            findings = tuple(
                Finding(
                    seen[one.seen],
                    Ref(document, table, _row(one.row, rows)),
                    tuple(Ref(document, table, _row(row, rows)) for row in one.others),
                    one.place,
                )
                for one in result.findings
            )
        except (msgspec.MsgspecError, LookupError):
            return None
        return TableCheck(findings, result.deferred, yielded=result.yielded)

    def _observation(self, raw: bytes) -> Observation:
        found = self._known.get(raw)
        if found is None:
            rule_id, field, args = _decode_seen(raw)
            rule = self._rules[rule_id]
            if rule.placeholders.difference(args, rule.quotable):
                raise LookupError(rule_id)
            found = self._known[raw] = Observation(rule_id, rule.severity, rule.confidence, field, args)
        return found


def _row(row: int | None, rows: int) -> int | None:
    if row is not None and not 0 <= row < rows:
        raise IndexError(row)
    return row
