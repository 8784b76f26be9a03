"""A self-evaluation that does not say what became of the goals."""

from collections.abc import Iterator

from kpilint.rule import Hit, Table, View, rule
from kpilint.wording import filler


@rule(
    "consistency/self-outcome-missing",
    grain=Table,
    reads=("goals", "outcome", "columns", "indicators"),
    needs=("goals", "actual", "score"),
    severity="info",
    confidence="low",
    item="规范完整性",
    since="0.1",
    message={
        "zh": "自评表没有写年度目标的实际完成情况；应对照目标逐条写明完成了多少",
        "en": "the self-evaluation does not say what became of the goals; write what was reached of each",
    },
    zh="自评表没有写目标的实际完成情况。\n指标逐条打了分，目标完成没有却没有交代。也可能写在别处而没有读到，所以只提示、不计分。",
    bad=[
        (
            {"goals": ["培训村医200人"], "indicators": [{"name": "培训人数", "actual": "186人", "score": "9.3"}]},
            {"field": "goals"},
        ),
        (
            {
                "goals": ["培训村医200人"],
                "outcome": "无",
                "indicators": [{"name": "培训人数", "actual": "186人", "score": "9.3"}],
            },
            {"field": "goals"},
        ),
    ],
    good=[
        {
            "goals": ["培训村医200人"],
            "outcome": "培训村医186人",
            "indicators": [{"name": "培训人数", "actual": "186人", "score": "9.3"}],
        },
        {"goals": ["培训村医200人"], "indicators": [{"name": "培训人数", "value": "≥200人"}]},
        {"goals": ["培训村医200人"], "indicators": [{"name": "培训人数", "actual": "", "score": ""}]},
    ],
)
def self_outcome_missing(table: View) -> Iterator[Hit]:
    """A self-evaluation scores its indicators and does not say what became of its goals.

    The text may stand where kpilint did not find it, so this does not score.
    """
    outcome = table.outcome.strip()
    if outcome and not filler(outcome):
        return
    if any(goal.text.strip() for goal in table.goals) and any(row.score.strip() for row in table.indicators):
        yield Hit("goals")
