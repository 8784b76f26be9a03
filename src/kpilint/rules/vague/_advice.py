"""What to write in place of a value that cannot be checked. Plain words, right for every row of their kind."""

from typing import Final

from kpilint.wording import ends_with

SHARES: Final = ("率", "满意度", "满意程度", "知晓度", "认可度", "参与度", "比例", "占比", "比重")
TIMES: Final = ("时间", "及时性", "时效", "进度", "期限", "时限", "日期", "工期")
SCALE: Final = (
    "带单位的数，或“好/一般/差”这样的分级标准",
    "a number with its unit, or a graded scale such as 好/一般/差",
)


def value_advice(name: str, change: str = "") -> tuple[str, str]:
    """Return in Chinese and English what value a name asks for; `change` as of `Target.change`."""
    if ends_with(name, SHARES):
        return "百分比，如“≥95%”", "a percentage, as in ≥95%"
    if ends_with(name, TIMES):
        return "日期，如“12月底前”", "a date, as in 12月底前"
    if change:
        example = "比上年下降5%" if change == "decrease" else "比上年提高5%"
        return f"变化的幅度，如“{example}”", f"the amount of change, as in {example}"
    return SCALE
