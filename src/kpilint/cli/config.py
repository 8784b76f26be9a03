"""`kpilint config show`."""

from pathlib import Path
from typing import Annotated

import typer

from kpilint import console
from kpilint.cli.options import LangOption, language_of
from kpilint.cli.setup import DEFAULT_FAIL_ON, DEFAULT_PROFILE
from kpilint.errors import UsageError

config = typer.Typer(
    help="配置文件 kpilint.yaml / Settings files.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


@config.command("show")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要检查的文件或文件夹 / a file or folder to check")],
    lang: LangOption = None,
) -> None:
    """列出检查某个文件时用的每项设置及其出处 / Show each setting for a file and where it is written."""
    from kpilint import configuration  # noqa: PLC0415 - `--help` should not load rules
    from kpilint.outputs.settings import shown as settings_shown  # noqa: PLC0415

    if not file.exists():
        raise UsageError(f"找不到文件或文件夹：{file}", f"no such file or folder: {file}")
    found = configuration.of_file(str(file))
    defaults = {"profile": DEFAULT_PROFILE, "fail_on": DEFAULT_FAIL_ON}
    console.write(settings_shown.render(found, str(file), defaults, language_of(lang)), None)
