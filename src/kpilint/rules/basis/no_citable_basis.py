"""A form without basis column whose purpose names nothing that can be looked up."""

from collections.abc import Iterator

from kpilint.citations import parse
from kpilint.rule import Hit, Table, View, rule
from kpilint.rules.basis._sources import Sources, names_a_source
from kpilint.wording import bare, is_placeholder


@rule(
    "basis/no-citable-basis",
    grain=Table,
    reads=("title", "project", "purpose", "goals", "indicators", "columns"),
    needs=("purpose",),
    severity="info",
    confidence="low",
    item="绩效合理性",
    since="0.1",
    standard="财预〔2015〕88号：目标的设定应有依据",
    message={
        "zh": "表中没有依据一栏，项目概况、目标中也没有写可查的依据；可在立项依据中写明文件名称和文号",
        "en": "the form has no basis column, and neither purpose nor goals name anything that can be looked up; "
        "give title and number of the document the project rests on",
    },
    zh=(
        "全表没有可查的依据。\n"
        "只看没有“指标值确定依据”一栏、而有项目概况（立项依据、资金用途）一栏的表；概况、项目名称、目标或任何一行写有文号、法规、"
        "文件、合同或往年数据的，不提示。多数表式没有专门写依据的地方，所以只作提示，不计分。"
    ),
    bad=[
        (
            {
                "project": "农村公路养护",
                "purpose": "用于农村公路日常养护，改善群众出行条件。",
                "indicators": [{"name": "养护里程", "value": "≥30公里"}],
            },
            {"field": "purpose"},
        ),
        (
            {
                "project": "教师培训",
                "purpose": "根据相关政策和工作要求，开展教师培训。",
                "goals": ["培训教师300人"],
                "indicators": [{"name": "培训人数", "value": "300人"}],
            },
            {"field": "purpose"},
        ),
    ],
    good=[
        {"purpose": "依据云交发〔2024〕12号，用于公路养护。", "indicators": [{"name": "养护里程", "value": "≥30公里"}]},
        {"purpose": "用于公路养护。", "goals": ["落实《公路法》，养护30公里"], "indicators": [{"name": "养护里程"}]},
        {"purpose": "用于公路养护。", "indicators": [{"name": "养护里程", "basis": "工作要求"}]},
        {"purpose": "用于公路养护。", "indicators": [{"name": "养护率", "description": "按云交发〔2024〕12号计算"}]},
        {"purpose": "", "indicators": [{"name": "养护里程"}]},
        {"project": "公路养护", "indicators": [{"name": "养护里程"}]},
    ],
)
def no_citable_basis(  # noqa: PLR0913 - the word lists are the rule's options
    table: View,
    *,
    empty_words: tuple[str, ...],
    paper_nouns: tuple[str, ...],
    occasional_papers: tuple[str, ...],
    records: tuple[str, ...],
    own_papers: tuple[str, ...],
    past_years: tuple[str, ...],
    past_facts: tuple[str, ...],
    surveys: tuple[str, ...],
    hearsay: tuple[str, ...],
) -> Iterator[Hit]:
    """A form has no basis column, and its purpose, name and goals name nothing that can be looked up either.

    Most forms have no place made for it, so this is a hint and never scores. A purpose that was not filled in is left
    to other rules.
    """
    if "basis" in table.columns or not table.indicators or not bare(table.purpose) or is_placeholder(table.purpose):
        return
    head = (table.purpose, table.project, table.title, *(goal.text for goal in table.goals))
    lists = Sources(
        empty_words, paper_nouns, occasional_papers, records, own_papers, past_years, past_facts, surveys, hearsay
    )
    if any(parse(text) or names_a_source(text, lists) for text in head):
        return
    cells = (text for row in table.indicators for text in (row.name, row.description, row.value))
    if not any(parse(text) for text in cells):
        yield Hit("purpose")
