"""Which settings files hold for the files of a run."""

from collections.abc import Iterable
from pathlib import Path

from kpilint.configuration.reading import NAME, load
from kpilint.configuration.values import Configuration, Setting
from kpilint.errors import ConfigError


def nearest(path: str) -> Path | None:
    """Return the settings file nearest to a file or folder: in its folder or, failing that, the next one above."""
    here = Path(path)
    start = here if here.is_dir() else here.parent
    for folder in (start, *start.absolute().parents):
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def of_file(path: str) -> Configuration:
    """Return the settings for one file: those of the nearest settings file, none where there is none.

    Raises:
        ConfigError: as of `load`.
    """
    found = nearest(path)
    return load(found) if found is not None else Configuration()


def of_run(paths: Iterable[str]) -> Configuration:
    """Return the settings for all files of a run, each taken from the settings file nearest to it.

    What holds for a whole run (profile, rules, exit code, baseline) must be the same wherever it is written.

    Raises:
        ConfigError: as of `load`; or two settings files differ in what holds for the run.
    """
    found: dict[str, Configuration] = {}
    folders: dict[Path, Path | None] = {}
    for path in paths:
        folder = Path(path).parent
        if folder not in folders:
            folders[folder] = nearest(path)
        near = folders[folder]
        if near is not None and str(near) not in found:
            found[str(near)] = load(near)
    values: dict[str, Setting] = {}
    for one in found.values():
        for key, setting in one.values.items():
            other = values.setdefault(key, setting)
            if other.value != setting.value:
                raise _differing(key, other, setting)
    return Configuration(
        tuple(dict.fromkeys(file for one in found.values() for file in one.files)),
        values,
        tuple({(ask.path, ask.place.line): ask for one in found.values() for ask in one.exceptions}.values()),
        tuple({one.folder: one for each in found.values() for one in each.manifests}.values()),
    )


def _differing(key: str, one: Setting, other: Setting) -> ConfigError:
    return ConfigError(
        f"{one.path} 第 {one.line} 行与 {other.path} 第 {other.line} 行的 {key} 不同，一次运行只能用一种；"
        f"请分开运行，或用 --config 指定一个配置文件",
        f"{one.path}, line {one.line}, and {other.path}, line {other.line}, differ in {key}, and a run has one; "
        f"run them apart, or name one settings file with --config",
    )
