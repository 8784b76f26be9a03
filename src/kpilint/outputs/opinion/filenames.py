"""Names of files that hold opinions: 审核意见-单位-年度.docx, as every system takes them."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from kpilint.outputs.opinion.units import Unit

_NAMES: Final = {"zh": ("审核意见", "未写明单位"), "en": ("opinion", "no-unit")}
_REFUSED: Final = re.compile(r'[<>:"/\\|?*\s]+')
_LONG: Final = 40
"""Characters of a unit's name that are kept: 40 Chinese ones are 120 of the 255 bytes that a name may have."""


def file_names(units: Sequence[Unit], lang: str) -> list[str]:
    """Return a name for each unit, no two the same even where case does not count."""
    opinion, nobody = _NAMES[lang]
    taken, names = set[str](), []
    for one in units:
        of_file = PurePath(one.documents[0].document.path).stem if one.documents else ""
        unit = _safe(one.name) or _safe(of_file) or nobody
        stem = "-".join([opinion, unit, *([str(one.year)] if one.year else [])])
        name, number = f"{stem}.docx", 2
        while name.casefold() in taken:
            name = f"{stem}-{number}.docx"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _safe(text: str) -> str:
    kept = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    return _REFUSED.sub("_", unicodedata.normalize("NFC", kept)).strip("._ ")[:_LONG]
