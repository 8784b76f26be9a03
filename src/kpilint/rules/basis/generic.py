"""A basis that names nothing to look up."""

from collections.abc import Iterator

from kpilint.citations import Citation
from kpilint.rule import Hit, Indicator, View, rule
from kpilint.rules.basis._sources import Sources, is_survey, is_untitled, names_a_source
from kpilint.vocabulary import plain
from kpilint.wording import bare, found_in

BENEFITS = frozenset({"economic_benefit", "social_benefit", "ecological_benefit", "sustainability"})
SURVEY = ("满意度调查的名称、对象和时间", "name, people and time of the satisfaction survey")
EITHER = (
    "文件名称和文号，或据以测算的往年数据",
    "title and number of the document, or the past figures it was computed from",
)
LACKING = {
    "contract": ("合同的名称、编号和签订时间", "title, number and date of the contract"),
    "figures": ("哪几年的什么数据，如“近三年平均×件”", "the years and figures it was computed from"),
    "approval": ("会议纪要或批示的名称、文号和日期", "title, number and date of the minutes or the approval"),
    "standard": ("标准的名称和编号", "title and number of the standard"),
    "plan": ("计划或方案的全称、印发单位和文号", "full title, issuer and number of the plan"),
}
"""What to write, by the entries of the option `asked_for`."""


@rule(
    "basis/generic",
    grain=Indicator,
    reads=("level2_kind", "name", "basis", "citations"),
    needs=("basis",),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    label="basis",
    standard="财预〔2015〕88号：目标值的确定应有历史标准、行业标准、计划标准等依据",
    message={
        "zh": "确定依据“{basis}”没有写明可查的文件或数据；应写{advice_zh}",
        "en": "the basis {basis} names nothing that can be looked up; write {advice_en}",
    },
    zh=(
        "确定依据没有指明任何可查的文件或数据。\n"
        "依据要让评审人看得出目标值从何而来。文号、有名称的法规或文件、合同批复、往年数据可以查；满意度可"
        "以以问卷调查为据。“相关政策”“工作要求”“领导审批”放在哪一行都成立，等于没有依据。"
    ),
    bad=[
        ({"name": "养护里程", "basis": "相关政策"}, {"advice_zh": "文件名称和文号，或据以测算的往年数据"}),
        ({"name": "巡逻次数", "basis": "根据工作要求和领导审批"}, {"field": "basis"}),
        ({"name": "培训成本", "basis": "行业标准"}, {"field": "basis", "advice_zh": "标准的名称和编号"}),
        ({"level2": "数量指标", "name": "接种人数", "basis": "调查问卷"}, {"field": "basis"}),
        ({"level2": "数量指标", "name": "接种人数", "basis": "抽样调查"}, {"field": "basis"}),
        ({"name": "档案规范率", "basis": "历年经验数据"}, {"advice_zh": "哪几年的什么数据，如“近三年平均×件”"}),
        ({"name": "保洁面积", "basis": "合同约定"}, {"advice_zh": "合同的名称、编号和签订时间"}),
        ({"name": "公厕数量", "basis": "县委县政府工作安排"}, {"field": "basis"}),
        ({"name": "公厕数量", "basis": "《年度工作计划》"}, {"field": "basis"}),
    ],
    good=[
        {"name": "养护里程", "basis": "云交发〔2024〕12号"},
        {"level2": "服务对象满意度指标", "name": "村民满意度", "basis": "问卷调查"},
        {"name": "培训成本", "basis": "据往年成本测算"},
        {"name": "巡逻次数", "basis": "《治安管理处罚法》"},
        {"name": "公厕数量", "basis": "云岭县农村厕所改造实施方案"},
        {"name": "仲裁员人数", "basis": "劳动合同法第三条"},
        {"name": "工程造价", "basis": "施工合同"},
        {"name": "有责投诉件数", "basis": "2024年有责投诉15件"},
        {"level2": "经济效益指标", "name": "农户亩均增收", "basis": "抽样调查"},
        {"name": "水质达标率", "basis": "生活饮用水卫生标准"},
        {"name": "资助人数", "basis": "按在校学生2300人，每人每年1250元测算"},
        {"name": "空气优良天数", "basis": "空气质量自动监测站数据"},
    ],
)
def generic(  # noqa: PLR0913 - the word lists are the rule's options
    ind: View,
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
    surveyed: tuple[str, ...],
    samples: tuple[str, ...],
    asked_for: dict[str, tuple[str, ...]],
) -> Iterator[Hit]:
    """The basis names nothing that can be looked up: 相关政策, 工作要求, 领导审批.

    A basis lets a reviewer see where the target comes from. A document number, a named law or paper, a contract or
    approval, figures of past years and, for a satisfaction, a survey do; words that fit every row of every county
    do not.
    """
    if not plain(ind.basis):
        return
    lists = Sources(
        empty_words, paper_nouns, occasional_papers, records, own_papers, past_years, past_facts, surveys, hearsay
    )
    if ind.citations:
        if any(one.truncated or not _says_nothing(one, lists) for one in ind.citations):
            return  # one cut short is the business of basis/truncated-number
    elif names_a_source(ind.basis, lists):
        return
    asked = ind.level2_kind == "satisfaction"
    if is_survey(ind.basis, lists) and (asked or any(word in ind.name for word in surveyed)):
        return
    if ind.level2_kind in BENEFITS and found_in(bare(ind.basis), samples):
        return
    zh, en = SURVEY if asked else _advice(bare(ind.basis), asked_for)
    yield Hit("basis", {"advice_zh": zh, "advice_en": en})


def _advice(basis: str, asked_for: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """Return what is lacking of the kind of source that the basis speaks of."""
    kind = next((kind for kind, words in asked_for.items() if found_in(basis, words)), "")
    return LACKING.get(kind, EITHER)


def _says_nothing(one: Citation, lists: Sources) -> bool:
    """Tell whether what stands in 《》 is no title of anything: 《年度工作计划》."""
    return one.kind == "document" and is_untitled(one.title, lists)
