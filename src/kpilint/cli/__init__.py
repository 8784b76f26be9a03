"""The command line: parse arguments, call the api, print, exit. One module a command."""

import gc
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from kpilint import __version__, console
from kpilint.cli import (
    annotate,
    baseline,
    cache,
    check,
    config,
    exceptions,
    explain,
    fix,
    import_,
    rank,
    rescore,
    rules,
    schema,
)
from kpilint.errors import KpilintError
from kpilint.exitcodes import EXIT_USAGE

app = typer.Typer(
    help="检查预算项目绩效目标表并评分 / Check and score the performance target tables of budget projects.",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check.check)
app.add_typer(cache.cache, name="cache")
app.command("import")(import_.import_)
app.command()(fix.fix)
app.command()(annotate.annotate)
app.command()(rules.rules)
app.command()(explain.explain)
app.command()(rank.rank)
app.command()(rescore.rescore)
app.command()(exceptions.exceptions)
app.add_typer(baseline.baseline, name="baseline")
app.add_typer(config.config, name="config")
app.command()(schema.schema)


def main() -> None:
    """Run kpilint. The one place where errors become messages and exit codes."""
    console.prepare()
    # Millions of small frozen values and hardly a cycle: collecting often takes a quarter of a large run.
    gc.set_threshold(100_000, 20, 100)
    try:
        app(standalone_mode=True)
    except KpilintError as error:
        console.tell(error.text(console.asked_language(sys.argv)))
        sys.exit(EXIT_USAGE)
    except BrokenPipeError:
        console.close_output()
        sys.exit(EXIT_USAGE)
    except OSError as error:  # standard output: files have messages of their own
        with suppress(OSError):
            console.tell(error.strerror or str(error))
        os._exit(EXIT_USAGE)  # Python would try to flush once more, and complain


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="显示版本 / show the version")] = False,
) -> None:
    if version:
        typer.echo(f"kpilint {__version__}")
        raise typer.Exit
