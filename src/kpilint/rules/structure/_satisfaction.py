"""Whether a table asks nobody how satisfied he is."""

from kpilint.rule import View
from kpilint.rules.structure import _levels as levels

_ASKED = ("满意", "好评", "测评", "评议")


def nobody_asked(table: View) -> bool:
    """Tell a table of known levels, with rows, none of which is about satisfaction."""
    rows = table.indicators
    if table.broken or not table.project.strip() or not rows or not levels.levels_known(rows):
        return False
    if any("satisfaction" in (levels.kind1(row.level1), levels.kind2(row.level2)) for row in rows):
        return False
    return not any(word in row.name for row in rows for word in _ASKED)
