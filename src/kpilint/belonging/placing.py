"""Put a table where it belongs: the claims of its sources, the strongest first, and where they disagree."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from kpilint.belonging.globs import matches, parts_of
from kpilint.belonging.names import Named, bare, named
from kpilint.belonging.tails import parted
from kpilint.belonging.values import (
    FIELDS,
    Belonging,
    Claim,
    Disagreement,
    DocumentFacts,
    Field,
    Manifest,
    Source,
    TableFacts,
)
from kpilint.vocabulary import plain

_TITLE_YEAR: Final = re.compile(r"(20[0-4]\d)年度?(?:部门|单位|项目|预算|绩效)")
_YEAR: Final = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_ENDS: Final = re.compile(
    r"[\u4e00-\u9fff]+(?:[局委办厅院校所站队馆社处园会镇乡]|中心|公安|政府|办公室|小学|中学|公司|街道"
    r"|(?:宣传|组织|统战|武装)部)"
)
"""What a unit's name in a path ends with."""
_AFTER: Final = re.compile(
    r"(?:19|20)\d\d|部门|单位|预算|绩效|项目|公开|目标|信息|决算|文件|[\s_\-—.·,;、()\[\]【】《》]"
)
"""Where a name in a file's name ends."""
_SPLIT: Final = re.compile(r"[_\-—.·()\[\]【】]")
_KEPT: Final = 4096


def belonging(document: DocumentFacts, table: TableFacts, manifests: Sequence[Manifest] = ()) -> Belonging:
    """Return where a table belongs. Of several sources the strongest counts; those that differ are kept beside it.

    Of several manifests that speak of a document, that of the innermost folder counts first.
    """
    written = _manifest_claims(document.path, manifests)
    stated, foldered = _content_claims(document, table), _path_claims(document.path)
    found = {
        field: (
            [one for one in written[field] if one.source is Source.FORCED],
            stated[field],
            foldered[field],
            [one for one in written[field] if one.source is Source.MANIFEST],
        )
        for field in FIELDS
    }
    claims: dict[Field, Claim] = {}
    disagreements: list[Disagreement] = []
    for field, ranked in found.items():
        said = [one for some in ranked for one in some if one.value]
        claims[field] = _with_city(said) if said and field == "county" else said[0] if said else Claim()
        disagreements += _differing(field, [claims[field], *said[1:]])
    return Belonging(claims, tuple(disagreements))


def _with_city(said: list[Claim]) -> Claim:
    """Return the strongest claim, with the city that a weaker one of the same county names, or that lies above it."""
    used = said[0]
    above = (one.city or one.value for one in said if (one.city and _same(used, one)) or _may_be_above(one, used))
    return used if used.city else Claim(used.source, used.value, next(above, ""))


def _same(one: Claim, other: Claim) -> bool:
    return bare(one.value) == bare(other.value)


def _may_be_above(one: Claim, other: Claim) -> bool:
    """Tell whether a claim may name no more than the city in which the other's county lies."""
    return one.value.endswith("市") and not other.value.endswith("市")


def _differing(field: Field, said: list[Claim]) -> Iterator[Disagreement]:
    """Yield what differs from the claim that counts.

    Units of one document often differ, and folders name them loosely: only the manifest's word on one is compared.
    """
    used, *others = said or [Claim()]
    for other in others:
        if field == "county":
            differs = _another_county(used, other)
        else:
            loose = field == "unit" and not {used.source, other.source} & {Source.FORCED, Source.MANIFEST}
            differs = not loose and used.value != other.value
        if differs:
            yield Disagreement(field, used, other)


def _another_county(used: Claim, other: Claim) -> bool:
    if used.city and other.city and bare(used.city) != bare(other.city):
        return True
    if _may_be_above(other, used):
        return bool(used.city) and bare(other.value) != bare(used.city)
    return not _same(used, other)


def _content_claims(document: DocumentFacts, table: TableFacts) -> dict[Field, list[Claim]]:
    (unit, year), (units, years) = parted(table.unit), parted(document.unit)
    own, whole = named(unit), named(units)
    counties = [Claim(Source.TABLE, own.county, own.city), Claim(Source.DOCUMENT, whole.county, whole.city)]
    if not own.county and not whole.county:
        counties.append(_titled(document.titles))
    dates = [Claim(Source.TABLE, str(table.year or year)), Claim(Source.DOCUMENT, str(document.year or years))]
    if not any(one.value for one in dates):
        dates.append(_title_year(document.titles))
    names = [Claim(Source.TABLE, own.rest), Claim(Source.DOCUMENT, whole.rest)]
    return {"county": counties, "unit": names, "year": dates}


@lru_cache(maxsize=_KEPT)
def _titled(titles: tuple[str, ...]) -> Claim:
    """Return the county that most titles begin with. Some projects are named after another county."""
    found = Counter((one.county, one.city) for one in map(named, titles) if one.county)
    if not found:
        return Claim(Source.TITLE)
    (county, city), number = max(found.items(), key=lambda pair: (pair[1], pair[0]))
    return Claim(Source.TITLE, county, city) if 2 * number > len(titles) else Claim(Source.TITLE)


@lru_cache(maxsize=_KEPT)
def _title_year(titles: tuple[str, ...]) -> Claim:
    found = {year for title in titles for year in _TITLE_YEAR.findall(plain(title))}
    return Claim(Source.TITLE, found.pop() if len(found) == 1 else "")


@lru_cache(maxsize=_KEPT)
def _path_claims(path: str) -> Mapping[Field, list[Claim]]:
    """Return what the file's name says, then its folders, the innermost first."""
    if path == "-":
        return {field: [] for field in FIELDS}
    *folders, name = [plain(part) for part in parts_of(path)] or [""]
    levels = ((Source.NAME, [PurePosixPath(name).stem]), (Source.FOLDER, folders[::-1]))
    return {
        "county": [_path_county(source, inner) for source, inner in levels],
        "unit": [Claim(source, next(filter(None, map(_unit_in, inner)), "")) for source, inner in levels],
        "year": [Claim(source, next(filter(None, map(_year_in, inner)), "")) for source, inner in levels],
    }


def _path_county(source: Source, inner: list[str]) -> Claim:
    found = [one for one in map(_segment_named, inner) if one.county]
    below = next((one for one in found if one.city or not one.county.endswith("市")), None)
    if below is None:
        return Claim(source, found[0].county if found else "")
    city = below.city or next((one.county for one in found if not one.city and one.county.endswith("市")), "")
    return Claim(source, below.county, city)


def _segment_named(part: str) -> Named:
    found = named(part)
    return found if found.county else next((one for one in map(named, _SPLIT.split(part)) if one.county), found)


def _year_in(part: str) -> str:
    years: set[str] = set(_YEAR.findall(part))
    return min(years) if len(years) == 1 else ""


def _unit_in(part: str) -> str:
    """Return the unit that a folder or file is named after: it ends as names of units do."""
    pieces: list[str] = _AFTER.split(named(part).rest)
    return next((piece for piece in pieces if _ENDS.fullmatch(piece)), "")


def _manifest_claims(path: str, manifests: Sequence[Manifest]) -> dict[Field, list[Claim]]:
    inner = sorted(manifests, key=lambda one: -len(parts_of(os.path.abspath(one.folder))))  # noqa: PTH100 - text, no file
    entries = [entry for one in inner for entry in one.entries if matches(path, entry.pattern, one.folder)]
    claims: dict[Field, list[Claim]] = {field: [] for field in FIELDS}
    for forced in (True, False):
        source = Source.FORCED if forced else Source.MANIFEST
        chosen = [one for one in entries if one.force is forced]
        written = next((one.county for one in chosen if one.county), "")
        county = named(written)
        claims["county"].append(Claim(source, county.county or written, county.city))
        claims["unit"].append(Claim(source, next((one.unit for one in chosen if one.unit), "")))
        claims["year"].append(Claim(source, str(next((one.year for one in chosen if one.year), ""))))
    return claims
