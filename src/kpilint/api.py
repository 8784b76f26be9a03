"""What the command line, the service and the corpus tools call: load documents, check and score them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kpilint import rulesets, scoring
from kpilint.engine import DocumentCheck, Engine
from kpilint.errors import UsageError
from kpilint.finding import Confidence
from kpilint.model import Document, Table
from kpilint.problems import ReadFailure
from kpilint.report import DocumentReport, Report, assemble
from kpilint.rulesets import Profile
from kpilint.scoring import Basis, Score
from kpilint.sources import jsonfile, text, yamlfile
from kpilint.sources.detect import KNOWN_UNREAD, SUFFIXES, detect
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

STANDARD_INPUT: Final = "-"

READERS: Final[Mapping[str, Callable[[bytes, str, Limits], Document]]] = {
    "text": text.read,
    "yaml": yamlfile.read,
    "json": jsonfile.read_json,
    "jsonl": jsonfile.read_jsonl,
}
"""By format: bytes, path for messages and limits to a document."""


_WORTH_A_PROCESS: Final = 4_000_000
"""Bytes of input below which starting processes takes longer than it saves."""


class Settings(Struct, frozen=True):
    """What to run. Plain values, so that worker processes can be told."""

    profile: str = "national"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS

    def load(self) -> Profile:
        """Return the profile with its rules chosen."""
        profile = rulesets.load_profile(self.profile)
        return rulesets.choose(profile, select=self.select, ignore=self.ignore, only=self.only)


class Checked(Struct, frozen=True):
    """One document with its check and the scores of its tables."""

    check: DocumentCheck
    scores: tuple[tuple[Basis, Score], ...]


class Checker:
    """An engine with its scoring model: checks documents one by one, then across all of them."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.engine = Engine(profile.rules)
        self._bases: dict[tuple[frozenset[str], frozenset[str]], Basis] = {}
        self._items = {rule_id: one.item for rule_id, one in self.engine.rules.items()}

    def check(self, document: Document, index: int) -> Checked:
        """Check and score one document by itself."""
        check = self.engine.check_document(document, index)
        return Checked(check, tuple(self._score(check, at) for at in range(len(document.tables))))

    def report(self, checked: Sequence[Checked]) -> Report:
        """Run the rules that look across documents, score again where they found something, and report."""
        before = [one.check for one in checked]
        after = self.engine.across(before)
        scored = [
            tuple(
                old if new.tables[at] is one.check.tables[at] else self._score(new, at)
                for at, old in enumerate(one.scores)
            )
            for one, new in zip(checked, after, strict=True)
        ]
        profile = self.profile
        return Report(assemble(after, scored), self.engine.rules, profile.model, profile.name, profile.families)

    def _score(self, check: DocumentCheck, at: int) -> tuple[Basis, Score]:
        table, found = check.document.tables[at], check.tables[at]
        basis = self._basis(table)
        if found.crashed or check.crashed:
            basis = Basis(basis.items_of, basis.applicable, basis.covered, {*found.crashed, *check.crashed})
        return basis, scoring.score(table, found.findings, basis, self.profile.model)

    def _basis(self, table: Table) -> Basis:
        key = (table.columns, table.parts)
        if key not in self._bases:
            scoring_rules = [
                one
                for one in self.profile.rules
                if one.confidence is Confidence.HIGH and self.profile.model.faults[one.severity]
            ]
            applicable = self.engine.applicable(table)
            self._bases[key] = Basis(
                self._items,
                frozenset(one.item for one in scoring_rules if one.id in applicable),
                frozenset(one.item for one in scoring_rules),
            )
        return self._bases[key]


def find_files(paths: Iterable[str]) -> list[str]:
    """Return the files to check, sorted within each folder: those named, and in folders those of known formats.

    Files that counties publish in a format this version does not read are listed too, so that they get reported.

    Raises:
        UsageError: a path does not exist.
    """
    found: dict[str, None] = {}
    for path in paths:
        if path != STANDARD_INPUT and not Path(path).exists():
            raise UsageError(f"找不到文件或文件夹 / no such file or folder: {path}")
        if path != STANDARD_INPUT and Path(path).is_dir():
            found.update(dict.fromkeys(_in_folder(Path(path))))
        else:
            found[path] = None
    return list(found)


def automatic_jobs(paths: Iterable[str]) -> int:
    """Return how many processes are worth starting: one unless there is enough to read for several."""
    files = [Path(one) for one in find_files(paths) if one != STANDARD_INPUT]
    size = sum(one.stat().st_size for one in files)
    return 1 if size < _WORTH_A_PROCESS else min(os.cpu_count() or 1, len(files))


def load(path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file (`-` for standard input). Never raises: a file that cannot be read is a document that says so."""
    shown = path.replace(os.sep, "/")
    try:
        data = _bytes(path, limits)
        kind = detect(shown, data)
        return READERS[kind](data, shown, limits)
    except ReadFailure as failure:
        return Document(shown, "", problems=(failure.problem,))


def check(
    paths: Iterable[str],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check and score files.

    Args:
        paths: files and folders, `-` for standard input.
        settings: profile, rules and limits.
        jobs: worker processes; results are the same for any number.
        progress: told the number of files done and of all.

    Raises:
        UsageError: a path, profile or rule does not exist.
        ConfigError: a ruleset, profile or plugin is wrong.
    """
    checker = Checker(settings.load())
    files = find_files(paths)
    done: list[Checked] = []
    for one in _checked(files, checker, settings, jobs):
        done.append(one)
        if progress is not None:
            progress(len(done), len(files))
    return checker.report(done)


def check_documents(documents: Sequence[Document], settings: Settings = Settings()) -> Report:  # noqa: B008 - frozen
    """Check and score documents that are already loaded."""
    checker = Checker(settings.load())
    return checker.report([checker.check(one, index) for index, one in enumerate(documents)])


def _checked(files: Sequence[str], checker: Checker, settings: Settings, jobs: int) -> Iterator[Checked]:
    if jobs > 1 and len(files) > 1:
        from kpilint.workers import check_in_workers  # noqa: PLC0415 - only large runs pay for multiprocessing

        yield from check_in_workers(files, settings, min(jobs, len(files)))
        return
    for index, path in enumerate(files):
        yield checker.check(load(path, settings.limits), index)


def _in_folder(folder: Path) -> Iterator[str]:
    wanted = KNOWN_UNREAD | SUFFIXES.keys()
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in wanted and not name.startswith((".", "~$")):
                yield str(Path(at) / name)


def _bytes(path: str, limits: Limits) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limits.file_bytes + 1)
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise ReadFailure("input/unreadable", reason=error.strerror or str(error)) from error
    if len(data) > limits.file_bytes:
        raise ReadFailure(
            "input/too-large", what="文件大小 / size", found=f"> {limits.file_bytes} B", limit=f"{limits.file_bytes} B"
        )
    if not data:
        raise ReadFailure("input/empty")
    return data


__all__ = [
    "READERS", "STANDARD_INPUT", "Checked", "Checker", "Document", "DocumentReport", "Report", "Settings", "check",
    "check_documents", "find_files", "load",
]  # fmt: skip
