"""Saved JSON reports: read from files, compared under another profile, written again."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kpilint.errors import KpilintError, UsageError, trouble
from kpilint.folders import Found
from kpilint.outputs.json_report import saved as json_saved
from kpilint.outputs.json_report.types import ReportV1
from kpilint.problems import ReadFailure, message
from kpilint.profiles import Profile
from kpilint.rescoring.comparison import Comparison, compare
from kpilint.rulesets import all_rules
from kpilint.sources.failures import check_bytes
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.writing import replace_file

_HEAD: Final = 200
"""Bytes in which a report says what it is."""
_MARK: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[^{\[]*?"format"\s*:\s*"kpilint\.report/')


def find_reports(paths: Iterable[str]) -> Found:
    """Return the reports that paths name, in order and each once; of folders, the JSON files that begin as one does.

    Raises:
        UsageError: a path does not exist, or a folder holds no report.
    """
    found: list[str] = []
    skipped: list[str] = []
    for path in map(Path, paths):
        if not path.exists():
            raise UsageError(f"找不到报告：{path}", f"no such report: {path}")
        inside = sorted(one for one in path.rglob("*.json") if one.is_file()) if path.is_dir() else []
        ours = [path] if not path.is_dir() else [one for one in inside if is_saved_report(one, unreadable=True)]
        if not ours:
            raise UsageError(f"文件夹里没有 JSON 报告：{path}", f"no JSON report in the folder {path}")
        found += map(str, ours)
        skipped += (str(one) for one in inside if one not in ours)
    return Found(list(dict.fromkeys(found)), skipped)


def is_saved_report(path: Path, *, unreadable: bool) -> bool:
    """Tell whether a file begins as a saved report does; of one that cannot be opened, say `unreadable`."""
    try:
        with path.open("rb") as stream:
            return _MARK.match(stream.read(_HEAD)) is not None
    except OSError:
        return unreadable


def read_reports(paths: Iterable[str | Path], limits: Limits = DEFAULT_LIMITS) -> list[ReportV1]:
    """Return saved reports.

    Raises:
        UsageError: a file is no JSON report of kpilint.
        KpilintError: a file cannot be read, or is larger than the limit.
    """
    return [json_saved.read(_bytes(Path(path), limits), str(path)) for path in paths]


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        check_bytes(path.stat().st_size, limits)
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)  # a pipe does not tell its size
        check_bytes(len(data), limits)
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法读取 {path}：{zh}", f"cannot read {path}: {en}") from error
    except ReadFailure as failure:
        one = failure.problem
        zh, en = (message(one.code, one.args, lang) for lang in ("zh", "en"))
        raise KpilintError(zh, en).at(str(path)) from failure
    return data


def compare_reports(paths: Sequence[str], reports: Sequence[ReportV1], profile: Profile) -> Comparison:
    """Score saved reports again as a profile does.

    Raises:
        UsageError: a report contradicts itself.
    """
    saved = [json_saved.saved(one, path) for path, one in zip(paths, reports, strict=True)]
    return compare(saved, profile, all_rules().keys())


def write_reports(
    paths: Sequence[str], reports: Sequence[ReportV1], comparison: Comparison, folder: Path, *, force: bool = False
) -> None:
    """Write the reports as they are under the other profile into a folder, under their names.

    Raises:
        UsageError: two reports have one name, the folder is that of the reports, or without `force` a file is there.
        KpilintError: a file cannot be written.
    """
    goals = [folder / Path(path).name for path in paths]
    twice = next((one for at, one in enumerate(goals) if one in goals[:at]), None)
    if twice is not None:
        raise UsageError(
            f"有几份报告都叫 {twice.name}，写入一个文件夹会互相覆盖；请分开重评",
            f"several reports are called {twice.name}; score them again one by one",
        )
    over = next((path for path, goal in zip(paths, goals, strict=True) if goal.resolve() == Path(path).resolve()), None)
    if over is not None:
        raise UsageError(f"会覆盖原报告 {over}；请写入另一个文件夹", f"would overwrite {over}; write to another folder")
    there = next((goal for goal in goals if os.path.lexists(goal)), None)
    if there is not None and not force:
        raise UsageError(
            f"{there} 已存在；加 --force 覆盖，或写入另一个文件夹",
            f"{there} exists; add --force, or write to another folder",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for goal, report, compared in zip(goals, reports, comparison.reports, strict=True):
            replace_file(goal, json_saved.rewritten(report, compared, comparison.profile).encode())
    except OSError as error:
        zh, en = trouble(error)
        raise KpilintError(f"无法写入 {folder}：{zh}", f"cannot write to {folder}: {en}") from error
