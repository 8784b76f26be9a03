"""The report as JUnit XML, for the test views of build servers.

A document is a suite. Reading it is a case; so is each family of rules on each table, and each table's score. A case
fails where the run does: by a finding from `--fail-on` up, or a score under `--fail-under`. What was not assessed is
an error, what does not apply or is an accepted exception is skipped; what does not fail is told in `system-out`.
"""

import re
from collections import Counter
from typing import Any, Final

from kpilint.outputs.context import Context
from kpilint.outputs.junit.cases import Case, cases
from kpilint.outputs.located import slashed
from kpilint.outputs.plaintext import one_line
from kpilint.outputs.standing import points, scores_of
from kpilint.outputs.words import WORDS
from kpilint.report import DocumentReport, Report

_MOST: Final = 500
"""Characters of what servers show on one line."""
_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, context: Context) -> str:
    """Return the XML, indented, with a declaration and a final line end."""
    from lxml import etree  # noqa: PLC0415 - heavy

    root = etree.Element("testsuites", name="kpilint")
    totals: Counter[str] = Counter()
    for document in report.documents:
        totals += _suite(etree.SubElement(root, "testsuite"), report, document, context)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(totals[name]))
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _suite(suite: Any, report: Report, document: DocumentReport, context: Context) -> Counter[str]:
    """Fill in the suite of a document and return its counts."""
    path = document.document.path
    path = WORDS[context.lang]["stdin"] if path == "-" else _short(slashed(path))
    suite.set("name", path)
    _properties(suite, report, document, context)
    counts: Counter[str] = Counter()
    for one in cases(report, document, context):
        counts["tests"] += 1
        counts["skipped" if one.outcome == "skipped" else f"{one.outcome}s"] += 1
        _case(suite, path, one)
    for name in ("tests", "failures", "errors", "skipped"):
        suite.set(name, str(counts[name]))
    return counts


def _case(suite: Any, path: str, one: Case) -> None:
    element = _add(suite, "testcase", name=_short(one.name), classname=path)
    if one.outcome == "skipped":
        _add(element, "skipped", _short(one.brief))
    elif one.outcome != "passed":
        _add(element, one.outcome, one.detail or one.brief, type=one.kind, message=_short(one.brief))
    if one.detail and one.outcome in {"passed", "skipped"}:
        _add(element, "system-out", one.detail)


def _properties(suite: Any, report: Report, one: DocumentReport, context: Context) -> None:
    facts = {
        "kpilint": context.version,
        "profile": f"{report.profile}@{report.model.id}",
        "unit": one.document.unit,
        "year": str(one.document.year or ""),
    }
    for table in one.tables:
        for name, scored in zip(("score", "accepted"), scores_of(table), strict=False):
            score = points(scored)
            told = WORDS[context.lang]["not_assessed"] if score is None else f"{score:.2f}"
            facts[f"{name} {table.index + 1}"] = told
    properties = _add(suite, "properties")
    for name, value in facts.items():
        _add(properties, "property", name=name, value=_short(value))


def _add(parent: Any, tag: str, text: str = "", /, **attributes: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - heavy

    element = etree.SubElement(parent, tag, attributes)
    if text:
        element.text = _NO_XML.sub("\ufffd", text)
    return element


def _short(text: str) -> str:
    return _NO_XML.sub("\ufffd", one_line(text, _MOST))
