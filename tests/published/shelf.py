"""Publications whose contents are known, in every format that counties publish, and how well they are read."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from published import excel, forms, office, truth, word
from published.page import Page
from published.truth import Known
from published.word import PLAIN, Paper

ROOT: Final = Path(__file__).resolve().parents[2]
LABELS: Final = ROOT.parent / "shared" / "labels" / "rows"
SOURCES: Final[dict[str, Callable[[], list[Known]]]] = {
    "huailai": lambda: truth.labelled(LABELS / "huailai-2021.json"),
    "julu": lambda: truth.labelled(LABELS / "julu-2025.json"),
    "fields": lambda: truth.fields_of_work(ROOT / "tests" / "data" / "labelled" / "other_fields.yaml"),
    "examples": lambda: [
        known for name in ("tables", "model") for known in truth.example(ROOT / "examples" / f"{name}.yaml")
    ],
}
"""Where contents come from; the first two lie beside the checkout only where the project is developed."""
_REPEATED: Final = {"": "", "一级指标": "-repeated-header", "项目编码": "-repeated-head"}
FROM_WORD: Final = (".doc", ".html", ".pdf")
FROM_EXCEL: Final = (".xls", ".html", ".csv", ".pdf")
ONLY_PDF: Final = (".pdf",)


@dataclass(frozen=True)
class Work:
    """One publication: contents, form, and the formats it is converted to."""

    source: str
    form: str
    suffixes: tuple[str, ...]
    paper: Paper = PLAIN

    @property
    def name(self) -> str:
        paper = self.paper
        how = f"-{paper.points:g}pt{'-landscape' * paper.landscape}{'-unbroken' * paper.unbroken_rows}"
        how += _REPEATED[paper.repeated]
        return f"{self.source}-{self.form}" + how * (paper != PLAIN)

    def known(self) -> list[Known]:
        """Return what the publication says."""
        return FORMS[self.form][1](forms.completed(SOURCES[self.source]()))

    def data(self) -> tuple[str, bytes]:
        """Return the suffix and the bytes of the publication as its authors had it."""
        write = FORMS[self.form][0]
        return write(self.known(), self.paper)


@dataclass(frozen=True)
class Copy:
    """A publication in one format."""

    work: Work
    path: Path
    known: Sequence[Known]

    @property
    def format(self) -> str:
        return self.path.suffix.removeprefix(".")


Write = Callable[[Sequence[Known], Paper], tuple[str, bytes]]


def _word(layout: Callable[[Sequence[Known]], Page]) -> Write:
    return lambda known, paper: (".docx", word.docx(layout(known), paper))


def _sheets(layout: Callable[[Sequence[Known]], Sequence[Page]]) -> Write:
    return lambda known, _: (".xlsx", excel.xlsx(layout(known)))


def _wide(style: str) -> Write:
    return _sheets(lambda known: [forms.wide(known, style)])


def _whole(known: Sequence[Known]) -> list[Known]:
    return list(known)


def _without(*fields: str) -> Callable[[Sequence[Known]], list[Known]]:
    return partial(forms.without, fields=fields)


FORMS: Final[dict[str, tuple[Write, Callable[[Sequence[Known]], list[Known]]]]] = {
    "block": (_word(forms.block), _whole),
    "apart": (_word(forms.apart), _whole),
    "loose": (_word(forms.loose), _without("unit", "purpose", "budget", "plan")),
    "sheet": (_sheets(lambda known: [forms.block(known)]), _whole),
    "sheets": (_sheets(forms.sheets), _whole),
    "wide-merged": (_wide("merged"), forms.wide_truth),
    "wide-sparse": (_wide("sparse"), forms.wide_truth),
    "wide-repeated": (_wide("repeated"), forms.wide_truth),
}
"""How contents are laid out and written, and what of them a form shows."""

WORKS: Final = (
    Work("huailai", "block", FROM_WORD),
    Work("julu", "apart", FROM_WORD, Paper(12, landscape=True)),
    Work("fields", "loose", FROM_WORD, Paper(9)),
    Work("examples", "block", FROM_WORD, Paper(14)),
    Work("julu", "block", ONLY_PDF, Paper(14)),
    Work("fields", "block", ONLY_PDF, Paper(11, landscape=True)),
    Work("huailai", "apart", ONLY_PDF, Paper(12, unbroken_rows=True)),
    Work("examples", "apart", ONLY_PDF, Paper(13, repeated="一级指标")),
    Work("examples", "apart", ONLY_PDF, Paper(13, repeated="项目编码")),
    Work("fields", "loose", ONLY_PDF, Paper(12, repeated="一级指标")),
    Work("fields", "sheet", FROM_EXCEL),
    Work("julu", "sheets", (".xls", ".html", ".pdf")),
    Work("huailai", "wide-merged", FROM_EXCEL),
    Work("fields", "wide-sparse", FROM_EXCEL),
    Work("julu", "wide-repeated", FROM_EXCEL),
)


def available(work: Work) -> bool:
    """Return whether the contents of a publication are at hand."""
    return work.source not in ("huailai", "julu") or LABELS.is_dir()


def copies(works: Iterable[Work], folder: Path) -> list[Copy]:
    """Write publications into a folder and convert them, with one start of LibreOffice for each pair of formats."""
    known = {work.name: work.known() for work in works}
    written = []
    for work in works:
        suffix, data = work.data()
        path = folder / f"{work.name}{suffix}"
        path.write_bytes(data)
        written.append(Copy(work, path, known[work.name]))
    made = list(written)
    for suffix in dict.fromkeys(suffix for work in works for suffix in work.suffixes):
        group = [one for one in written if suffix in one.work.suffixes]
        ordered = sorted(group, key=lambda one: one.path.suffix)
        paths = office.converted([one.path for one in ordered], suffix)
        made += [Copy(one.work, path, one.known) for one, path in zip(ordered, paths, strict=True)]
    return made


@dataclass
class Tally:
    """How rows of one format were read."""

    files: int = 0
    rows: int = 0
    right: int = 0
    """Rows that were read exactly, in their own table."""
    wrong: int = 0
    """Rows that were read and are in no table so."""
    invented: int = 0
    """Rows read beyond those that their table has."""
    seconds: float = 0.0


def tally(copy: Copy, document: Any, seconds: float = 0.0) -> Tally:
    """Return how many rows of a copy a `kpilint.model.Document` has right."""
    found = Tally(1, sum(len(one.rows) for one in copy.known), seconds=seconds)
    tables = [truth.rows_read(table) for table in document.tables]
    for number, rows in enumerate(tables):
        wanted = truth.rows_known(copy.known[number]) if number < len(copy.known) else []
        there = Counter(tuple(sorted(row.items())) for row in wanted)
        read = Counter(tuple(sorted(row.items())) for row in rows)
        found.right += (there & read).total()
        found.wrong += (read - there).total()
        found.invented += max(len(rows) - len(wanted), 0)
    return found


def scoreboard(made: Iterable[Copy], load: Callable[[str], Any]) -> dict[str, Tally]:
    """Read copies and return a tally for each format."""
    board: dict[str, Tally] = {}
    for copy in made:
        begun = time.perf_counter()
        document = load(str(copy.path))
        one = tally(copy, document, time.perf_counter() - begun)
        total = board.setdefault(copy.format, Tally())
        for name, figure in vars(one).items():
            setattr(total, name, getattr(total, name) + figure)
    return board


def printed(board: dict[str, Tally]) -> str:
    """Return a scoreboard as a table."""
    lines = [f"{'format':8}{'files':>6}{'rows':>7}{'right':>7}{'%':>8}{'wrong':>7}{'invented':>9}{'seconds':>9}"]
    for name, one in board.items():
        share = 100 * one.right / one.rows if one.rows else 0.0
        lines.append(
            f"{name:8}{one.files:6}{one.rows:7}{one.right:7}{share:8.2f}{one.wrong:7}{one.invented:9}{one.seconds:9.2f}"
        )
    return "\n".join(lines)
