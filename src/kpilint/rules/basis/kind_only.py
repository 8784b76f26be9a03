"""Bases chosen from a form's list of kinds of standards."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import bare

LEAST_KINDS = 2
"""Different kinds by which a list to choose from is told; one word down the whole column is no choice."""


@rule(
    "basis/kind-only",
    grain=Table,
    reads=("indicators",),
    needs=("basis",),
    severity="info",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    label="basis",
    standard="财预〔2015〕88号：目标值的确定应有历史标准、行业标准、计划标准等依据",
    message={
        "zh": "“{basis}”只说明是哪一类标准；表样要求选填类别的不必改，能写的，可再写上文件名称或往年数据",
        "en": "{basis} says which kind of standard only; where the form asks to choose one, leave it, and add the "
        "document or the past figures if you can",
    },
    zh=(
        "整列依据只填了标准的类别。\n"
        "有的省的表样要求从计划标准、行业标准、历史标准、其他标准中选填。这样的表不能怪填表人没有写文件，所以只提示、不计分；"
        "其他表样中只写“行业标准”的，由basis/generic指出。"
    ),
    bad=[
        (
            {
                "indicators": [
                    {"name": "养护堤防长度", "basis": "计划标准"},
                    {"name": "工程合格率", "basis": "行业标准"},
                ]
            },
            {"field": "basis", "row": 0, "basis": "计划标准"},
        ),
        (
            {
                "indicators": [
                    {"name": "放流鱼苗尾数", "basis": "历史标准"},
                    {"name": "苗种检疫合格率", "basis": ""},
                    {"name": "渔民满意度", "basis": "其他标准"},
                ]
            },
            {"row": 2, "basis": "其他标准"},
        ),
    ],
    good=[
        {"indicators": [{"name": "工程合格率", "basis": "行业标准"}, {"name": "养护里程", "basis": "行业标准"}]},
        {"indicators": [{"name": "合格率", "basis": "行业标准"}, {"name": "水质达标率", "basis": "国家标准"}]},
        {"indicators": [{"name": "合格率", "basis": "行业标准"}, {"name": "养护里程", "basis": "云交发〔2024〕12号"}]},
    ],
)
def kind_only(table: View, *, kinds_of_standard: tuple[str, ...], kinds_offered: tuple[str, ...]) -> Iterator[Hit]:
    """Every basis is a kind of standard, as the forms of some provinces ask for.

    Where a form has 计划标准, 行业标准, 历史标准 and 其他标准 to choose from, nobody can be blamed for naming no
    document. basis/generic gives way to this note.
    """
    said = [bare(row.basis) for row in table.indicators]
    kinds = {one for one in said if one}
    if len(kinds) < LEAST_KINDS or not kinds.issubset(kinds_of_standard) or kinds.isdisjoint(kinds_offered):
        return
    for at, one in enumerate(said):
        if one:
            yield Hit("basis", {"basis": table.indicators[at].basis.strip()}, row=at)
