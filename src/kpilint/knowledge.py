"""What is known of the field, as data: the YAML files of `rulesets/knowledge`, and what provinces add to them.

A folder of additions holds files of the same names. Its mappings are merged into the shipped ones, its lists are
appended; nothing is taken away. What an addition may hold is in data/knowledge/*.schema.json; which keys there are, in
the shipped files. Folders come from installed packages (entry-point group `kpilint.knowledge`, each
naming a package whose folder holds the files) and from the environment variable KPILINT_KNOWLEDGE (folders divided as
in PATH), which worker processes inherit.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import kpilint
from kpilint import misfit, settings
from kpilint.errors import ConfigError

GROUP: Final = "kpilint.knowledge"
VARIABLE: Final = "KPILINT_KNOWLEDGE"

_OPEN: Final = frozenset({("units", "classes"), ("issuers", "national")})
"""File and section whose keys a province may add to; a key that is not known is wrong anywhere else."""

_WAYS: Final = ("falls", "rises", "turns", "open", "spending", "gains")
"""Sections of directions.yaml of which a word stands in one only."""

_OWN_SCHEMA: Final = frozenset({"issuers", "laws", "measures", "units", "vocabulary"})

Keys = tuple[str | int, ...]
Placed = Iterator[tuple[str, str, Keys]]
"""Words of which each stands in one place of its group only: group, word, place."""


def shipped_folder() -> Path:
    """Return the folder `rulesets`: inside the package once installed, beside `src` in a checkout."""
    package = Path(kpilint.__file__).parent
    installed = package / "_rulesets"
    return installed if installed.is_dir() else package.parents[1] / "rulesets"


def read(name: str) -> dict[str, Any]:
    """Return the knowledge file `name` (without .yaml) with all additions merged in, to be kept by the caller.

    Raises:
        ConfigError: an addition cannot be read, or holds something of another kind than the shipped file.
    """
    merged = _shipped(name)
    for path, added in additions(name):
        _check_places(name, merged, added, path)
        merged = _merge(merged, added, path, (name,))
    return merged


def additions(name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Return the additions to a knowledge file, each with its path, checked by themselves.

    Raises:
        ConfigError: as of `read`.
    """
    for folder in addition_folders():
        path = folder / f"{name}.yaml"
        if path.is_file():
            added = settings.load(path)
            if isinstance(added, Mapping):  # a misspelt key first, before its entries are held against the schema
                _check_keys(_shipped(name), added, path)
            settings.check(path, added, f"knowledge/{schema_of(name)}.schema.json")
            yield path, added


def _shipped(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = settings.load(shipped_folder() / "knowledge" / f"{name}.yaml")
    return loaded


def _check_keys(known: Mapping[str, Any], added: Mapping[str, Any], path: Path) -> None:
    for key in added:
        if key not in known:
            zh, en = misfit.guess(key, list(known))
            raise settings.wrong(path, (key,), f"不认识的键 {key}{zh}", f"unknown key {key}{en}")


def schema_of(name: str) -> str:
    """Return the JSON Schema of data/knowledge that a knowledge file follows: its own, or that of lists of words."""
    return name if name in _OWN_SCHEMA else "words"


def check_additions() -> None:
    """Read every addition once, so that a wrong one ends the run before it begins.

    Raises:
        ConfigError: as of `read`.
    """
    for name in sorted({path.stem for folder in addition_folders() for path in folder.glob("*.yaml")}):
        read(name)


@cache
def addition_folders() -> tuple[Path, ...]:
    """Return the folders of additions, those of installed packages first.

    Raises:
        ConfigError: a package or folder that was named does not exist, or a folder holds a file of an unknown name.
    """
    folders = [_package_folder(one.value) for one in sorted(entry_points(group=GROUP))]
    folders += [Path(one) for one in os.environ.get(VARIABLE, "").split(os.pathsep) if one]
    for folder in folders:
        _check_folder(folder)
    return tuple(folders)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        there = folder.exists()
        zh = "应为文件夹，这是一个文件" if there else "知识文件夹不存在"
        raise ConfigError(zh, "is a file, not a folder" if there else "no such folder of knowledge files").at(
            str(folder)
        )
    known = sorted(path.name for path in (shipped_folder() / "knowledge").glob("*.yaml"))
    names = [path.name for path in sorted(folder.iterdir())]
    for name in names:
        if name not in known and _looks_like_knowledge(name, known):
            zh, en = misfit.near(name, known), ", ".join(known)
            hint = (f"是否指 {zh}？", f"did you mean {zh}? ") if zh else ("", "")
            raise ConfigError(
                f"不认识这个知识文件，{hint[0]}可用：{en}", f"unknown knowledge file; {hint[1]}there are {en}"
            ).at(str(folder / name))
    if not set(names) & set(known):
        raise ConfigError(
            f"文件夹里没有知识文件，可用：{', '.join(known)}", f"holds no knowledge file; there are {', '.join(known)}"
        ).at(str(folder))


def _looks_like_knowledge(name: str, known: list[str]) -> bool:
    """Tell what was meant as a knowledge file (units.yml, Units.yaml, units.yaml.txt) from other files of a package."""
    small = name.lower()
    return small.endswith((".yaml", ".yml")) or small.startswith(tuple(known))


def _package_folder(package: str) -> Path:
    try:
        spec = find_spec(package)
    except Exception as error:  # a dotted name imports what stands before the dot, which may raise anything
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError(
            f"知识包 {package} 无法载入：{reason}",
            f"the package {package} of knowledge files cannot be loaded: {reason}",
        ) from error
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(f"没有名为 {package} 的知识包", f"no package {package} of knowledge files")
    return Path(spec.submodule_search_locations[0])


def _merge(base: Any, added: Any, path: Path, at: Keys) -> Any:
    """Return `base` with `added` merged in: mappings by key, lists one after the other. `at` begins with the file."""
    if isinstance(base, dict) and isinstance(added, Mapping):
        merged = dict(base)
        for key, value in added.items():
            if key not in base:
                _check_new(base, key, value, path, at)
            merged[key] = _merge(base[key], value, path, (*at, key)) if key in base else value
        return merged
    if isinstance(base, list) and isinstance(added, list):
        return [*base, *(one for one in added if one not in base)]
    return added


def _check_new(base: Mapping[str, Any], key: str, value: Any, path: Path, at: Keys) -> None:
    """Check a key that the shipped file does not have: whether there may be one, and whether all it needs is there."""
    zh, en = misfit.guess(key, list(base))
    if at not in _OPEN:
        raise settings.wrong(path, (*at[1:], key), f"不认识的键 {key}{zh}", f"unknown key {key}{en}")
    peer = next(iter(base.values()))
    missing = [one for one in peer if one not in value] if isinstance(peer, Mapping) else []
    if missing:
        lacks = "、".join(missing)
        raise settings.wrong(
            path,
            (*at[1:], key),
            f"没有名为 {key} 的条目{zh or '；'}新的条目还要有 {lacks}",
            f"unknown entry {key}{en}; a new one needs {', '.join(missing)}, too",
        )


def _check_places(name: str, known: Mapping[str, Any], added: Mapping[str, Any], path: Path) -> None:
    """Check that no word is added in one place that stands in another: it would count in one of them only."""
    places = {(group, word): at for group, word, at in _placed(name, known)}
    for group, word, at in _placed(name, added):
        before = places.setdefault((group, word), at)
        if before != at:
            spot = ".".join(map(str, before))
            raise settings.wrong(
                path,
                at,
                f"“{word}”已在 {spot} 中，只能放在一处；增补不能移走原有的词",
                f"{word} stands in {spot} already and can stand in one place only",
            )


def _placed(name: str, data: Mapping[str, Any]) -> Placed:
    if name == "units":
        yield from _placed_units(data)
    elif name == "measures":
        yield from _placed_by_key("", "forms", data.get("forms", {}))
    elif name == "directions":
        yield from (("", word, (key,)) for key in _WAYS for word in data.get(key, ()))
    elif name == "vocabulary":
        for section, entries in data.items():
            yield from _placed_by_key(section, section, entries)


def _placed_units(data: Mapping[str, Any]) -> Placed:
    for key, about in data.get("classes", {}).items():
        for entry in about.get("units", ()):
            yield from (("", word, ("classes", key)) for word in (entry if isinstance(entry, list) else [entry]))
    yield from (("", word, ("not_units", "words")) for word in data.get("not_units", {}).get("words", ()))


def _placed_by_key(group: str, section: str, entries: Mapping[str, list[str]]) -> Placed:
    yield from ((group, word, (section, key)) for key, words in entries.items() for word in words)
