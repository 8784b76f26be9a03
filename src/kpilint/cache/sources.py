"""Which files the results of a run rest on: code, rulesets and knowledge of kpilint and of all plugins."""

import inspect
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NoReturn

import kpilint
from kpilint import knowledge, plugins
from kpilint.rule import Rule

_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})
_COMPILED: Final = (".pyc", ".pyo")
_BESIDE: Final = frozenset({".py", ".yaml", ".yml", ".json", ".toml", ".csv", ".txt"})
"""Files that a module which is no package may rest on, in its folder."""
_STARTED: Final = frozenset({"__main__", "__mp_main__"})
"""Names of the script that was started: of no matter, unless rules come from it."""


class UntraceableError(Exception):
    """Code that brings rules is in no file."""


def files(rules: Iterable[Rule]) -> Iterator[Path]:
    """Yield all files, some more than once.

    Raises:
        UntraceableError: a rule or plugin is of code that is in no file.
        OSError: a folder cannot be read.
    """
    package = Path(kpilint.__file__).parent
    for folder in (package, knowledge.shipped_folder(), *knowledge.addition_folders(), *plugins.ruleset_folders()):
        yield from _within(folder)
    yield from plugins.profile_files()
    for name in sorted(_bringing(rules)):
        yield from _of_module(name)
    for _, distribution in plugins.manager().list_plugin_distinfo():
        yield from _of_distribution(distribution)
    yield from _loaded_elsewhere(package)


def installed() -> Iterator[str]:
    """Yield the name and version of all that is installed, as the names of its folders of metadata have them."""
    for place in dict.fromkeys(sys.path):
        folder = Path(place)
        if folder.is_dir():
            yield from sorted(one.name for one in folder.iterdir() if one.suffix in {".dist-info", ".egg-info"})


def _bringing(rules: Iterable[Rule]) -> set[str]:
    """Return the names of the modules that plugins are, and those that hold the functions of rules."""
    names = {inspect.unwrap(one.check).__module__ for one in rules}
    for plugin in plugins.manager().get_plugins():
        names.add(plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__)
    return {one for one in names if one.partition(".")[0] != kpilint.__name__}


def _of_module(name: str) -> Iterator[Path]:
    """Yield the files of the package at the top that a module is in; of a single module also those beside it."""
    module = sys.modules.get(name.partition(".")[0])
    folders = [Path(one) for one in getattr(module, "__path__", ())]
    if folders:
        for folder in folders:
            yield from _within(folder)
        return
    file = _file(module)
    if file is None:
        raise UntraceableError(name)
    yield file
    if file.parent.name not in _INSTALLED:
        yield from (one for one in file.parent.iterdir() if one.suffix in _BESIDE and one.is_file())


def _of_distribution(distribution: Any) -> Iterator[Path]:
    for one in distribution.files or ():
        path = Path(str(one.locate()))
        if path.suffix not in _COMPILED and path.is_file():
            yield path


def _within(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UntraceableError(str(folder))
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [one for one in folders if one != "__pycache__"]
        yield from (Path(place, one) for one in names if not one.endswith(_COMPILED))


def _raise(error: OSError) -> NoReturn:
    raise error


def _loaded_elsewhere(package: Path) -> Iterator[Path]:
    """Yield the files of modules that are loaded and neither Python's nor installed nor kpilint's."""
    own = (str(package), *(sysconfig.get_path(one) for one in ("stdlib", "platstdlib")))
    for name, module in list(sys.modules.items()):
        place = getattr(module, "__file__", None)
        if name not in _STARTED and isinstance(place, str) and not place.startswith(own):
            file = Path(place)
            if _INSTALLED.isdisjoint(file.parts) and file.is_file():
                yield file


def _file(module: Any) -> Path | None:
    name = getattr(module, "__file__", None)
    path = Path(name) if isinstance(name, str) else None
    return path if path is not None and path.is_file() else None
