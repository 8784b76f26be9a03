"""The tables of a file with their scores, for a reader who has to say which one to explain."""

from collections.abc import Sequence

from kpilint.outputs.context import Context
from kpilint.outputs.score.explained import points, title_of
from kpilint.outputs.score.words import WORDS
from kpilint.outputs.terminal import pad, safe, width, wrap
from kpilint.outputs.words import WORDS as COMMON
from kpilint.outputs.words import grade_word
from kpilint.report import TableReport


def render(tables: Sequence[tuple[int, TableReport]], command: str, context: Context) -> str:
    """Return numbered tables with their scores, and how to ask for one."""
    lang, cells = context.lang, context.style.cells
    words = WORDS[lang]
    lines = [*wrap(words["list"].format(n=len(tables)), cells, cells), ""]
    for number, table in tables:
        score = table.score
        shown = COMMON[lang]["not_assessed"] if score.hundredths is None else points(score.hundredths)
        head = f"{number:>4}  " + pad(" " * (6 - width(shown)) + f"{shown} {grade_word(score.grade, lang)}", 17) + " "
        room = cells - width(head)
        first, *rest = wrap(title_of(table, lang), room, room)
        lines += [head + first, *(" " * width(head) + line for line in rest)]
    return "\n".join([*lines, "", words["example"].format(command=safe(command))]) + "\n"
