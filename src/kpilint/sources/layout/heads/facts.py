"""What running text and project codes say of the document: its unit and year."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from kpilint.sources.layout.draft import Draft

_LONGEST: Final = 120
_YEAR: Final = re.compile(
    r"(20[0-4]\d)\s*年\s*(?:度|部门|单位|项目)*\s*(?:预算(?:信息)?公开|部门预算|单位预算|(?:项目)?(?:支出)?绩效目标)"
    r"|^[(（]?\s*(?=20[0-4]\d\s*年度?\s*[)）]?$)(20[0-4]\d)"
    r"|预算年度\s*[:：]\s*(20[0-4]\d)"
)
_UNIT: Final = re.compile(r"\d{3}(?:\d{3})?\s*[\u4e00-\u9fff（）()]{3,40}")
_NAME: Final = re.compile(r"[\u4e00-\u9fff（）()]{2,30}")
_CODE: Final = re.compile(r"\d{6}([12]\d|3[0-5])[0-9A-Z]{13}")
"""A project code of the national budget system: 6 digits of the area, 2 of the year, 21 characters in all."""


_DATED: Final = re.compile(r"([^\d\s].*?)[\s,，;；、]*(?<!\d)[(（]?\s*(20[0-4]\d)\s*年度?\s*[)）]?")
"""云岭县水利局 2026年, in one cell."""


class Facts:
    """Collects years and unit names while a document is read."""

    def __init__(self) -> None:
        self.years: set[int] = set()
        self.units: Counter[str] = Counter()
        self.publisher = ""

    def note(self, text: str) -> None:
        """Look at one line of running text."""
        if len(text) > _LONGEST:
            return
        found = _YEAR.search(text) if "20" in text else None
        if found:
            self.years.add(int(found[1] or found[2] or found[3]))
            publisher = text[: found.start()].strip()
            if _NAME.fullmatch(publisher):
                self.publisher = self.publisher or publisher
        if text[:1].isdigit() and _UNIT.fullmatch(text):
            self.units[text] += 1

    def year(self) -> int | None:
        """Return the one year that titles give, None if they give none or several."""
        return next(iter(self.years)) if len(self.years) == 1 else None

    def unit(self, drafts: Sequence[Draft]) -> str:
        """Return the unit all tables share, else that which the text, the first table or the title names."""
        units = [draft.texts["unit"] for draft in drafts if draft.texts.get("unit")]
        if self.units and len(set(units)) != 1:
            return self.units.most_common(1)[0][0]
        return units[0] if units else self.publisher


def part_from_units(drafts: Sequence[Draft]) -> list[int | None]:
    """Take the year off the unit of each table that has one behind its name, and return it."""
    years: list[int | None] = []
    for draft in drafts:
        unit = draft.texts.get("unit", "")
        found = _DATED.fullmatch(unit) if len(unit) <= _LONGEST else None
        if found:
            draft.texts["unit"] = found[1]
        years.append(int(found[2]) if found else None)
    return years


def table_years(drafts: Sequence[Draft], year: int | None) -> list[int | None]:
    """Return the year of each table: the document's, or that of its project code if a neighbour's agrees."""
    if year is not None:
        return [year] * len(drafts)
    codes = [_code_year(draft.texts.get("code", "")) for draft in drafts]
    years: list[int | None] = []
    for at, found in enumerate(codes):
        near = codes[max(at - 1, 0) : at] + codes[at + 1 : at + 2]
        years.append(found if found is not None and found in near else None)
    return years


def _code_year(code: str) -> int | None:
    found = _CODE.fullmatch(code.replace(" ", ""))
    return 2000 + int(found[1]) if found else None
