"""The fixes of a run: the safe ones settled and written, proposals asked one by one."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from kpilint.checking import Checker
from kpilint.fixes.change import Change, merged
from kpilint.fixes.propose import Wanted, proposals
from kpilint.fixes.result import FileFix, Refused
from kpilint.fixes.settle import Judge, Settled, accept, settle
from kpilint.fixes.spots import Spot
from kpilint.model import Document
from kpilint.report import Report
from kpilint.runs.rewriting import Source, texts, written
from kpilint.sources.detection.formats import called
from kpilint.sources.limits import Limits


def judge_of(checker: Checker, settled: Callable[[Report], Report]) -> Judge:
    """Return what checks the documents of a run together; `settled` applies the accepted exceptions."""

    def judge(documents: Sequence[Document]) -> Report:
        return settled(checker.report([checker.check(one, at) for at, one in enumerate(documents)]))

    return judge


class Session:
    """The fixes of one run: the safe ones at once, proposals one by one."""

    def __init__(self, sources: Sequence[Source], judge: Judge, wanted: Wanted, limits: Limits) -> None:
        self._sources = sources
        self._judge = judge
        self._wanted = wanted
        self._limits = limits
        self._refused: dict[_Key, Refused] = {}
        self._data = [one.data for one in sources]
        self._now = self._settled()

    @property
    def report(self) -> Report:
        """The report of the run as it is now."""
        return self._now.report

    def proposals(self) -> list[Change]:
        """Return the proposals that would spoil nothing if all were accepted."""
        return list(accept(self._now, list(self._open_proposals()), self._judge).changes)

    def ask(self, decide: Callable[[Change, Report], bool | None]) -> int:
        """Have each proposal decided on: True makes it, False leaves it, None ends. Return how many were made.

        What would add a finding is not asked.
        """
        asked: set[tuple[_Key, str]] = set()
        made = 0
        while True:
            one = next((one for one in self._open_proposals() if (_key(one), one.after) not in asked), None)
            if one is None:
                return made
            asked.add((_key(one), one.after))
            after = accept(self._now, [one], self._judge)
            if not after.changes:
                continue
            answer = decide(one, self._now.report)
            if answer is None:
                return made
            if answer:
                made += self._make(after)

    def files(self) -> list[FileFix]:
        """Return what became of each file."""
        return [
            FileFix(
                source.path,
                called(source.form, source.path),
                source.document,
                source.writable,
                source.data,
                self._data[at],
                texts(source, self._data[at]),
                tuple(one for one in self._now.changes if one.document == at),
                tuple(one for one in self._refused.values() if one.change.document == at),
                tuple(one for one in self._now.left if one.change.document == at),
            )
            for at, source in enumerate(self._sources)
        ]

    def _open_proposals(self) -> Iterator[Change]:
        now = self._now
        return filter(self._may, proposals(now.documents, now.report, self._wanted))

    def _may(self, change: Change) -> bool:
        return self._sources[change.document].writable and _key(change) not in self._refused

    def _settled(self) -> Settled:
        """Make the safe changes; where some cannot be written, settle again without them."""
        documents = [one.document for one in self._sources]
        while True:
            settled = settle(documents, self._judge, self._wanted, self._may)
            refused = self._write(settled)
            if not refused:
                return settled
            self._refused |= {_key(one.change): one for one in refused}

    def _make(self, after: Settled) -> bool:
        made = replace(after, changes=tuple(merged(self._now.changes, after.changes)), left=self._now.left)
        refused = self._write(made)
        if refused:
            self._refused |= {_key(one.change): one for one in refused}
            return False
        self._now = made
        return True

    def _write(self, settled: Settled) -> list[Refused]:
        """Write the changes of all files; if none is refused, keep the files."""
        data, refused = list(self._data), []
        for at, source in enumerate(self._sources):
            changes = [one for one in settled.changes if one.document == at]
            if changes:
                data[at], not_made = written(source, changes, settled.documents[at], self._limits)
                refused += not_made
        if not refused:
            self._data = data
        return refused


_Key = tuple[int, tuple[Spot, ...]]


def _key(change: Change) -> _Key:
    return change.document, change.cell.spots
