"""What is known of the field, as data: the YAML files of `rulesets/knowledge`, and what provinces add to them.

A folder of additions holds files of the same names. Its mappings are merged into the shipped ones, its lists are
appended; nothing is taken away. Folders come from installed packages (entry-point group `kpilint.knowledge`, each
naming a package whose folder holds the files) and from the environment variable KPILINT_KNOWLEDGE (folders divided as
in PATH), which worker processes inherit.
"""

import os
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import yaml

import kpilint
from kpilint.errors import ConfigError

GROUP: Final = "kpilint.knowledge"
VARIABLE: Final = "KPILINT_KNOWLEDGE"


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
    merged: dict[str, Any] = _yaml(shipped_folder() / "knowledge" / f"{name}.yaml")
    for folder in addition_folders():
        path = folder / f"{name}.yaml"
        if path.is_file():
            merged = _merge(merged, _yaml(path), str(path), "")
    return merged


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
    known = {path.name for path in (shipped_folder() / "knowledge").glob("*.yaml")}
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError("知识文件夹不存在", "no such folder of knowledge files").at(str(folder))
        for path in sorted(folder.glob("*.yaml")):
            if path.name not in known:
                names = ", ".join(sorted(known))
                raise ConfigError(
                    f"不认识这个知识文件，可用：{names}", f"unknown knowledge file; there are {names}"
                ).at(str(path))
    return tuple(folders)


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(f"没有名为 {package} 的知识包", f"no package {package} of knowledge files")
    return Path(spec.submodule_search_locations[0])


def _yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both build plain values only
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"无法读取：{error}", f"cannot be read: {error}").at(str(path)) from error
    if not isinstance(loaded, dict):
        raise ConfigError("应为映射（键: 值）", "should be a mapping").at(str(path))
    return loaded


def _merge(base: Any, added: Any, path: str, spot: str) -> Any:
    """Return `base` with `added` merged in: mappings by key, lists one after the other."""
    if isinstance(base, dict) and isinstance(added, Mapping):
        merged = dict(base)
        for key, value in added.items():
            at = f"{spot}.{key}".lstrip(".")
            merged[key] = _merge(base[key], value, path, at) if key in base else value
        return merged
    if isinstance(base, list) and isinstance(added, list):
        return [*base, *(one for one in added if one not in base)]
    if type(base) is type(added):
        return added
    kinds = f"{type(added).__name__} ≠ {type(base).__name__}"
    raise ConfigError(f"{spot} 的类型不对：{kinds}", f"{spot} is of the wrong kind: {kinds}").at(path)
