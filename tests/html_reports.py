"""Reports made for the tests of the HTML page: hostile text, every kind of mark, thousands of findings."""

from datetime import date

from msgspec.structs import replace

from kpilint import api
from kpilint.finding import Waiver
from kpilint.model import (
    BrokenRow,
    Budget,
    Document,
    Duty,
    Goal,
    Indicator,
    OtherValue,
    Place,
    PlanStep,
    Problem,
    Table,
)
from kpilint.outputs.context import Context
from kpilint.outputs.html import render
from kpilint.outputs.terminal import Style
from kpilint.scoring import row_kinds, score

ATTACKS = (
    "<script>alert('cell')</script>",
    "</script></noscript></style></title><script>alert(1)</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(2)>',
    "' onmouseover='alert(3)",
    "]]><svg onload=alert(4)>",
    "javascript:alert(5)",
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eb\u200bc\x00d\x1b[31me\u2028f",
    "&lt;b&gt; &amp;amp;",
)
COLUMNS = frozenset({"level1", "level2", "name", "description", "value", "basis"})
PARTS = frozenset({"code", "project", "budget", "purpose", "plan", "goals"})


def page(report, lang="zh"):
    return render(report, Context(Style(lang), "0.1.0", date(2026, 3, 1)))


def table(*rows, **more):
    facts = {
        "title": "1.农村饮水补助资金绩效目标表", "project": "农村饮水补助资金", "code": "5329", "unit": "云岭县水务局",
        "columns": COLUMNS, "parts": PARTS, "budget": Budget("10.00", "10.00", "", "万元"), "purpose": "饮水工程",
        "plan": (PlanStep("6月底", "50%"), PlanStep("12月底", "100%")), "goals": (Goal("1.改善饮水"),),
        "indicators": rows,
    }  # fmt: skip
    return Table(**{**facts, **more})


def row(name, value="≥95%", level2="数量指标", level1="产出指标", **more):
    facts = {"description": f"{name}占比", "basis": "云水发〔2025〕3号"}
    return Indicator(level1, level2, name, value=value, **{**facts, **more})


def report_of(*tables, problems=(), path="云岭县.yaml"):
    return api.check_documents([Document(path, "yaml", tables, tuple(problems), "云岭县水务局", 2025)])


def hostile():
    """Hostile text wherever published text can stand."""
    tables = [
        Table(
            title=text, number=text, code=text, project=text, unit=text, year=2025,
            budget=Budget(text, text, text, text), purpose=text, plan=(PlanStep(text, text),), goals=(Goal(text),),
            indicators=(
                Indicator(
                    text, text, text, text, text, text, grades=(text,) * 4, sign=text, reason=text,
                    others=(OtherValue(text, text),),
                ),
            ),
            broken=(BrokenRow(text, Place(9)),), columns=COLUMNS | {"grades", "reason", "sign", "others"}, parts=PARTS,
            duty=Duty(text, text, text, text), outcome=text,
        )
        for text in ATTACKS
    ]  # fmt: skip
    problems = [
        Problem("structure/column-unknown", Place(anchor=text), {"found": text, "expected": text}, 0)
        for text in ATTACKS
    ]
    path = "".join(ATTACKS)
    return excused(api.check_documents([Document(path, "yaml", tuple(tables), tuple(problems), path, 2025)]), path)


def excused(report, reason="县级项目，经财政局同意"):
    """Return a report whose first finding in each table is excepted and whose second stands in the baseline."""
    documents = []
    for document in report.documents:
        tables = []
        for one in document.tables:
            waiver = Waiver(reason, "kpilint.yaml", Place(3, 1), date(2026, 12, 31))
            first = one.positions.index(0) if one.check.findings else None
            left = [found for at, found in enumerate(one.check.findings) if at != first]
            better = score(row_kinds(one.table), left, one.basis, report.model)
            waived, known = ({0: waiver} if left else {}), (frozenset({1}) if len(left) > 1 else frozenset())
            tables.append(replace(one, waived=waived, known=known, excused=better if waived else None))
        documents.append(replace(document, tables=tuple(tables)))
    return replace(report, documents=tuple(documents))


def many(findings):
    """Return a report of tables with a dozen findings each, in several units."""
    rows = [row(f"{name}完成情况", value="及时", basis="相关政策", level2=level) for name, level in (
        ("管网铺设", "数量指标"), ("水质达标", "质量指标"), ("工程完工", "时效指标"), ("工程造价", "成本指标"),
    )]  # fmt: skip
    one = report_of(table(*rows))
    each = len(list(one.findings))
    tables = [
        table(*rows, title=f"{at + 1}.第{at}片区饮水补助资金绩效目标表", unit=f"清和县第{at % 40}中心")
        for at in range(-(-findings // each))
    ]
    return api.check_documents([Document("清和县.yaml", "yaml", tuple(tables))], api.Choice(ignore=("boilerplate/*",)))
