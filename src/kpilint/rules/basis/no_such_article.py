"""An article that the law does not have."""

from collections.abc import Iterator

from kpilint.registry import known, last_known_year
from kpilint.rule import Deferred, Hit, Indicator, View, rule


@rule(
    "basis/no-such-article",
    grain=Indicator,
    reads=("basis", "citations", "year"),
    needs=("basis",),
    severity="warning",
    confidence="high",
    item="绩效合理性",
    since="0.1",
    message={
        "zh": "依据“{found}”：{law}共{most}条，没有第{article}条；应核对法律名称和条款",
        "en": "{found}: {law} has {most} articles, and no article {article}; check the title and the article",
    },
    zh=(
        "依据引用了法律中没有的条款。\n"
        "条款数以该法历次修订中最多的为准，多为条号写错，或把别的法规的条款写到了这部法名下。"
        "收录的法律及条数见 rulesets/knowledge/laws.yaml，省里可以补充。"
    ),
    bad=[
        (
            {"basis": "《劳动争议调解仲裁法》第五十八条"},
            {"field": "basis", "law": "《劳动争议调解仲裁法》", "article": "58"},
        ),
        ({"basis": "依据《教育法》第8条、第一百零二条"}, {"field": "basis", "most": "86", "article": "102"}),
        ({"basis": "中华人民共和国公路法第九十九条"}, {"field": "basis", "article": "99"}),
    ],
    good=[
        {"basis": "《劳动争议仲裁法》五十三条"},
        {"basis": "《劳动争议调解仲裁法》第五十四条"},
        {"basis": "《民法典》第一千二百六十条"},
        {"basis": "《云岭县河道管理条例》第九十条"},
        {"basis": "《河道管理条例》第六十条"},
        {"basis": "《环保法》第六十条"},
    ],
)
def no_such_article(ind: View) -> Iterator[Hit | Deferred]:
    """A basis cites an article that the law does not have.

    Measured against the revision with most articles, so that one of an older text is never reported. Either the number
    is wrong, or the article is that of another law.
    """
    for one in ind.citations:
        law = known(one) if one.articles else None
        if law is None or law.most_articles is None or max(one.articles) <= law.most_articles:
            continue
        if ind.year is not None and ind.year > last_known_year():
            yield Deferred(f"{law.cited}的条数只核到{last_known_year()}年")
            continue
        args = {"found": one.raw, "law": law.cited, "most": str(law.most_articles), "article": str(max(one.articles))}
        yield Hit("basis", args)
        return
