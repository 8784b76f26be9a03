"""One way input can be wrong."""

from msgspec import Struct

from kpilint.finding import Severity


class ProblemKind(Struct, frozen=True):
    """One way input can be wrong. `whole_file` ones leave no table of the file assessed."""

    severity: Severity
    zh: str
    en: str
    whole_file: bool = False
