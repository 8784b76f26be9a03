"""Check and score documents one by one, then across all of them. Knows no files."""

from collections.abc import Sequence

from msgspec import Struct

from kpilint import profiles, scoring
from kpilint.engine import DocumentCheck, Engine, KeptChecks
from kpilint.model import Document, Table
from kpilint.profiles import Profile
from kpilint.report import Report, assemble
from kpilint.scoring import Basis, Score


class Choice(Struct, frozen=True):
    """Which rules to run: a profile, with rules added, left out or alone, by id or glob. Plain values for workers."""

    profile: str = "national"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def load(self) -> Profile:
        """Return the profile with its rules chosen."""
        profile = profiles.load_profile(self.profile)
        return profiles.choose(profile, select=self.select, ignore=self.ignore, only=self.only)


class Checked(Struct, frozen=True):
    """One document with its check and the scores of its tables."""

    check: DocumentCheck
    scores: tuple[tuple[Basis, Score], ...]


class Checker:
    """An engine with its scoring model: checks documents one by one, then across all of them; `kept` as of `Engine`."""

    def __init__(self, profile: Profile, kept: KeptChecks | None = None) -> None:
        self.profile = profile
        self.engine = Engine(profile.rules, kept)
        self._bases: dict[tuple[frozenset[str], frozenset[str]], Basis] = {}
        self._items = {rule_id: one.items for rule_id, one in self.engine.rules.items()}

    def check(self, document: Document, index: int) -> Checked:
        """Check and score one document by itself."""
        check = self.engine.check_document(document, index)
        return Checked(check, tuple(self._score(check, at) for at in range(len(document.tables))))

    def report(self, checked: Sequence[Checked]) -> Report:
        """Run the rules that look across documents, score again where they found something, and report."""
        before = [one.check for one in checked]
        after = self.engine.across(before)
        scored = [
            tuple(
                old if new.tables[at] is one.check.tables[at] else self._score(new, at)
                for at, old in enumerate(one.scores)
            )
            for one, new in zip(checked, after, strict=True)
        ]
        profile = self.profile
        documents, rules = assemble(after, scored), self.engine.rules
        return Report(documents, rules, profile.model, profile.name, profile.families, profile.not_ignorable)

    def _score(self, check: DocumentCheck, at: int) -> tuple[Basis, Score]:
        table, found = check.document.tables[at], check.tables[at]
        basis = self._basis(table)
        if found.crashed:
            basis = Basis(basis.items_of, basis.applicable, basis.covered, found.crashed)
        return basis, scoring.score(scoring.row_kinds(table), found.findings, basis, self.profile.model)

    def _basis(self, table: Table) -> Basis:
        key = (table.columns, table.parts)
        if key not in self._bases:
            scores = self.profile.model.scores
            scoring_rules = [one.id for one in self.profile.rules if scores(one.severity, one.confidence)]
            self._bases[key] = scoring.basis_of(self._items, scoring_rules, self.engine.applicable(table))
        return self._bases[key]
