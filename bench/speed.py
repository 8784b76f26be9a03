"""Measure reading alone and the whole check: rows a second, peak memory, growth.

    python bench/speed.py                 # everything, at 20,000 rows, growth at 1×, 2×, 4×, 8×
    python bench/speed.py --rows 5000 --quick

Each figure is the median of several whole processes. Machines are noisy: trust the ratios within one run.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus

OUT = Path(__file__).parent / "out"

PROBES = {
    "yaml events with line marks": """
import sys, yaml
parser = yaml.CLoader(open(sys.argv[1], "rb").read())
while (event := parser.get_event()) is not None:
    if isinstance(event, yaml.ScalarEvent): event.start_mark.line, event.start_mark.column
    if isinstance(event, yaml.StreamEndEvent): break
""",
    "read": """
import sys
from kpilint import api
document = api.load(sys.argv[1])
assert document.tables, document.problems
""",
    "check": """
import sys
from kpilint import cli
sys.argv[1:] = ["check", "--quiet", "--jobs", "1", "--fail-on", "never", sys.argv[1]]
cli.main()
""",
    "check without memo": """
import sys
from kpilint import cli
from kpilint.engine import rowrules
rowrules.RowRules.look = rowrules.RowRules._judge
sys.argv[1:] = ["check", "--quiet", "--jobs", "1", "--fail-on", "never", sys.argv[1]]
cli.main()
""",
    "kpilint --help": "import sys; from kpilint import cli; sys.argv[1:] = ['--help']; cli.main()",
}


def run(code: str, path: Path, repeats: int) -> tuple[float, float]:
    """Return median wall seconds and peak memory in MiB (0 where the system does not tell) of whole processes."""
    seconds, memory = [], []
    for _ in range(repeats):
        begun = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.DEVNULL)
        memory.append(_peak(child))
        seconds.append(time.perf_counter() - begun)
        if child.returncode:
            sys.exit(f"failed on {path}:\n{code}")
    return statistics.median(seconds), max(memory)


def _peak(child: subprocess.Popen[bytes]) -> float:
    if sys.platform == "win32":
        child.wait()
        return 0.0
    import os  # noqa: PLC0415

    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss / scale


def plan(rows: int, *, growth: bool) -> Iterator[tuple[str, str, int, bool]]:
    """Yield what to measure: probe, format, rows, whether all rows differ."""
    yield "kpilint --help", "jsonl", 7, False
    yield "yaml events with line marks", "yaml", rows, False
    for kind in ("yaml", "jsonl"):
        for name in ("read", "check"):
            yield name, kind, rows, False
    yield "check without memo", "jsonl", rows, False
    for name in ("check", "check without memo"):
        yield name, "jsonl", rows, True
    for kind in ("jsonl", "yaml") if growth else ():
        for times in (1, 2, 4, 8):
            yield "check", kind, rows * times, False


def measure(name: str, kind: str, rows: int, repeats: int, *, distinct: bool) -> dict[str, object]:
    """Measure one probe; the time that Python itself takes to start is taken off the rate."""
    path = OUT / f"{rows}{'-distinct' if distinct else ''}.{kind}"
    if not path.exists():
        corpus.write(path, kind, rows, 2026, distinct=distinct)
    wall, peak = run(PROBES[name], path, repeats)
    start, _ = run("pass", path, repeats)
    return {
        "what": name, "corpus": f"{'distinct ' if distinct else ''}{kind}", "rows": rows, "seconds": round(wall, 3),
        "rows/s": round(rows / max(wall - start, 1e-6)), "peak MiB": round(peak, 1),
    }  # fmt: skip


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as a table, and as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="no growth, one repeat")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    repeats = 1 if asked.quick else asked.repeats
    figures = []
    for name, kind, rows, distinct in plan(asked.rows, growth=not asked.quick):
        figures.append(measure(name, kind, rows, repeats, distinct=distinct))
        if not asked.json:
            print("  ".join(f"{key} {value}" for key, value in figures[-1].items()), flush=True)
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
