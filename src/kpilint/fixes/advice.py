"""What the messages of findings say to write, taken from the arguments of the rules' own messages."""

import re
from typing import Final

from msgspec import Struct

from kpilint import citations
from kpilint.finding import Finding
from kpilint.fixes.kinds import PROPOSALS
from kpilint.fixes.spots import Held
from kpilint.values.split import PERCENT_WORDS
from kpilint.vocabulary import alternatives, plain

_RULES: Final = frozenset(one.id for one in PROPOSALS)
_WHOLE: Final = ("instead", "meant", "rest")
"""Arguments that are the whole text to write."""
_ADVICE: Final = re.compile(r"(?:写|核对是否为)?“([^“”]+)”")
"""Advice that names one text to write, not an example (如“≥95%”)."""
_CUT: Final = ("…", "×", "或")
"""In what is no text ready to stand: parts left out, figures to fill in, a choice."""
_OFFICIAL: Final = "〔〕"
_LETTER: Final = re.compile(r"[^\W\d_]")
_LONGEST_UNIT: Final = 40
"""Letters of the longest unit that is looked for twice."""


class Proposal(Struct, frozen=True):
    """A text to write in place of `found`, or of the whole cell where that is ""."""

    text: str
    found: str = ""


def safe_answer(finding: Finding, text: str) -> str:
    """Return what a cell should say after a safe answer to a finding; the text itself where there is none.

    Where the message names what is meant (`meant`), the value must then be that.
    """
    rule = finding.seen.rule
    if rule == "basis/brackets":
        return _bracketed(text)
    if rule == "unit/not-a-unit":
        return _in_per_cent(text)
    return _once(text) if rule == "unit/doubled" else text


def meant(finding: Finding) -> str:
    """Return the whole value that the message of a finding says to write, "" where it names none."""
    args = finding.seen.args
    return next((args[name] for name in _WHOLE if name in args), "") or _advised(args.get("advice_zh", ""))


def proposal(finding: Finding) -> Proposal | None:
    """Return the one text that the message of a finding says to write; None where it names none, or several."""
    rule, args = finding.seen.rule, finding.seen.args
    if rule not in _RULES:
        return None
    whole = meant(finding)
    found = "" if whole else args.get("found", "")
    text = whole or args.get("right", "").strip("“”")
    unfinished = not text or any(mark in text for mark in _CUT) or "“" in text
    return None if unfinished else Proposal(text, found)


def written(proposed: Proposal, cell: Held) -> str:
    """Return what a cell says after a proposal, "" where it cannot be put there.

    Messages give texts in half width; what was only added to or cut from the cell leaves the rest as it stands.
    """
    text, found = proposed.text, proposed.found
    if found:
        return cell.text.replace(found, text) if cell.text.count(found) == 1 else ""
    if cell.field not in ("value", "goals", "level1", "level2"):
        return ""
    same = plain(cell.text)
    return cell.text + text[len(same) :] if text.startswith(same) else text


def _advised(advice: str) -> str:
    found = _ADVICE.fullmatch(advice)
    return found[1] if found else ""


def _bracketed(text: str) -> str:
    """Return a basis with the year of every document number in 〔〕, and no spaces between the parts of the number."""
    for one in reversed(citations.parse(text)):
        if len(one.bracket) == len(_OFFICIAL) and one.bracket != _OFFICIAL:
            left, right = one.bracket[0], one.bracket[1]
            before, _, rest = one.raw.partition(left)
            year, _, after = rest.partition(right)
            whole = f"{before}{_OFFICIAL[0]}{year}{_OFFICIAL[1]}{after}"
            text = text[: one.start] + "".join(whole.split(" ")) + text[one.start + len(one.raw) :]
    return text


def _in_per_cent(text: str) -> str:
    """Return a value with % for 百分率 after its number, or for the same word alone in the column of units."""
    if plain(text) in PERCENT_WORDS:
        return "%"
    return re.sub(rf"(?<=[0-9])(?:{alternatives(PERCENT_WORDS)})", "%", text, count=1)


def _once(text: str) -> str:
    """Return a value without the second of two units that are the same: %%, 万元元, %百分比."""
    for word in ("%", *PERCENT_WORDS):
        if text.endswith(f"%{word}"):
            return text.removesuffix(word)
    letters = next((at for at, one in enumerate(reversed(text)) if not _LETTER.match(one)), len(text))
    for size in range(min(letters // 2, _LONGEST_UNIT), 0, -1):
        if text.endswith(text[-2 * size : -size]):
            return text[:-size]
    return text
