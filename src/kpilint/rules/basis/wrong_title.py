"""A law cited by a title that no law has."""

from collections.abc import Iterator

from kpilint.registry import known, meant
from kpilint.rule import Hit, Indicator, View, rule


@rule(
    "basis/wrong-title",
    grain=Indicator,
    reads=("basis", "citations"),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "依据“{found}”：没有《{title}》，应为{right}",
        "en": "{found}: there is no law 《{title}》; write {right}",
    },
    zh=(
        "依据的法律名称有误。\n"
        "名称不对，评审人查不到。只有收录了的误称，或与某部法律只差一个字的名称才提示；通行的简称（环保法）和"
        "地方性法规不提示。收录的法律见 rulesets/knowledge/laws.yaml。"
    ),
    bad=[
        (
            {"basis": "《劳动争议仲裁法》五十三条"},
            {"field": "basis", "title": "劳动争议仲裁法", "right": "《劳动争议调解仲裁法》第五十三条"},
        ),
        ({"basis": "《道路交通安全管理法》、《道路安全法》"}, {"field": "basis", "right": "《道路交通安全法》"}),
        ({"basis": "《中华人民共和国传染病防制法》第7条"}, {"field": "basis", "right": "《传染病防治法》第七条"}),
    ],
    good=[
        {"basis": "《劳动争议调解仲裁法》第五十三条"},
        {"basis": "《环保法》"},
        {"basis": "《教育法》"},
        {"basis": "《行政处罚法》"},
        {"basis": "《云岭县劳动争议仲裁办法》"},
        {"basis": "《劳动人事争议仲裁办案规则》"},
        {"basis": "《中华人民共和国海上交通安全法》"},
        {"basis": "《白河市消防条例》"},
    ],
)
def wrong_title(ind: View) -> Iterator[Hit]:
    """A basis cites a law by a title that no law has, and that is surely meant for another.

    Only titles on record as wrong, and those one character away from the title of a single law, are reported. Short
    titles in common use and the regulations of places are none.
    """
    for one in ind.citations:
        if one.kind != "law" or one.truncated or known(one) is not None:
            continue
        law = meant(one.title)
        if law is not None:
            articles = "".join(f"第{_chinese(article)}条" for article in one.articles)
            yield Hit("basis", {"found": one.raw, "title": one.title, "right": law.cited + articles})
            return


def _chinese(number: int) -> str:
    """Return an article's number below 10,000 as laws write it."""
    if not 0 < number < _MOST:
        return str(number)
    digits = "零一二三四五六七八九"
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += digits[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


_MOST = 10_000
