"""Measure the rules on labelled rows: precision, recall and F1 by label and by rule.

    python bench/accuracy.py [--labels FOLDER|FILE ...] [--rows FOLDER] [--profile NAME] [--errors] [--json]

A labels file (.jsonl) has one JSON object a line: document, rows ([table, row] positions), labels, unsure. `rows/`
holds one `<document>.json` a document: a list of tables with title, goal and rows. A labels file (.yaml) is a list of
rows that bring their own cells: document, table, project, level1 … basis, labels, unsure; without document and table
each row is a table of its own, and a column that no row of a document has does not exist there. A finding on a label
that only one reader gave (`unsure`) counts neither for nor against. A rule of high confidence that is right in less
than 70 % of at least three findings is marked LOW: it should be of low confidence.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from kpilint.engine.run import Engine
from kpilint.finding import Confidence
from kpilint.model import CELL_FIELDS, Document, Goal, Indicator, Table
from kpilint.profiles import load_profile
from kpilint.rule import LABELS, Rule

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "labels"
LEAST_PRECISION: Final = 0.7
LEAST_FINDINGS: Final = 3
"""A rule of high confidence must be right this often, once it has this many findings on labelled rows."""


class Tally(Struct):
    """Counts of findings that were right, wrong, and of labels that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of findings that were right; None where there were none."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of labels that were found; None where there were none."""
        labelled = self.right + self.missed
        return self.right / labelled if labelled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


class Result(Struct):
    """Tallies by label and rule, and every error as (kind, label, rules, row)."""

    labels: dict[str, Tally]
    rules: dict[str, Tally]
    errors: list[tuple[str, str, str, dict[str, Any]]]
    crashes: list[str]
    low: list[str]
    """Rules of high confidence that should be of low confidence."""


class Labelled(Struct, frozen=True):
    """Labelled rows, each with its positions in the documents."""

    rows: list[dict[str, Any]]
    documents: list[Document]


def read_labels(path: Path, rows: Path | None = None) -> Labelled:
    """Return the labelled rows of one file, .jsonl with its `rows/` or .yaml."""
    if path.suffix == ".yaml":
        return _read_yaml(path)
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    folder = rows or path.parent / "rows"
    names = dict.fromkeys(one["document"] for one in labels)
    return Labelled(labels, [read_document(folder / f"{name}.json") for name in names])


def _read_yaml(path: Path) -> Labelled:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    tables: dict[str, dict[Any, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    labels = []
    for at, row in enumerate(given):
        document = f"{path.stem}/{row.get('document', at + 1)}"
        name = (row.get("table", 0), row["project"])
        tables[document][name].append(row)
        spot = [list(tables[document]).index(name), len(tables[document][name]) - 1]
        labels.append({**row, "document": document, "rows": [spot]})
    return Labelled(labels, [_document(name, list(found.items())) for name, found in tables.items()])


def _document(name: str, tables: list[tuple[Any, list[dict[str, Any]]]]) -> Document:
    columns = [field for field in CELL_FIELDS if any(field in row for _, rows in tables for row in rows)]
    made = [_table({"title": project, "rows": rows, "columns": columns}) for (_, project), rows in tables]
    return Document(name, "labels", tuple(made), unit=name)


def read_document(path: Path) -> Document:
    """Return the transcribed tables of one document."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return Document(path.stem, "labels", tuple(_table(one) for one in tables), unit=path.stem)


def _table(data: Mapping[str, Any]) -> Table:
    rows = [Indicator(**{name: row.get(name) or "" for name in CELL_FIELDS}) for row in data.get("rows", ())]
    return Table(
        title=data.get("title", ""),
        project=data.get("project") or data.get("title", ""),
        goals=(Goal(data["goal"]),) if data.get("goal") else (),
        indicators=tuple(rows),
        columns=frozenset(data.get("columns", CELL_FIELDS)),
        parts=frozenset({"project", "goals"}),
    )


def measure(labels: Sequence[Mapping[str, Any]], documents: Iterable[Document], rules: Sequence[Rule]) -> Result:
    """Run the rules over the documents and compare what they find with the labels of each row."""
    engine = Engine(rules)
    found: dict[tuple[str, int, int], dict[str, set[str]]] = {}
    crashes: list[str] = []
    for document in documents:
        for table, check in enumerate(engine.check_document(document).tables):
            for one in check.findings:
                rule = engine.rules.get(one.seen.rule)
                if rule is None:
                    crashes.append(f"{document.path} {table} {one.at.row}: {dict(one.seen.args)}")
                elif one.at.row is not None:
                    spot = found.setdefault((document.path, table, one.at.row), {})
                    for label in rule.labels_of(one.seen.field):
                        spot.setdefault(label, set()).add(rule.id)
    answered = [label for label in LABELS if any(one.label == label for one in rules)]
    tallies = {one.id: Tally() for one in rules if one.label}
    result = Result({label: Tally() for label in answered}, tallies, [], crashes, [])
    for row in labels:
        spots = [found.get((row["document"], table, at), {}) for table, at in row["rows"]]
        for label in answered:
            _judge(result, label, {rule for spot in spots for rule in spot.get(label, ())}, row)
    sure = {one.id for one in rules if one.confidence is Confidence.HIGH}
    result.low = [rule for rule, one in result.rules.items() if rule in sure and _too_often_wrong(one)]
    return result


def _too_often_wrong(tally: Tally) -> bool:
    return tally.right + tally.wrong >= LEAST_FINDINGS and (tally.precision or 0) < LEAST_PRECISION


def _judge(result: Result, label: str, rules: set[str], row: Mapping[str, Any]) -> None:
    tally = result.labels[label]
    if label in row["labels"]:
        for rule in rules:
            result.rules[rule].right += 1
        if rules:
            tally.right += 1
        else:
            tally.missed += 1
            result.errors.append(("missed", label, "", dict(row)))
    elif rules and label not in row.get("unsure", ()):
        tally.wrong += 1
        for rule in rules:
            result.rules[rule].wrong += 1
        result.errors.append(("wrong", label, ", ".join(sorted(rules)), dict(row)))


def micro(result: Result) -> Tally:
    """Return the tally over all labels that rules answer to."""
    parts = result.labels.values()
    return Tally(sum(one.right for one in parts), sum(one.wrong for one in parts), sum(one.missed for one in parts))


def as_json(result: Result) -> dict[str, Any]:
    """Return the figures as plain values, rounded to three places."""
    return {
        "labels": {label: _figures(one) for label, one in result.labels.items()},
        "micro": _figures(micro(result)),
        "rules": {rule: _figures(one, recall=False) for rule, one in result.rules.items()},
        "crashes": result.crashes,
        "low": result.low,
    }


def _figures(tally: Tally, *, recall: bool = True) -> dict[str, Any]:
    counts: dict[str, Any] = {"right": tally.right, "wrong": tally.wrong}
    names = ("precision", "recall", "f1") if recall else ("precision",)
    if recall:
        counts["missed"] = tally.missed
    figures = {name: getattr(tally, name) for name in names}
    return counts | {name: None if one is None else round(one, 3) for name, one in figures.items()}


def as_text(result: Result, *, errors: bool = False) -> str:
    """Return the figures as a table, with every error below it if asked."""
    lines = [f"{'label':<32}{'prec':>7}{'rec':>7}{'F1':>7}{'right':>7}{'wrong':>7}{'missed':>7}"]
    for name, one in [*result.labels.items(), ("micro average", micro(result))]:
        shares = "".join(_share(figure) for figure in (one.precision, one.recall, one.f1))
        lines.append(f"{name:<32}{shares}{one.right:>7}{one.wrong:>7}{one.missed:>7}")
    lines += ["", f"{'rule':<32}{'prec':>7}{'right':>21}{'wrong':>7}"]
    lines += [
        f"{rule:<32}{_share(one.precision)}{one.right:>21}{one.wrong:>7}{'  LOW' if rule in result.low else ''}"
        for rule, one in result.rules.items()
    ]
    lines += [f"CRASHED {one}" for one in result.crashes]
    if errors:
        lines.append("")
        lines += [f"{kind} {label} {rule} {_shown(row)}" for kind, label, rule, row in result.errors]
    return "\n".join(lines)


def _share(figure: float | None) -> str:
    return f"{'-':>7}" if figure is None else f"{figure:>7.3f}"


def _shown(row: Mapping[str, Any]) -> str:
    cells = " | ".join(row.get(name) or "" for name in CELL_FIELDS[1:])
    return f"{row.get('id', row['rows'])}: {cells}"


def _files(folder: Path) -> list[Path]:
    return sorted((*folder.glob("*.jsonl"), *folder.glob("*.yaml")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files, measure, print; 1 if a rule crashed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--labels", type=Path, nargs="+", default=[SHARED], help="labels files (.jsonl, .yaml), or folders of them"
    )
    parser.add_argument("--rows", type=Path, help="folder of the rows; by default rows/ beside the labels")
    parser.add_argument("--profile", default="national")
    parser.add_argument("--errors", action="store_true", help="list every wrong and every missed label")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    files = [one for given in options.labels for one in (_files(given) if given.is_dir() else [given])]
    read = [read_labels(one, options.rows) for one in files]
    labels = [row for one in read for row in one.rows]
    documents = [document for one in read for document in one.documents]
    result = measure(labels, documents, load_profile(options.profile).rules)
    print(json.dumps(as_json(result), ensure_ascii=False) if options.json else as_text(result, errors=options.errors))
    return 1 if result.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
