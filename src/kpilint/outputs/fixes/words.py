"""Words about fixes, Chinese first."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "fixed": "{path}：已修正 {n} 处",
        "found": "{path}：可修正 {n} 处",
        "nothing": "{path}：没有可自动修正的内容",
        "change": "{place} {field} “{before}” → “{after}” [{kinds}]",
        "left": "{place} {field} “{before}” 未改为“{after}”：会引出另一个问题 [{rule}]",
        "left_score": "{place} {field} “{before}” 未改为“{after}”：会降低得分",
        "refused": "{place} {field} “{before}” 未能改为“{after}”：{why}",
        "unreadable": "{path}：读不到绩效目标表，未修正；详见 kpilint check",
        "archive": "{path}：压缩包内的文件不能改写，请先解压",
        "unwritable": "{path}：{name} 文件不能改写；可用 kpilint import 转为 YAML 后修正，"
        "或按 kpilint check 的意见修改原文",
        "more": "另有 {n} 条建议会改变指标的含义，需逐条确认：kpilint fix --unsafe",
        "listed": "会改变含义的建议 {n} 条，未作改动；在终端上用 --unsafe 运行，可逐条确认：",
        "proposal": "{place} {field} “{before}” → “{after}” [{rule}]",
        "question": "改为“{after}”？",
        "kind": "{title} {n} 处 [{kind}]",
        "total": "共修正 {files} 个文件 {n} 处。",
        "total_diff": "{files} 个文件有 {n} 处可自动修正；去掉 --diff 即写入。",
        "total_none": "没有可自动修正的内容。",
    },
    "en": {
        "fixed": "{path}: {n} fixed",
        "found": "{path}: {n} to fix",
        "nothing": "{path}: nothing to fix",
        "change": '{place} {field} "{before}" → "{after}" [{kinds}]',
        "left": '{place} {field} "{before}" not changed to "{after}": another fault would appear [{rule}]',
        "left_score": '{place} {field} "{before}" not changed to "{after}": the score would fall',
        "refused": '{place} {field} "{before}" could not be changed to "{after}": {why}',
        "unreadable": "{path}: no target table could be read, not fixed; see kpilint check",
        "archive": "{path}: files inside an archive cannot be rewritten, unpack them first",
        "unwritable": "{path}: {name} files cannot be rewritten; turn it into YAML with kpilint import, or edit the "
        "original as kpilint check says",
        "more": "{n} more proposal(s) would change what is said, to be confirmed one by one: kpilint fix --unsafe",
        "listed": "{n} proposal(s) that would change what is said, not made; on a terminal --unsafe asks for each:",
        "proposal": '{place} {field} "{before}" → "{after}" [{rule}]',
        "question": 'change it to "{after}"?',
        "kind": "{title}: {n} [{kind}]",
        "total": "{n} fixed in {files} file(s).",
        "total_diff": "{n} to fix in {files} file(s); without --diff they are written.",
        "total_none": "Nothing to fix.",
    },
}
