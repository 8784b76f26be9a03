"""Options of rulesets as a profile wants them: given anew, or words added and taken away."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpilint import misfit
from kpilint.settings import wrong

Keys = tuple[Any, ...]
_EDITS = frozenset({"add", "remove"})


def changed(known: Any, value: Any, path: Path, keys: Keys, further: Mapping[str, Any] | None = None) -> Any:
    """Return the option `known` with what the profile file `path` says of it at `keys`.

    Lists and mappings take `add` and `remove`. A list or a single value is otherwise given anew, of a mapping the
    entries that are named are; `further` are entries that others of its kind have and it may have.

    Raises:
        ConfigError: it is of another kind, or names something that is not there.
    """
    if isinstance(value, Mapping) and value and (_EDITS & set(value)):
        return _edited(known, value, path, keys)
    if isinstance(known, Mapping) and isinstance(value, Mapping):
        found, possible = dict(known), {**(further or {}), **known}
        for key, one in value.items():
            if key not in possible:
                zh, en = misfit.guess(key, list(possible))
                raise wrong(
                    path,
                    (*keys, key),
                    f"没有名为 {key} 的条目{zh}（新增的写在 add 下）",
                    f"unknown entry {key}{en} (new ones go under add)",
                )
            found[key] = changed(possible[key], one, path, (*keys, key), _fields(list(known.values())))
        return found
    if isinstance(known, list) and isinstance(value, Mapping):
        keyed = misfit.guess(next(iter(value), ""), sorted(_EDITS))
        raise wrong(
            path, keys, f"应为列表，或写 add、remove{keyed[0]}", f"should be a list, or add and remove{keyed[1]}"
        )
    _check_kind(known, value, path, keys)
    return value


def _edited(known: Any, edits: Mapping[str, Any], path: Path, keys: Keys) -> Any:
    strangers = [one for one in edits if one not in _EDITS]
    if strangers:
        zh, en = misfit.guess(strangers[0], sorted(_EDITS))
        raise wrong(path, (*keys, strangers[0]), f"不认识的键 {strangers[0]}{zh}", f"unknown key {strangers[0]}{en}")
    if not isinstance(known, list | Mapping):
        zh, en = misfit.of_kind(_kind(known), edits)
        raise wrong(
            path, keys, f"{zh}；add、remove 只用于列表和映射", f"{en}; add and remove go with lists and mappings"
        )
    gone = _removed(known, edits.get("remove", []), path, (*keys, "remove"))
    added = edits.get("add")
    at_added = (*keys, "add")
    if isinstance(known, list):
        if added is not None:
            _check_kind(known, added, path, at_added)
        return [*(one for one in known if one not in gone), *(one for one in added or () if one not in known)]
    if added is not None and not isinstance(added, Mapping):
        raise wrong(path, at_added, *misfit.of_kind("object", added))
    if added and _is_record(known):
        raise wrong(path, at_added, "这里不能增加条目，可以改其中的词表", "no entries can be added here")
    for key, one in (added or {}).items():
        _check_entry(list(known.values()), one, path, (*at_added, key))
    return {**{name: one for name, one in known.items() if name not in gone}, **(added or {})}


def _removed(known: Any, gone: Any, path: Path, keys: Keys) -> list[Any]:
    """Return what is to be removed, all of which is there."""
    if not isinstance(gone, list):
        raise wrong(path, keys, *misfit.of_kind("array", gone))
    for at, one in enumerate(gone):
        if one not in list(known):
            meant = misfit.near(one, list(known))
            hint = (f"，是否指 {meant}？", f"; did you mean {meant}?") if meant else ("", "")
            raise wrong(path, (*keys, at), f"词表中没有 {one}{hint[0]}", f"there is no {one} to remove{hint[1]}")
    if gone and isinstance(known, Mapping) and _is_record(known):
        raise wrong(path, keys, "这里不能减少条目，可以改其中的词表", "no entries can be removed here")
    return gone


def _check_entry(peers: Sequence[Any], value: Any, path: Path, keys: Keys) -> None:
    """Check a new entry of a mapping against those that are there: its kind, and the keys that all of them have."""
    first = peers[0] if peers else value
    if not isinstance(first, Mapping) or not isinstance(value, Mapping):
        _check_kind(first, value, path, keys)
        return
    fields = _fields(peers)
    for key, one in value.items():
        if key not in fields:
            zh, en = misfit.guess(key, list(fields))
            raise wrong(path, (*keys, key), f"不认识的键 {key}{zh}", f"unknown key {key}{en}")
        _check_kind(fields[key], one, path, (*keys, key))
    missing = [key for key in fields if key not in value and all(key in peer for peer in peers)]
    if missing:
        raise wrong(path, keys, f"缺少 {'、'.join(missing)}", f"lacks {', '.join(missing)}")


def _is_record(known: Mapping[str, Any]) -> bool:
    """Tell a mapping of settings that belong together from one of entries of one kind."""
    return len({type(one) for one in known.values()}) > 1


def _fields(peers: Sequence[Any]) -> dict[str, Any]:
    """Return the entries that any of some mappings has."""
    return {key: one for peer in peers if isinstance(peer, Mapping) for key, one in peer.items()}


def _check_kind(known: Any, value: Any, path: Path, keys: Keys) -> None:
    """Check that a value is of the kind of a known one: items of lists like the first, a share between 0 and 1."""
    wanted = _kind(known)
    if wanted != _kind(value) and not (wanted == "number" and _kind(value) == "integer"):
        raise wrong(path, keys, *misfit.of_kind(wanted, value))
    if wanted == "number" and 0 < known < 1 and not 0 <= value <= 1:
        raise wrong(
            path, keys, f"应在 0 到 1 之间（70% 写 0.7），实为 {value}", f"should be from 0 to 1, found {value}"
        )
    if wanted == "integer" and value < 0:
        raise wrong(path, keys, f"应不小于 0，实为 {value}", f"should be at least 0, found {value}")
    if wanted == "string" and not value.strip():
        raise wrong(path, keys, "是空的，应有内容", "is empty")
    if isinstance(known, list) and known:
        for at, one in enumerate(value):
            _check_kind(known[0], one, path, (*keys, at))


def _kind(value: Any) -> str:
    """Return the name that JSON Schema has for the type of a value."""
    kinds = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")
