"""Cells rewritten in the text files that people keep (YAML, JSON), every other byte as it was."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kpilint.editing import jsoncells, yamlcells
from kpilint.editing.edits import Edit, Edited, Refusal, spliced
from kpilint.editing.nodes import Cells
from kpilint.sources.decode import Decoded, decoded
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["FORMATS", "Edit", "Edited", "Refusal", "write_cells"]

_Spell = Callable[[str, Mapping[tuple[int, int], str]], dict[tuple[int, int], tuple[int, int, str]]]
_FORMATS: Final[Mapping[str, tuple[Callable[[str, Limits], Cells], _Spell]]] = {
    "yaml": (yamlcells.cells, yamlcells.spelt),
    "json": (jsoncells.cells, jsoncells.spelt),
}
FORMATS: Final = frozenset(_FORMATS)


def write_cells(data: bytes, form: str, edits: Sequence[Edit], limits: Limits = DEFAULT_LIMITS) -> Edited:
    """Return a file of a format of `FORMATS` with other texts in some of its cells.

    What cannot be written is refused and left as it is: a cell that holds another text than the edit says, or whose
    layout has no room for the new one.

    Raises:
        ReadFailure: the file cannot be read.
    """
    read, spell = _FORMATS[form]
    source = decoded(data)
    cells = read(source.text, limits)
    refused: list[Refusal] = []
    wanted: dict[tuple[int, int], str] = {}
    of_place: dict[tuple[int, int], list[Edit]] = {}
    for one in edits:
        node = cells.find(one.place, one.key)
        if node is None:
            refused.append(Refusal(one, "找不到这一格", "there is no such cell"))
        elif node.text != one.before:
            refused.append(Refusal(one, "这一格的内容已不同", "the cell holds something else"))
        elif wanted.setdefault((node.line, node.column), one.after) != one.after:
            refused.append(Refusal(one, "同一格有两种改法", "the cell would become two things"))
        else:
            of_place.setdefault((node.line, node.column), []).append(one)
    spellings = spell(source.text, {place: text for place, text in wanted.items() if place in of_place})
    for place in of_place.keys() - spellings.keys():
        why = ("按原有的写法写不进去", "cannot be written in the layout of the cell")
        refused += (Refusal(one, *why) for one in of_place[place])
    return Edited(_bytes(data, source, list(spellings.values())), tuple(refused))


def _bytes(data: bytes, source: Decoded, parts: Sequence[tuple[int, int, str]]) -> bytes:
    return spliced(data, source.text, source.encoding, source.mark, sorted(parts))
