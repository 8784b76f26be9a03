"""`kpilint exceptions`."""

from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from kpilint import console
from kpilint.cli.options import ConfigOption, LangOption, NoConfigOption, PathsArgument, ProfileOption, language_of
from kpilint.cli.setup import Asked, run_of
from kpilint.errors import UsageError
from kpilint.names import SETTINGS_NAME


def exceptions(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: PathsArgument,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", help="只列这些规则的，编号或通配 / only of these rules, ids or globs")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="填入每条的理由 / reason for each")] = "",
    until: Annotated[str | None, typer.Option("--until", help="有效期，如 2026-12-31 / last day")] = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    lang: LangOption = None,
) -> None:
    """列出可贴进 kpilint.yaml 的例外条目 / Print findings as exceptions to paste into kpilint.yaml.

    Word、Excel、PDF 里不能写注释，例外按问题的指纹写进 kpilint.yaml。理由必须写；YAML 文件里可直接写注释
    `# kpilint: ignore[规则编号] 理由`。

    Office files take no comments, so their exceptions are named by fingerprint. Each needs a reason.
    """
    from kpilint import api, settings  # noqa: PLC0415 - `--help` should not load rules and readers
    from kpilint.configuration import nearest  # noqa: PLC0415
    from kpilint.outputs.listing import listed  # noqa: PLC0415
    from kpilint.outputs.settings import exceptions as exceptions_asked  # noqa: PLC0415
    from kpilint.rulesets import all_rules  # noqa: PLC0415
    from kpilint.runs.settling import named_from  # noqa: PLC0415

    language = language_of(lang)
    for one in rule or ():
        if not any(fnmatchcase(known, one) for known in all_rules()):
            raise UsageError(*settings.unknown("rule", one, all_rules()))
    files = api.find_files(paths).files
    run = run_of(Asked(profile, config=config, no_config=no_config, no_baseline=True), files)
    report = api.check_run(files, run, jobs=api.automatic_jobs(files))
    found = [
        one
        for one in listed(report, language)
        if one.state == "open" and one.rule in report.rules and (not rule or _matches(one.rule, rule))
    ]
    named = {one.path: named_from(config or nearest(one.path) or Path(SETTINGS_NAME))(one.path) for one in found}
    console.write(exceptions_asked.render(found, named, reason, _day(until), language), None)
    if not found:
        console.tell("没有可列为例外的问题" if language == "zh" else "no finding to make an exception for")


def _matches(rule_id: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(rule_id, one) for one in patterns)


def _day(text: str | None) -> date | None:
    from kpilint.report.requests import day  # noqa: PLC0415 - `--help` should not load rules and readers

    found = None if text is None else day(text)
    if text is not None and found is None:
        raise UsageError(f"--until {text} 不是日期，应写 2026-12-31", f"--until {text} is no date; write 2026-12-31")
    return found
