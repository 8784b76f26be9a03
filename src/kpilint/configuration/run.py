"""Which settings files hold for the files of a run."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from kpilint.configuration.reading import NAME, load
from kpilint.configuration.values import RUN_KEYS, Configuration, Setting
from kpilint.errors import ConfigError, trouble
from kpilint.report.requests import Request

_NEAR: Final = ("kpilint.yml", "kpilint.yaml.txt", "kpilint.yml.txt")
"""What the settings file is called by mistake: Windows hides the end that its editor adds."""

_HARMLESS: Final = frozenset({"lang"})
"""Settings that may differ: the first one found counts."""


def nearest(path: str) -> Path | None:
    """Return the settings file nearest to a file or folder: in its folder or, failing that, the next one above.

    Raises:
        ConfigError: what has its name is no file, or one has nearly its name.
    """
    here = Path(path)
    start = here if here.is_dir() else here.parent
    for folder in (start, *start.absolute().parents):
        if _has(folder):
            return folder / NAME
    return None


def _has(folder: Path) -> bool:
    """Tell whether a folder has a settings file.

    Raises:
        ConfigError: what has its name is no file, or cannot be looked at; or there is one under a name so near to it
            that it must be meant, and would be overlooked.
    """
    path = folder / NAME
    try:
        if path.is_file():
            return True
        there = os.path.lexists(path)
        near = next((folder / one for one in _NEAR if (folder / one).is_file()), None)
    except OSError as error:
        zh, en = trouble(error)
        raise ConfigError(f"无法读取：{zh}", f"cannot be read: {en}").at(str(path)) from error
    if there:
        raise ConfigError("不是文件，无法作为配置读取", "is no file, so it cannot be read as settings").at(str(path))
    if near is not None:
        raise ConfigError(f"不会作为配置读取，应改名为 {NAME}", f"is not read as settings; rename it to {NAME}").at(
            str(near)
        )
    return False


def of_file(path: str) -> Configuration:
    """Return the settings for one file: those of the nearest settings file, none where there is none.

    Raises:
        ConfigError: as of `load` and `nearest`.
    """
    found = nearest(path)
    return load(found) if found is not None else Configuration()


def of_run(paths: Iterable[str], given: Collection[str] = ()) -> Configuration:
    """Return the settings for all files of a run, each taken from the settings file nearest to it.

    What holds for a whole run (profile, rules, exit code, baseline) must be the same for all of its files, or one
    folder's settings would rule the others; `given` are the keys that the command line decides.

    Raises:
        ConfigError: as of `load`; or files of the run differ in what holds for it.
    """
    found: dict[Path | None, Configuration] = {}
    users: dict[Path | None, str] = {}
    folders: dict[Path, Path | None] = {}
    for path in paths:
        folder = Path(path).parent
        if folder not in folders:
            folders[folder] = nearest(path)
        near = folders[folder]
        if near not in found:
            found[near] = load(near) if near is not None else Configuration()
            users[near] = path
    told = [(found[near], users[near]) for near in found]
    values: dict[str, Setting] = {}
    for key in RUN_KEYS:
        written = [one.values.get(key) for one, _ in told]
        if key not in {*given, *_HARMLESS} and len({None if one is None else one.value for one in written}) > 1:
            raise _differing(key, told)
        if (first := next(filter(None, written), None)) is not None:
            values[key] = first
    everything = found.values()
    return Configuration(
        tuple(dict.fromkeys(file for one in everything for file in one.files)),
        values,
        tuple({id_: ask for one in everything for id_, ask in _told_apart(one)}.values()),
        tuple({(one.folder, one.entries): one for each in everything for one in each.manifests}.values()),
    )


def _told_apart(one: Configuration) -> Iterator[tuple[tuple[str, int], Request]]:
    """Yield the exceptions of settings, each with what tells it from the others: its file, and its number there."""
    counted: Counter[str] = Counter()
    for ask in one.exceptions:
        counted[ask.path] += 1
        yield (ask.path, counted[ask.path]), ask


def _differing(key: str, told: Sequence[tuple[Configuration, str]]) -> ConfigError:
    """Return the error for files that differ in a setting: one where it is written, and one where it is otherwise."""
    one, setting = next((path, found.values[key]) for found, path in told if key in found.values)
    others = ((path, found.values.get(key)) for found, path in told)
    other, against = next((path, found) for path, found in others if found is None or found.value != setting.value)
    zh = f"{against.path} 第 {against.line} 行写的不同" if against is not None else f"{other} 的配置没有写"
    en = f"{against.path}, line {against.line}, has another" if against is not None else f"{other} has none set"
    return ConfigError(
        f"{setting.path} 第 {setting.line} 行的 {key} 用于 {one}，而{zh}；一次运行只能用一种：请分开运行，"
        f"或用 --config 指定一个配置文件，或用 --no-config 都不用",
        f"{key} in {setting.path}, line {setting.line}, is for {one}, but {en}; a run can have one only: run them "
        f"apart, name one settings file with --config, or use none with --no-config",
    )
