"""Options that several commands share, and the words they take."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpilint.cli import completion
from kpilint.language import default_language


class Lang(StrEnum):
    """Languages of messages."""

    ZH = "zh"
    EN = "en"


class TableFormat(StrEnum):
    """Formats of `import`."""

    YAML = "yaml"
    JSON = "json"


class FailOn(StrEnum):
    """Severities that `--fail-on` takes."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class SchemaName(StrEnum):
    """What `schema` can print."""

    TABLES = "tables"
    REPORT = "report"
    SCORE = "score"
    RESCORE = "rescore"
    RANKING = "ranking"
    LINES = "lines"
    RULESET = "ruleset"
    PROFILE = "profile"
    CONFIG = "config"


LangOption = Annotated[
    Lang | None, typer.Option("--lang", help="提示语言，默认按系统语言，中文优先 / language of messages")
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="写入文件 / write to a file")]
JobsOption = Annotated[int, typer.Option("-j", "--jobs", min=0, help="进程数，0 为自动 / processes, 0 for automatic")]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="评审方案名称或 YAML 文件，默认 national / profile name or file",
        autocompletion=completion.profile_names,
    ),
]
PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="文件、文件夹、zip，- 为标准输入 / files, folders, zips, -")
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", help="另加规则，编号或通配 / add rules by id or glob", autocompletion=completion.rule_ids),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", help="停用规则 / leave rules out", autocompletion=completion.rule_ids),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", help="只用这些规则 / these rules only", autocompletion=completion.rule_ids),
]
CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="用上次检查留下的缓存，结果不变 / use what earlier runs kept")
]
CacheFolderOption = Annotated[
    Path | None,
    typer.Option("--cache-dir", help="缓存文件夹，默认为用户缓存目录 / folder of the cache", metavar="FOLDER"),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="配置文件，默认用离文件最近的 kpilint.yaml / settings file, else the nearest"),
]
NoConfigOption = Annotated[bool, typer.Option("--no-config", help="不用任何 kpilint.yaml / use no settings file")]
NoExceptionsOption = Annotated[
    bool, typer.Option("--no-exceptions", help="不理会任何例外，照原样检查 / heed no exceptions")
]


def language_of(lang: Lang | None) -> str:
    """Return the language asked for, or the user's."""
    return lang.value if lang is not None else default_language()
