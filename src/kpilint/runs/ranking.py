"""What goes into a ranking: reports saved earlier and files checked now, all scored by one model."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint.belonging import Manifest
from kpilint.errors import UsageError
from kpilint.outputs.json_report import ranked as json_ranked
from kpilint.outputs.json_report.types import ReportV1
from kpilint.ranking import Options, Origin, Ranking, Result, Unread, rank, results_of, unread_of
from kpilint.report import Report
from kpilint.rulesets import all_rulesets
from kpilint.runs.saved import is_saved_report, read_reports

_NOW: Final = "本次检查", "this run"


class Material(Struct, frozen=True):
    """Paths by what they are: reports of earlier runs, and files to check."""

    reports: tuple[Path, ...]
    files: tuple[str, ...]


def sort_out(files: Iterable[str]) -> Material:
    """Tell saved reports from files to check, by their content."""
    reports, others = [], []
    for one in files:
        path = Path(one)
        if path.is_file() and is_saved_report(path, unreadable=False):  # such a file is checked, which tells why
            reports.append(path)
        else:
            others.append(one)
    return Material(tuple(reports), tuple(others))


def ranking_of(
    report: Report | None, saved: Sequence[Path], options: Options, manifests: Sequence[Manifest], version: str
) -> Ranking:
    """Rank what was checked now, None for nothing, together with saved reports.

    Raises:
        UsageError: they were scored by several models; or a saved report is none, or contradicts itself.
        KpilintError: a saved report cannot be read.
    """
    results: list[Result] = []
    unread: list[Unread] = []
    origins: list[Origin] = []
    sources: list[set[str]] = []
    if report is not None and report.documents:
        results += results_of(report)
        unread += unread_of(report)
        sources.append({one.document.path for one in report.documents})
        origins.append(Origin("", report.model.id, report.profile, version, len(results)))
    for path, one in zip(saved, read_reports(saved), strict=True):
        found = list(json_ranked.results_of(one, str(path), manifests))
        results += found
        unread += json_ranked.unread_of(one, manifests)
        sources.append({document.path for document in one.documents})
        lacking = _lacking(one)
        origins.append(Origin(str(path), one.score_model, one.profile, one.version, len(found), lacking))
    model = _one_model(origins)
    times = Counter(path for paths in sources for path in paths)
    repeated = tuple(sorted(path for path, number in times.items() if number > 1))
    families = {name: one.title for name, one in all_rulesets().items()}
    made = rank(results, unread, options, model)
    return replace(made, origins=tuple(origins), repeated=repeated, families=families)


def _one_model(origins: Sequence[Origin]) -> str:
    """Return the id of the one model by which everything was scored.

    Raises:
        UsageError: there are several.
    """
    found: dict[str, list[Origin]] = {}
    for one in origins:
        found.setdefault(one.model, []).append(one)
    if len(found) > 1:
        zh = "；".join(f"{model}：{_paths(some, 0)}" for model, some in sorted(found.items()))
        en = "; ".join(f"{model}: {_paths(some, 1)}" for model, some in sorted(found.items()))
        raise UsageError(
            f"计分模型不同的分数不能一起排名（{zh}）。请用 kpilint rescore 报告 --profile 方案 --write 文件夹 "
            f"把报告换算到同一方案，或用 --profile 以同一方案检查",
            f"scores of different models are never ranked together ({en}). Bring the reports under one profile with "
            f"kpilint rescore REPORT --profile PROFILE --write FOLDER, or check under that of the reports: --profile",
        )
    return next(iter(found), "")


def _paths(origins: Sequence[Origin], language: int) -> str:
    names = [one.path or _NOW[language] for one in origins]
    more = ("等", " …")[language] if len(names) > 3 else ""  # noqa: PLR2004 - an error message, no list
    return ("、", ", ")[language].join(names[:3]) + more


def _lacking(report: ReportV1) -> tuple[str, ...]:
    """Return what a report does not tell: those of early versions had neither budgets nor the units of tables."""
    old = any(table.budget is None for document in report.documents for table in document.tables)
    return ("budget", "unit") if old else ()
