"""What the renderers say around findings, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

from kpilint import problems

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "tables": "{n} 张绩效目标表，{rows} 行指标",
        "no_tables": "没有读到绩效目标表",
        "archive": "压缩包，其中的文件各自列出",
        "year": "{year} 年",
        "untitled": "（无标题）",
        "not_assessed": "未能评分",
        "stdin": "（标准输入）",
        "engine": "规则运行出错",
        "input": "读取",
        "structure": "结构完整性",
        "exception": "例外",
        "baseline": "基线",
        "settings": "配置文件",
        "accepted": "扣除已同意的例外后：{points} {grade}",
        "waived": "理由：{reason}{until}。原问题：{message}",
        "until": "（至 {day}）",
        "known": "另有 {n} 个问题在基线内，未列出",
        "set_apart": "例外 {waived} 处（逐条列在各表之后），基线内 {known} 处；二者不影响退出码，也不改变送审得分。",
        "lowest": "得分最低的表",
        "mean_accepted": "扣除已同意的例外后平均 {mean} 分。",
        "cap": "含必改问题，总分封顶，另扣 {points}",
        "severity.blocker": "必改",
        "severity.error": "错误",
        "severity.warning": "警告",
        "severity.info": "提示",
        "line": "第 {n} 行",
        "lines": "第 {n} 行",
        "paragraph": "表外第 {n} 段",
        "paragraphs": "表外第 {n} 段",
        "page": "第{n}页",
        "table": "表{n}",
        "page_line": "表外第{n}行",
        "page_lines": "表外第{n}行",
        "row": "第{n}行",
        "rows": "第{n}行",
        "cell": "{rows}第{column}列",
        "under": "（“{heading}”之下）",
        "join": " ",
        "comma": "、",
        "semicolon": "；",
        "more": " 等（另 {n} 处）",
        "spot": "{place} {field}",
        "doubt": "（存疑，不计分）",
        "others": "另见：{at}",
        "row_named": "{where}（{name}）",
        "table_at": "第 {n} 张表（{at}）",
        "scope": "机审 {weight} 分中得 {kept}，折合百分制 {points}",
        "units": "{unit} 等 {n} 个单位",
        "next": "改好以下 {n} 处可升为“{grade}”：{spots}",
        "summary": "汇总",
        "total": "检查了 {documents} 个文件、{tables} 张绩效目标表。",
        "mean": "平均 {mean} 分（{spread}），评审方案 {model}",
        "unassessed": "未能评定：{tables} 张表没有分数，{documents} 个文件有内容未能读取或评定。",
        "family": "规则族",
        "tables_touched": "涉及表数",
        "person": "需人工评审、不在机审分数之内：{items}。",
        "not_covered": "本次没有规则评审、不计入分母：{items}。",
        "rule": "规则",
        "severity": "级别",
        "confidence": "把握",
        "title": "说明",
        "item": "评审项目",
    },
    "en": {
        "tables": "{n} target table(s), {rows} indicator row(s)",
        "no_tables": "no target table read",
        "archive": "an archive; the files in it stand by themselves",
        "year": "{year}",
        "untitled": "(untitled)",
        "not_assessed": "not scored",
        "stdin": "(standard input)",
        "engine": "crashed rules",
        "input": "Reading",
        "structure": "Structure",
        "exception": "excused",
        "baseline": "Baseline",
        "settings": "settings file",
        "accepted": "after accepted exceptions: {points} {grade}",
        "waived": "reason: {reason}{until}. The finding: {message}",
        "until": " (until {day})",
        "known": "{n} more finding(s) stand in the baseline and are not listed",
        "set_apart": "{waived} excused (listed with each table), {known} in the baseline: neither changes the exit "
        "code nor the score as submitted.",
        "lowest": "Lowest scores",
        "mean_accepted": "Mean after accepted exceptions: {mean}.",
        "cap": "blocking fault: capped, −{points}",
        "severity.blocker": "block",
        "severity.error": "error",
        "severity.warning": "warn",
        "severity.info": "info",
        "line": "line {n}",
        "lines": "lines {n}",
        "paragraph": "paragraph {n} outside tables",
        "paragraphs": "paragraphs {n} outside tables",
        "page": "page {n}",
        "table": "table {n}",
        "page_line": "line {n} outside tables",
        "page_lines": "lines {n} outside tables",
        "row": "row {n}",
        "rows": "rows {n}",
        "cell": "{rows}, column {column}",
        "under": ' (under "{heading}")',
        "join": ", ",
        "comma": ", ",
        "semicolon": "; ",
        "more": " and {n} more",
        "spot": "{place} {field}",
        "doubt": " (in doubt, not scored)",
        "others": "see also: {at}",
        "row_named": "{where} ({name})",
        "table_at": "table {n} ({at})",
        "scope": "{kept} of the {weight} points that rules judge, {points} of 100",
        "units": "{unit} and {n} units in all",
        "next": "to reach {grade}, put right {n}: {spots}",
        "summary": "Summary",
        "total": "Checked {documents} file(s), {tables} target table(s).",
        "mean": "Mean {mean} points ({spread}), profile {model}",
        "unassessed": "Not assessed: {tables} tables without a score, {documents} files not fully read or assessed.",
        "family": "family",
        "tables_touched": "tables",
        "person": "Needs a person, outside the machine score: {items}.",
        "not_covered": "Judged by no rule of this run, left out of the denominator: {items}.",
        "rule": "rule",
        "severity": "severity",
        "confidence": "confidence",
        "title": "summary",
        "item": "review item",
    },
}

ITEMS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {},
    "en": {
        "规范完整性": "completeness",
        "明确清晰性": "clarity",
        "目标相关性": "relevance",
        "指标科学性": "soundness of indicators",
        "绩效合理性": "plausibility",
        "资金匹配性": "match with funding",
        "实现可能性": "feasibility",
        "条件充分性": "conditions",
    },
}
"""Names of the review items where they differ from the official Chinese."""

FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "description": "绩效指标描述",
        "value": "指标值", "basis": "指标值确定依据", "grades": "评价标准", "title": "标题", "code": "项目编码",
        "project": "项目名称", "unit": "单位", "budget": "预算", "purpose": "资金用途", "plan": "资金支出计划",
        "goals": "绩效目标", "indicators": "绩效指标", "tables": "表", "documents": "文件", "broken": "读不完整的行",
        "target": "指标值（解析）", "citations": "依据（解析）", "level1_kind": "一级指标（归类）",
        "level2_kind": "二级指标（归类）", "text": "文字", "field": "列", "columns": "各列", "year": "年度",
        "sign": "指标性质", "number": "指标数值", "measure": "度量单位", "direction": "指标方向性", "weight": "分值",
        "actual": "实际完成值", "score": "得分", "reason": "偏差原因", "term": "期限", "others": "其他目标值",
    },
    "en": {
        "level1": "level 1", "level2": "level 2", "name": "name", "description": "description", "value": "value",
        "basis": "basis", "grades": "grades", "title": "title", "code": "project code", "project": "project",
        "unit": "unit", "budget": "budget", "purpose": "purpose", "plan": "spending plan", "goals": "goals",
        "indicators": "indicators", "columns": "columns", "sign": "sign", "number": "number", "measure": "unit",
        "direction": "direction", "weight": "weight", "actual": "actual value", "score": "score", "reason": "reason",
        "term": "term", "others": "other values",
    },
}  # fmt: skip

_GRADES_EN: Final = {
    "优": "excellent", "良": "good", "中": "fair", "差": "poor", "可以报送": "ready", "先改再报": "not ready",
}  # fmt: skip


def reason_word(reason: str, lang: str) -> str:
    """Return why a table has no score."""
    return problems.message(f"engine/{reason}", {}, lang)


def grade_word(grade: str, lang: str) -> str:
    """Return a grade as shown in `lang`."""
    return grade if lang == "zh" else _GRADES_EN.get(grade, grade)


def item_word(item: str, lang: str) -> str:
    """Return a review item as shown in `lang`."""
    return ITEMS[lang].get(item, item)
