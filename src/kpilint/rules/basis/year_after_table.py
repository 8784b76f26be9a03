"""A document of a later year than the table's."""

from collections.abc import Iterator

from kpilint.rule import Hit, Indicator, View, rule


@rule(
    "basis/year-after-table",
    grain=Indicator,
    reads=("basis", "citations", "year"),
    needs=("basis",),
    severity="warning",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "依据“{found}”是{year}年的文件，晚于本表的{table_year}年度；应核对文号",
        "en": "{found} is of {year}, after the {table_year} of the table; check the number",
    },
    zh=(
        "依据的文号晚于本表的年度。\n某一年度的目标不可能以下一年才印发的文件为据，多为年份写错。当年的文件不提示。"
        "读文件时年度可能取自项目编码，延续项目的编码是头一年的，所以只提示、不计分。"
    ),
    bad=[
        (
            {"basis": "云财社〔2025〕41号", "year": 2024},
            {"field": "basis", "found": "云财社〔2025〕41号", "year": "2025"},
        ),
        ({"basis": "云教〔2022〕3号、云教〔2032〕5号", "year": 2023}, {"field": "basis", "year": "2032"}),
    ],
    good=[
        {"basis": "云财社〔2024〕41号", "year": 2024},
        {"basis": "云财社〔2023〕41号", "year": 2024},
        {"basis": "云财社〔2025〕41号"},
        {"basis": "《云岭县“十四五”规划（2021—2025年）》", "year": 2024},
        {"basis": "2024年12月在册人数", "year": 2024},
    ],
)
def year_after_table(ind: View) -> Iterator[Hit]:
    """A basis cites a document of a later year than the table's.

    Targets of a year cannot rest on what was issued in the next; mostly the year is a slip. A document of the year
    itself is fine. A table's year may have been read from the project's code, which of a project that goes on is that
    of its first year: so this is a note.
    """
    for one in ind.citations:
        if one.year is not None and ind.year is not None and one.year > ind.year:
            yield Hit("basis", {"found": one.raw, "year": str(one.year), "table_year": str(ind.year)})
            return
