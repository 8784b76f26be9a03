"""Measure what the cache costs on a first run and saves on the next, and that reports stay the same to the byte.

    python bench/cache.py                  # all corpora
    python bench/cache.py --only office yaml --repeats 5
    python bench/cache.py --files 40

Each figure is the median of whole runs in seconds of work, not of the clock, which depends on what else runs: without
cache (`off`), with an empty one (`first`), with a full one (`again`), and after one file has `changed`.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import corpus

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from published import forms, shelf, truth  # noqa: E402 - the path is set above
from published.word import Paper  # noqa: E402

ROWS_PER_TABLE: Final = 7
ROWS_PER_FILE: Final = 70


def yaml_folder(folder: Path, files: int) -> None:
    """Write small YAML files, as counties keep them: one a unit."""
    for number in range(files):
        corpus.write(folder / f"单位{number:03}.yaml", "yaml", ROWS_PER_FILE, number)


def office_folder(folder: Path, files: int) -> None:
    """Write Word and Excel files, half of each, as counties publish them: one a unit."""
    for number in range(files):
        suffix, data = shelf.FORMS["block" if number % 2 else "sheet"][0](_known(number), Paper())
        (folder / f"单位{number:03}{suffix}").write_bytes(data)


def one_file(folder: Path, files: int) -> None:
    """Write all rows into one YAML file: the worst case, for comparisons within a document are made anew each time."""
    corpus.write(folder / "全部.yaml", "yaml", ROWS_PER_FILE * files, 0)


def published(folder: Path, _files: int) -> None:
    """Copy the published documents that lie beside the checkout."""
    for one in sorted((ROOT.parent / "shared" / "documents").glob("*")):
        shutil.copy(one, folder)


CORPORA: Final[dict[str, Callable[[Path, int], None]]] = {
    "yaml": yaml_folder, "office": office_folder, "one-file": one_file, "published": published,
}  # fmt: skip


def _known(seed: int) -> list[truth.Known]:
    names = dict(zip(corpus.KEYS, truth.SIX, strict=True))
    made = [{names[key]: text for key, text in row.items()} for row in corpus.rows(ROWS_PER_FILE, seed)]
    return forms.completed(
        truth.Known(
            tuple(made[start : start + ROWS_PER_TABLE]),
            {"title": f"{number}.项目{number}绩效目标表", "project": f"项目{number}"},
            {"": f"1.完成项目{number}的年度任务。"},
        )
        for number, start in enumerate(range(0, ROWS_PER_FILE, ROWS_PER_TABLE), 1)
    )


def check(folder: Path, *options: str) -> tuple[float, bytes]:
    """Return the seconds that a whole run worked, its further processes included, and the report that it prints."""
    command = [sys.executable, "-m", "kpilint", "check", "--no-config", "--fail-on", "never", *options]
    begun = worked()
    done = subprocess.run([*command, "."], cwd=folder, capture_output=True, check=False)
    seconds = worked() - begun
    if done.returncode or done.stderr:
        sys.exit(f"failed: {done.stderr.decode()} (exit code {done.returncode})")
    return seconds, done.stdout


def worked() -> float:
    """Return the seconds that ended processes worked; where the system does not tell, the time on the clock."""
    times = os.times()
    return times.children_user + times.children_system or time.perf_counter()


def measure(name: str, files: int, repeats: int, jobs: str) -> str:
    """Return the line of one corpus."""
    taken: dict[str, list[float]] = {"off": [], "first": [], "again": [], "one changed": []}
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place, "documents"), Path(place, "cache")
        folder.mkdir()
        CORPORA[name](folder, files)
        used = ("-j", jobs, "--cache-dir", str(cache))
        whole = [check(folder, "-f", "json", *options)[1] for options in (("--no-cache",), used, used)]
        if len(set(whole)) > 1:
            sys.exit(f"{name}: the reports differ")
        for _ in range(repeats):
            shutil.rmtree(cache, ignore_errors=True)
            for what, options in (("off", ("-j", jobs, "--no-cache")), ("first", used), ("again", used)):
                taken[what].append(check(folder, "--quiet", *options)[0])
            _touch(min(folder.iterdir()))
            taken["one changed"].append(check(folder, "--quiet", *used)[0])
            CORPORA[name](folder, files)
        size = sum(one.stat().st_size for one in cache.iterdir()) / 1e6
        size_in = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
    middle = {what: statistics.median(seconds) for what, seconds in taken.items()}
    figures = "".join(f"{middle[what]:8.2f}" for what in taken)
    return (
        f"{name:10}{figures}{middle['first'] / middle['off'] - 1:+8.1%}{middle['off'] / middle['again']:8.1f} x"
        f"{size_in:10.1f}{size:10.1f}"
    )


def _touch(path: Path) -> None:
    """Change a file in one place, where its format lets that be done as text."""
    if path.suffix in {".yaml", ".txt", ".md"}:
        path.write_text(path.read_text("utf-8").replace("≥", "≧", 1), "utf-8")
    else:
        path.unlink()


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=CORPORA, default=list(CORPORA))
    parser.add_argument("--files", type=int, default=60, help="files of the made corpora, each of 70 rows")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--jobs", default="1")
    asked = parser.parse_args(argv)
    print(
        f"{'corpus':10}{'off':>8}{'first':>8}{'again':>8}{'changed':>8}{'cost':>8}{'gain':>10}"
        f"{'MB in':>10}{'MB kept':>10}"
    )
    for name in asked.only:
        print(measure(name, asked.files, asked.repeats, asked.jobs), flush=True)


if __name__ == "__main__":
    main()
