"""The command line: parse arguments, call the api, print, exit. One module a command."""

import gc
import os
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

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
    usage,
)
from kpilint.errors import KpilintError
from kpilint.exitcodes import EXIT_NOT_ASSESSED, EXIT_USAGE

_DEBUG = "KPILINT_DEBUG"
"""Environment variable that, set to 1, has an error of kpilint itself shown with its traceback."""

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
app.command(epilog=fix.EPILOG)(fix.fix)
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
        sys.exit(app(prog_name="kpilint", standalone_mode=False))
    except usage.Raised as error:
        refused = usage.refused(error, sys.argv[1:])
        if refused is None:
            usage.show(error)
        else:
            _tell(refused)
    except typer.Abort:
        sys.exit(console.INTERRUPTED)
    except KpilintError as error:
        _tell(error)
    except BrokenPipeError:
        console.close_output()
        sys.exit(EXIT_USAGE)
    except OSError as error:  # standard output: files have messages of their own
        with suppress(OSError):
            console.tell(error.strerror or str(error))
        os._exit(EXIT_USAGE)  # Python would try to flush once more, and complain
    except Exception as error:  # the catch-all at the edge
        if os.environ.get(_DEBUG) == "1":
            raise
        _tell_crash(error)


def _tell_crash(error: Exception) -> NoReturn:
    """Say that kpilint itself failed. That is no finding and never a pass: something was not assessed."""
    what = f"{type(error).__name__}: {error}"[:300]
    zh = f"程序出错，没有完成（{what}）。请把命令和文件发给我们；设 {_DEBUG}=1 再运行可看到详情"
    en = f"kpilint failed and did not finish ({what}). Please report it; run again with {_DEBUG}=1 for details"
    console.tell(zh if console.asked_language(sys.argv) == "zh" else en)
    sys.exit(EXIT_NOT_ASSESSED)


def _tell(error: KpilintError) -> NoReturn:
    console.tell(error.text(console.asked_language(sys.argv)))
    sys.exit(EXIT_USAGE)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="显示版本 / show the version")] = False,
) -> None:
    if version:
        typer.echo(f"kpilint {__version__}")
        raise typer.Exit
