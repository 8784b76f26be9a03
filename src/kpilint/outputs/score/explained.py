"""The score of one table explained, for a terminal: items, each loss, what to put right first, what was examined."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tabulate import tabulate

from kpilint.finding import Finding
from kpilint.outputs.context import Context
from kpilint.outputs.places import place_words, places_words
from kpilint.outputs.score.words import WORDS
from kpilint.outputs.terminal import Style, safe, styled, width, wrap
from kpilint.outputs.words import FIELDS, grade_word, item_word, reason_word
from kpilint.outputs.words import WORDS as COMMON
from kpilint.report import Report, TableReport
from kpilint.report.explaining import Explanation, Gain, Loss, Part, Silent
from kpilint.scoring import CAP_ITEM, POINT

_MOST_GAINS: Final = 10
_MOST_PLACES: Final = 12


def render(report: Report, explanation: Explanation, context: Context) -> str:
    """Return the explanation as text."""
    shown = _Shown(report, explanation, context.style)
    lines = [*shown.head()]
    if explanation.table.score.hundredths is not None:
        lines += [*shown.items(), *shown.losses(), *shown.silent(), *shown.first()]
    return "\n".join([*lines, *shown.coverage()]) + "\n"


class _Shown:
    """The parts of the page; each yields its lines."""

    def __init__(self, report: Report, explanation: Explanation, style: Style) -> None:
        self.report = report
        self.told = explanation
        self.table: TableReport = explanation.table
        self.style = style
        self.words: Mapping[str, str] = WORDS[style.lang]
        self.common: Mapping[str, str] = COMMON[style.lang]
        self.numbers = iter(self.words["sections"].split())

    def head(self) -> Iterator[str]:
        table, score, words = self.table.table, self.table.score, self.words
        where = place_words(table.place, self.told.document.document.format, self.common, columns=False)
        path = self.told.document.document.path
        shown = self.common["stdin"] if path == "-" else safe(path)
        yield from self._wrapped(" · ".join(part for part in (shown, where) if part), style="dim")
        yield from self._wrapped(title_of(self.table, self.style.lang), style="bold")
        yield styled("─" * self.style.cells, "dim", color=self.style.color)
        model = words["model"].format(model=f"{self.report.profile}@{self.report.model.id}")
        if score.hundredths is None:
            yield from self._wrapped(f"{words['unscored']} · {model}", style="bold")
            yield from self._wrapped(reason_word(score.reason, self.style.lang))
            return
        text = words["score"].format(score=points(score.hundredths), grade=self._grade(score.grade))
        yield from self._wrapped(f"{text}{self._better(score.grade)} · {model}", style="bold")
        if self.table.excused is not None and self.table.accepted.hundredths is not None:
            accepted = self.table.accepted
            text = words["accepted"].format(
                score=points(accepted.hundredths or 0), grade=self._grade(accepted.grade), n=len(self.table.waived)
            )
            yield from self._wrapped(text)

    def items(self) -> Iterator[str]:
        words = self.words
        assessed = [one for one in self.told.parts if one.item.state == "assessed"]
        rows = [self._item_row(one) for one in assessed]
        if self.told.cap is not None:
            rows.append([words["cap"], "", "", points(self.told.cap.lost), "", ""])
        full, left = sum(one.item.full for one in assessed), self.table.score.hundredths or 0
        weight = sum(one.item.weight for one in assessed)
        rows.append([words["total"], weight, points(full), points(full - left), points(left), ""])
        headers = [words[key] for key in ("item", "weight", "full", "lost", "kept", "rules")]
        sides = ("left", "right", "right", "right", "right", "left")
        yield from self._section(words["items"])
        yield from tabulate(rows, headers, "simple", colalign=sides, disable_numparse=True).splitlines()
        for state in ("person", "not_applicable", "not_covered"):
            names = [
                words["weighted"].format(name=item_word(one.item.name, self.style.lang), weight=one.item.weight)
                for one in self.told.parts
                if one.item.state == state
            ]
            if names:
                yield from self._wrapped(words[f"state.{state}"].format(items=self.common["comma"].join(names)))

    def losses(self) -> Iterator[str]:
        words, cap = self.words, self.told.cap
        yield from self._section(words["losses"])
        rows = len(self.table.table.indicators)
        yield from self._wrapped(words["basis"].format(rows=rows, kinds=self.told.rows))
        losing = [one for one in self.told.parts if one.losses]
        for part in losing:
            yield ""
            yield from self._wrapped(self._part_head(part))
            for group in self._alike(part.losses):
                yield from self._loss(group)
        if cap is not None:
            yield ""
            yield from self._wrapped(words["capped"].format(lost=points(cap.lost), cap=self.report.model.cap))
            yield from self._loss([cap])
        if not losing:
            yield words["none"]
            return
        lost = [part.item.lost for part in losing] + ([cap.lost] if cap else [])
        left = points(self.table.score.hundredths or 0)
        yield ""
        yield from self._wrapped(" − ".join(["100.00", *map(points, lost)]) + f" = {left}", style="bold")

    def silent(self) -> Iterator[str]:
        if not self.told.silent:
            return
        yield from self._section(self.words["silent"].format(n=len(self.told.silent)))
        for one in self.told.silent:
            yield from self._silent_line(one)

    def first(self) -> Iterator[str]:
        words = self.words
        gains = self.told.gains
        yield from self._section(words["gains" if self.table.excused is None else "gains.accepted"])
        if gains:
            yield words["alone"]
            yield from self._gain_lines(gains[:_MOST_GAINS])
            if len(gains) > _MOST_GAINS:
                yield words["rest"].format(n=len(gains) - _MOST_GAINS)
        else:
            yield from self._wrapped(words["capped_first" if self._capped() else "no_gain"])
        if self.told.aim:
            grade = self._grade(self.told.aim)
            yield ""
            yield from self._wrapped(words["steps"].format(n=len(self.told.steps), grade=grade))
            yield from self._gain_lines(self.told.steps)
        elif self.table.accepted.grade == self.report.model.grades[0][0]:
            yield words["best"]
        else:
            yield words["no_steps"]

    def coverage(self) -> Iterator[str]:
        words, told = self.words, self.told
        comma = self.common["comma"]
        yield from self._section(words["coverage"])
        yield from self._wrapped(words["ran"].format(n=told.examined, all=len(self.report.rules)))
        if told.not_applicable:
            names = comma.join(told.not_applicable)
            yield from self._wrapped(words["not_applicable"].format(n=len(told.not_applicable), rules=names))
        for key, counts in (("deferred", told.deferred), ("yielded", told.yielded), ("crashed", told.crashed)):
            if counts:
                names = comma.join(words["times"].format(rule=rule, n=n) for rule, n in counts.items())
                yield from self._wrapped(words[key].format(rules=names))

    def _item_row(self, part: Part) -> list[object]:
        item = part.item
        rules = self.words["judged"].format(n=len(part.examined))
        if part.not_applicable:
            rules += self.words["absent"].format(n=len(part.not_applicable))
        name = item_word(item.name, self.style.lang)
        return [name, item.weight, points(item.full), points(item.lost), points(item.full - item.lost), rules]

    def _part_head(self, part: Part) -> str:
        item, lost = item_word(part.item.name, self.style.lang), points(part.item.lost)
        whole = any(one.entry.finding.at.row is None for one in part.losses)
        if not part.rows:
            return self.words["whole"].format(item=item, lost=lost) + self.words["is_whole"]
        text = self.words["rows"].format(item=item, lost=lost, kinds=self.told.rows, n=part.rows)
        return text + self.words["and_whole"] if whole else text

    def _alike(self, losses: Sequence[Loss]) -> list[list[Loss]]:
        """Put losses that say the same of several rows together, in the order of the first."""
        groups: dict[tuple[object, ...], list[Loss]] = {}
        for one in losses:
            seen, waiver = one.entry.finding.seen, one.entry.waiver
            message = self.report.message(one.entry.finding, self.style.lang)
            groups.setdefault((seen.rule, seen.field, message, waiver), []).append(one)
        return list(groups.values())

    def _loss(self, group: Sequence[Loss]) -> Iterator[str]:
        finding, waiver = group[0].entry.finding, group[0].entry.waiver
        head = f"  {'−' + points(sum(one.lost for one in group)):>6}  "
        severity = self.common[f"severity.{finding.seen.severity}"]
        excuse = self.words["waived"].format(reason=safe(waiver.reason)) if waiver else ""
        if len(group) > 1:
            each = self.common["comma"].join(dict.fromkeys(points(one.lost) for one in group))
            excuse += self.words["each"].format(n=len(group), lost=each)
        message = safe(self.report.message(finding, self.style.lang))
        spots = self._spot([one.entry.finding for one in group])
        yield from self._hung(head, f"{spots} · {severity} [{finding.seen.rule}]{excuse}")
        yield from (" " * width(head) + line for line in self._room(message, width(head)))

    def _silent_line(self, one: Silent) -> Iterator[str]:
        finding = one.entry.finding
        instead = f"[{one.instead.finding.seen.rule}]" if one.instead else ""
        why = self.words[f"why.{one.why}"].format(rule=instead)
        yield from self._hung("  · ", f"{self._spot([finding])} [{finding.seen.rule}] · {why}")

    def _gain_lines(self, gains: Sequence[Gain]) -> Iterator[str]:
        for number, one in enumerate(gains, 1):
            head = f"  {number:>2}. {'+' + points(one.gained):>6}  → {points(one.after):>6} {self._grade(one.grade)}  "
            rules = self.common["comma"].join(dict.fromkeys(each.finding.seen.rule for each in one.entries))
            yield from self._hung(head, f"{self._spot([one.entries[0].finding])} [{rules}]")

    def _spot(self, findings: Sequence[Finding]) -> str:
        places = [self.report.place(one) for one in findings]
        where = places_words(places, self.told.document.document.format, self.common, most=_MOST_PLACES)
        field = FIELDS[self.style.lang].get(findings[0].seen.field, "")
        return " ".join(part for part in (where, field) if part)

    def _capped(self) -> bool:
        return any(line.item == CAP_ITEM for line in self.table.accepted.ledger)

    def _grade(self, grade: str) -> str:
        return grade_word(grade, self.style.lang)

    def _better(self, grade: str) -> str:
        names = [name for name, _ in self.report.model.grades]
        at = names.index(grade)
        if not at:
            return ""
        name, least = self.report.model.grades[at - 1]
        return self.words["next"].format(grade=self._grade(name), least=least)

    def _section(self, title: str) -> Iterator[str]:
        text = self.words["section"].format(number=next(self.numbers), title=title)
        yield ""
        yield styled(text, "bold", color=self.style.color)

    def _wrapped(self, text: str, style: str = "") -> Iterator[str]:
        for line in wrap(text, self.style.cells, self.style.cells):
            yield styled(line, style, color=self.style.color)

    def _room(self, text: str, indent: int) -> list[str]:
        return wrap(text, self.style.cells - indent, self.style.cells - indent)

    def _hung(self, head: str, text: str) -> Iterator[str]:
        """Yield a text behind its head, further lines under the text."""
        indent = width(head)
        for number, line in enumerate(self._room(text, indent)):
            yield (head if not number else " " * indent) + line


def points(hundredths: int) -> str:
    """Return hundredths as points, two decimals."""
    return f"{hundredths / POINT:.2f}"


def title_of(table: TableReport, lang: str) -> str:
    """Return a table's title, or what stands for it."""
    return safe(table.table.title or table.table.project or COMMON[lang]["untitled"])
