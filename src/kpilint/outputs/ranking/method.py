"""How a ranking is reckoned, told in every ranking, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

METHOD: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": (
        "名次按平均分排：每张表一样重。预算加权平均只用写明预算数的表。",
        (
            "95% 区间由 1000 次有放回重抽得出：先抽文件，再抽文件内的表，文件或表少时按 t 分布放宽；"
            "种子固定，结果可重复。只有一个文件的，区间只反映各表之间的差异。"
        ),
        (
            "两个平均分之差大于两个区间半宽的平方和的平方根，才算分得出高下；同一档内与本档第一名分不出"
            "高下。“可能名次”（“可能”栏）是排在明显更好者之后、明显更差者之前的名次范围；各对逐一比较，"
            "没有作多重比较校正。"
        ),
        (
            "每张表的分数等于 100 减扣分明细，所以与全部平均之差可以逐项分解，各项相加恰好等于差数；"
            "“封顶”是有必改问题的表总分不超过 59 的那部分。"
        ),
        "未能评定的表没有分数，不进入平均，另列表数；它们不等于合格。",
    ),
    "en": (
        "Ranked by mean score, each table alike. The budget-weighted mean is over those that state one.",
        (
            "95% intervals come from 1000 resamples with replacement, documents first, then the tables in each, "
            "widened by Student's t where documents or tables are few; seeded, so that they repeat. With a single "
            "document they speak of differences between its tables only."
        ),
        (
            "Two means are clearly apart where they differ by more than the root of the sum of the squared "
            "half widths of their intervals; within a band none is clearly worse than its first. The ranks a group "
            "may have come after all that are clearly better and before all that are clearly worse; pair by pair, not "
            "corrected for multiple comparison."
        ),
        (
            "A table's score is 100 less its ledger, so that a difference of means divides into parts that "
            "add up to it exactly; the cap is what holds tables with a blocking finding at 59."
        ),
        "Tables that could not be assessed have no score; they are in no mean, and counted.",
    ),
}
"""Means, intervals, bands and ranks, parts of differences, what was not assessed."""
