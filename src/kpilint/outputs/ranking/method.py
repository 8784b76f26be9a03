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
            "两个平均分之差要过两关才算分得出高下：一是大于两个区间相对的两臂（高者的下臂、低者的上臂）的平方和的平方根；"
            "二是把两边的表混在一起随机重分，能差这么多的不到 2.5%。表太少的（如 3 张对 3 张）怎么差都过不了第二关。"
            "各对逐一比较，没有作多重比较校正。"
        ),
        (
            "同一档内与本档第一名分不出高下；本档第一名算不出区间的，由其后第一个有区间的代替。“可能名次”是排在明显更好者"
            "之后、明显更差者之前的名次范围。"
        ),
        "年度变化只比两年都有的单位；单位不同的不说升降。",
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
            "Two means are clearly apart where their difference passes two tests: it is more than the root of the sum "
            "of the squares of the arms of their intervals that face each other (the lower one of the better mean, the "
            "upper one of the worse); and tables of both, shuffled and dealt out again, come as far apart in less than "
            "2.5 % of cases, which few tables (three against three) never do. Pair by pair, not corrected for multiple "
            "comparison."
        ),
        (
            "Within a band none is clearly worse than its first, or, where that one has no interval, than the next "
            "that has one. The range of ranks comes after all that are clearly better and before all that are clearly "
            "worse."
        ),
        "From year to year the units of both years are compared, and no others.",
        (
            "A table's score is 100 less its ledger, so that a difference of means divides into parts that "
            "add up to it exactly; the cap is what holds tables with a blocking finding at 59."
        ),
        "Tables that could not be assessed have no score; they are in no mean, and counted.",
    ),
}
"""Means, intervals, bands and ranks, parts of differences, what was not assessed."""
