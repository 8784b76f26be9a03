"""`kpilint cache`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from kpilint import console
from kpilint.cli.options import CacheFolderOption, LangOption, language_of
from kpilint.errors import KpilintError, trouble

if TYPE_CHECKING:  # `--help` should not load them
    from kpilint.cache.location import Location
    from kpilint.cache.store import Trouble

cache = typer.Typer(
    help="查看或清除缓存 / Look at the cache, or clear it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def teller(location: "Location | None", language: str) -> "Callable[[Trouble], None]":
    """Return a function that says why a cache was not used, if somebody chose where it is."""

    def tell(what: "Trouble") -> None:
        if location is not None and location.chosen:
            console.tell(f"{location.file}: {what.zh if language == 'zh' else what.en}")

    return tell


@cache.command()
def show(folder: CacheFolderOption = None, lang: LangOption = None) -> None:
    """显示缓存位置、大小、条数和能否使用 / Show where the cache is, its size, and whether it can be used."""
    from kpilint import rulesets  # noqa: PLC0415 - `--help` should not load rules
    from kpilint.cache.location import MEGABYTES, locate  # noqa: PLC0415
    from kpilint.cache.opening import opened  # noqa: PLC0415

    location = locate(folder)
    kept = opened(location, tuple(rulesets.all_rules().values()))
    entries = 0 if kept is None else kept.store.count()
    told = None if kept is None else kept.close() or kept.untraceable
    size = sum(one.stat().st_size for one in location.files if one.is_file())
    chinese = language_of(lang) == "zh"
    most = f"{location.most_bytes / 1_000_000:,.0f} MB"
    typer.echo(f"{'位置' if chinese else 'file'}: {location.file}")
    typer.echo(f"{'大小' if chinese else 'size'}: {size / 1_000_000:,.1f} MB")
    typer.echo(f"{'上限' if chinese else 'limit'}: {most} ({MEGABYTES})")
    typer.echo(f"{'条数' if chinese else 'entries'}: {entries:,}")
    if kept is None:
        typer.echo("本机 Python 没有 SQLite，不用缓存" if chinese else "this Python has no SQLite: no cache is used")
    elif told is not None:
        typer.echo(told.zh if chinese else told.en)


@cache.command()
def clear(folder: CacheFolderOption = None, lang: LangOption = None) -> None:
    """清除缓存 / Delete the cache. Results of checks stay the same, the next run takes longer."""
    from kpilint.cache.location import locate  # noqa: PLC0415 - as above

    location = locate(folder)
    size = 0
    for one in reversed(location.files):
        if one.is_file():
            size += one.stat().st_size
            try:
                one.unlink()
            except OSError as error:
                zh, en = trouble(error)
                raise KpilintError(f"无法删除 {one}：{zh}", f"cannot delete {one}: {en}") from error
    chinese = language_of(lang) == "zh"
    freed = f"{size / 1_000_000:,.1f} MB"
    typer.echo(f"已清除缓存（{freed}）：{location.file}" if chinese else f"cleared {freed}: {location.file}")
