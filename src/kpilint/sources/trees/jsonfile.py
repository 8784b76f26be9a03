"""JSON files (.json) and JSON Lines (.jsonl, .ndjson: one table or one document mapping a line)."""

from kpilint.model import Document, Problem
from kpilint.problems import ReadFailure
from kpilint.sources.decode import decode
from kpilint.sources.failures import check_bytes
from kpilint.sources.limits import DEFAULT_LIMITS, Limits
from kpilint.sources.trees import jsonrows
from kpilint.sources.trees.jsontree import parse
from kpilint.sources.trees.structured import Builder
from kpilint.sources.trees.yamlfile import collector_paused


def read_json(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one JSON text: a document mapping, a table or a list of tables; every cell gets its line and column.

    Raises:
        ReadFailure: the file is empty, too large or in no known encoding, is no JSON, or is nested too deep.
    """
    check_bytes(len(data), limits)
    builder = Builder(limits)
    with collector_paused():
        root = parse(decode(data), limits)
        if root.text == "":
            raise ReadFailure("input/empty")
        builder.add_root(root)
    return builder.build(path, "json")


def read_jsonl(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read JSON Lines. Cells have the line and a name in the line (`indicators[3].value`) as their place.

    A line that is broken is a problem of its own; the others are read.

    Raises:
        ReadFailure: the file is empty, too large or in no known encoding.
    """
    check_bytes(len(data), limits)
    builder = Builder(limits, jsonrows.by_line)
    decoder = jsonrows.LineDecoder(limits)
    with collector_paused():
        for number, line in enumerate(decode(data).encode().split(b"\n"), 1):
            if not line.strip():
                continue
            table = decoder.table(line, number)
            if table is not None:
                builder.add_table(table)
            else:
                _add_line(builder, line.decode(), number, limits)
    return builder.build(path, "jsonl")


def _add_line(builder: Builder, line: str, number: int, limits: Limits) -> None:
    """Take in a line that the fast way does not know: less usual keys, numbers, faults."""
    try:
        builder.add_root(parse(line, limits, number))
    except ReadFailure as failure:
        problem = failure.problem
        at = problem.place if problem.place.line else jsonrows.line_place(number)
        builder.problems.append(Problem(problem.code, at, problem.args))
