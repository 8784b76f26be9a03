"""What the page says beside findings and published text, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from kpilint.outputs.html.text import Both
from kpilint.outputs.words import FIELDS, WORDS, grade_word, item_word, reason_word

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "page": ("绩效目标检查报告", "Performance target check"),
    "skip": ("跳到各表", "Skip to the tables"),
    "language": ("语言", "Language"),
    "made": ("生成日期 {day}", "Made on {day}"),
    "model": ("评审方案 {model}", "Profile {model}"),
    "program": ("kpilint {version}", "kpilint {version}"),
    "overview": ("总览", "Overview"),
    "files": ("文件", "Files"),
    "units": ("单位", "Units"),
    "tables": ("绩效目标表", "Target tables"),
    "findings": ("问题", "Findings"),
    "mean": ("平均分", "Mean score"),
    "accepted_mean": ("计入例外后 {points}", "{points} after exceptions"),
    "below": ("低于 60 分", "Below 60"),
    "unscored": ("未能评分", "Not scored"),
    "unread": ("未能全部评定的文件", "Files not fully assessed"),
    "excused": ("例外 {waived}，基线 {known}", "{waived} excepted, {known} in baseline"),
    "used": ("本次检查的设置", "What this run was set to"),
    "limits": ("机器没有评的", "What the machine did not judge"),
    "charts": ("分布", "Distribution"),
    "chart.scores": ("得分分布（表数）", "Scores (number of tables)"),
    "chart.grades": ("等级（表数）", "Grades (number of tables)"),
    "chart.families": ("各规则族的问题数", "Findings by rule family"),
    "chart.items": ("各评审项目平均每表扣分", "Mean points lost by review item"),
    "chart.data": ("数据", "Figures"),
    "range": ("分数段", "Range"),
    "count": ("数量", "Number"),
    "grade": ("等级", "Grade"),
    "family": ("规则族", "Family"),
    "item": ("评审项目", "Review item"),
    "score": ("得分", "Score"),
    "by_county": ("按县区", "By county"),
    "county": ("县区", "County"),
    "no_county": ("（未识别县区）", "(county unknown)"),
    "by_unit": ("按单位", "By unit"),
    "by_table": ("按表", "By table"),
    "lowest": ("最低分", "Lowest"),
    "spread": ("优 / 良 / 中 / 差", "Exc. / good / fair / poor"),
    "year": ("年度", "Year"),
    "title": ("表", "Table"),
    "sort_hint": ("点表头可排序", "Click a column head to sort"),
    "filter": ("筛选问题", "Filter findings"),
    "filter.text": ("文字", "Text"),
    "filter.hint": ("县区、单位、年度、表名、指标、问题、规则", "county, unit, year, table, indicator, finding, rule"),
    "filter.severity": ("级别", "Severity"),
    "filter.family": ("规则族", "Family"),
    "filter.state": ("状态", "State"),
    "filter.clear": ("清除筛选", "Clear"),
    "filter.count": (
        "显示 {n} / {all} 条，{t} / {tables} 张表",
        "Showing {n} of {all} entries, {t} of {tables} tables",
    ),
    "filter.none": ("没有符合条件的问题。", "Nothing matches."),
    "next_finding": ("下一个问题", "Next finding"),
    "previous_finding": ("上一个问题", "Previous finding"),
    "open_all": ("全部展开", "Open all"),
    "close_all": ("全部收起", "Close all"),
    "print": ("打印", "Print"),
    "state.open": ("待处理", "open"),
    "state.waived": ("例外", "exception"),
    "state.known": ("基线", "baseline"),
    "state.unread": ("未能读取", "not read"),
    "state.doubt": ("存疑", "in doubt"),
    "doubt": ("存疑，不计分", "in doubt, not scored"),
    "waived": ("例外：{reason}（写在 {at}）", "Exception: {reason} (stated in {at})"),
    "waived_until": (
        "例外，至 {until} 止：{reason}（写在 {at}）",
        "Exception until {until}: {reason} (stated in {at})",
    ),
    "waivers": ("已接受的例外", "Accepted exceptions"),
    "known": ("已在基线中", "Stands in the baseline"),
    "lost": ("扣 {points} 分", "−{points} points"),
    "others": ("另见：", "See also: "),
    "more": ("另 {n} 处", "{n} more"),
    "semicolon": ("；", "; "),
    "comma": ("、", ", "),
    "colon": ("：", ": "),
    "rule": ("规则", "Rule"),
    "details": ("各文件各表", "Files and tables"),
    "about_file": ("关于整个文件", "About the file"),
    "about_table": ("关于整张表", "About the whole table"),
    "to_cell": ("到所在单元格", "to its cell"),
    "no_findings": ("没有发现问题", "Nothing found"),
    "no_tables": ("没有读到绩效目标表", "No target table read"),
    "archive": ("压缩包，其中的文件各自列出", "An archive; the files in it stand by themselves"),
    "not_scored": ("未评分", "Not scored"),
    "submitted": ("提交时", "As submitted"),
    "accepted": ("计入例外后", "After exceptions"),
    "items": ("各项得分", "Score by review item"),
    "cap": ("必改问题封顶", "Capped for a blocking fault"),
    "state.person": ("需人工评审", "needs a person"),
    "state.not_covered": ("没有规则评审，不计入", "judged by no rule, left out"),
    "state.not_applicable": ("表中没有这些栏目，不计入", "the form has no such columns, left out"),
    "scope": (
        "机审 {weight} 分中得 {kept}，折合百分制 {points}",
        "{kept} of the {weight} points that rules judge, {points} of 100",
    ),
    "next": ("改好以下 {n} 处可升为“{grade}”：", "To reach {grade}, put right {n}: "),
    "ledger": ("扣分明细", "Ledger"),
    "ledger.sum": ("合计（100 − {score} = {lost}）", "Sum (100 − {score} = {lost})"),
    "ledger.none": ("没有扣分", "No point lost"),
    "finding": ("问题", "Finding"),
    "loss": ("扣分", "Lost"),
    "unassessed": ("没有评定的规则", "Rules that did not judge this table"),
    "crashed": ("运行出错", "crashed"),
    "deferred": ("{n} 处无法判断", "could not decide in {n}"),
    "absent": ("表中没有：{parts}", "the form has no {parts}"),
    "budget.total": ("预算数", "Budget"),
    "budget.fiscal": ("其中：财政资金", "of it fiscal"),
    "budget.other": ("其他资金", "Other funds"),
    "money_unit": ("单位：{unit}", "in {unit}"),
    "term.long": ("中长期", "long term"),
    "term.year": ("年度", "year"),
    "outcome": ("实际完成情况", "Outcome"),
    "duty": ("职责", "Duty"),
    "duty.name": ("名称：", "Name: "),
    "duty.budget": ("预算：", "Budget: "),
    "duty.content": ("内容：", "Content: "),
    "duty.goal": ("目标：", "Goal: "),
    "broken": ("读不完整的行", "Row not read whole"),
    "rules": ("规则说明", "Rules"),
    "rules.about": (
        "本报告中出现的规则；用 kpilint explain 规则编号 可看例子。",
        "The rules that found something; kpilint explain RULE shows examples.",
    ),
    "standard": ("依据", "Serves"),
    "close": ("关闭", "Close"),
    "rule_count": ("{n} 个问题", "{n} findings"),
    "noscript": (
        "浏览器没有运行脚本：筛选、排序和图表不可用，其余内容完整。",
        "Scripts are off: no filters, sorting or charts; everything else is here.",
    ),
    "noscript.packed": (
        "浏览器没有运行脚本：这份报告的表太多，各表的内容压缩存放，要运行脚本才能打开。请允许本文件运行脚本。",
        "Scripts are off: the contents of so many tables are packed and need them. Allow this file to run scripts.",
    ),
    "foot": (
        "机审结果供填报和评审参考，最终结论由评审人员作出。",
        "Found by machine, to help those who write and review; the reviewers decide.",
    ),
}

GRADE_COLORS: Final[Mapping[str, str]] = {"优": "g1", "良": "g2", "中": "g3", "差": "g4"}
"""Classes of the style sheet by grade."""


def say(key: str, **args: object) -> Both:
    """Return a text of the page; of a `Both` among `args` each language takes its own."""
    return Both(*(text.format_map(_spoken(args, lang)) for text, lang in zip(_SAID[key], ("zh", "en"), strict=True)))


def severity_word(severity: str) -> Both:
    """Return what a severity is called."""
    return _of_words("severity." + severity)


def field_word(field: str) -> Both:
    """Return what a cell or part of the form is called."""
    zh = FIELDS["zh"].get(field, "")
    return Both(zh, FIELDS["en"].get(field, zh))


def item(name: str) -> Both:
    """Return what a review item is called."""
    return Both(name, item_word(name, "en"))


def grade(name: str) -> Both:
    """Return what a grade is called."""
    return Both(grade_word(name, "zh"), grade_word(name, "en"))


def term(name: str) -> Both:
    """Return what a term (long, year) is called; whatever else a document says stands as it is."""
    return say(f"term.{name}") if f"term.{name}" in _SAID else Both(name, name)


def reason(name: str) -> Both:
    """Return why a table has no score."""
    return Both(reason_word(name, "zh"), reason_word(name, "en"))


def _of_words(key: str) -> Both:
    return Both(WORDS["zh"][key], WORDS["en"][key])


def _spoken(args: Mapping[str, object], lang: str) -> dict[str, object]:
    return {name: getattr(one, lang) if isinstance(one, Both) else one for name, one in args.items()}
