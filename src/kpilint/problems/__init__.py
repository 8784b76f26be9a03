"""What readers can meet in a file that they cannot read, with messages in Chinese and English.

A `Problem` names an entry here by code; its `args` fill the message. Severity `error` means that something was
not assessed (exit code 4); `warning` means the reader is in doubt and shows the text it stumbled over. What is wrong
with exceptions and the baseline has its messages here as well, and is a finding.
"""

from collections.abc import Mapping
from typing import Final

from kpilint.model import Place, Problem
from kpilint.problems.documents import DOCUMENTS
from kpilint.problems.engine import ENGINE
from kpilint.problems.exceptions import EXCEPTIONS
from kpilint.problems.files import FILES
from kpilint.problems.kind import ProblemKind
from kpilint.problems.tables import TABLES
from kpilint.problems.trees import TREES

CATALOGUE: Final[Mapping[str, ProblemKind]] = {**FILES, **DOCUMENTS, **TABLES, **TREES, **ENGINE, **EXCEPTIONS}


class ReadFailure(Exception):  # noqa: N818 - it names what happened to the reading, not to the program
    """A file of which nothing can be assessed; carries the `Problem` that says why."""

    def __init__(self, code: str, place: Place = Place(), **args: str) -> None:  # noqa: B008 - frozen
        super().__init__(code)
        self.problem = Problem(code, place, args)


def message(code: str, args: Mapping[str, str], lang: str) -> str:
    """Return the text of a problem in `lang` (zh or en)."""
    kind = CATALOGUE[code]
    if "what" in args:  # "行数 / rows": it comes from readers that know no language
        zh, _, en = args["what"].partition(" / ")
        args = {**args, "what": zh if lang == "zh" else en or zh}
    return (kind.zh if lang == "zh" else kind.en).format_map(args)
