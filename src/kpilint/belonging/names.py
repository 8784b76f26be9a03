"""Names of counties in names of units, titles and folders: 白河市云岭县农业农村局 is 农业农村局 of 云岭县.

No list of counties: names end in 县, 市, 区 or 旗, and words that end so and name no county are known
(市场监督管理局, 社区, 示范区, 市级). How many real names are read is measured in tests/test_belonging.py.
"""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from kpilint.vocabulary import plain

_HAN: Final = "\u4e00-\u9fff"
_LEAD: Final = re.compile(
    r"(?:中国共产党|中共|关于(?:公开|印发|下达|批复)?|20\d\d年度?|\d+|[:、.·,()\[\]【】《》〔〕_\-—]+)*"
)
_PROVINCE: Final = re.compile(rf"[{_HAN}]{{2,3}}省|[{_HAN}]{{2,5}}自治区|新疆生产建设兵团")
_CITY: Final = re.compile(rf"(?:(?![省县市区])[{_HAN}]){{2,10}}?(?:自治州|地区|盟)")
_BASE: Final = "(?:(?![省县市区旗])[\u4e00-\u9fff])"
"""A character of a county's name before the one that says what it is."""
_NAME: Final = re.compile(
    rf"[红社]旗[区县]|{_BASE}{{2,14}}?自治[县旗]|{_BASE}{{1,4}}?(?:县(?![级域])|市(?![场级域])|区(?![域划块间]))"
    rf"|{_BASE}{{1,8}}?旗(?![帜舰手])|{_BASE}{{2,7}}(?:族|矿)区|市[中南北]区"
)
_OF_CITY: Final = re.compile(
    rf"市[中南北]区"
    rf"|[{_HAN}]{{0,8}}?(?:高新技术产业开发区|经济(?:技术)?开发区|高新区|经开区|[{_HAN}]{{2}}(?:管理|新)区)"
)
"""What only follows the name of a city: districts named after it, and zones that have a budget of their own."""

_NO_NAMES: Final = re.compile(
    r".*[社小景灾牧库片校院厂病战防辖学疫老郊功]区|[工农产]?业?园区|.*[业技]园区|.*公园区|街区|.*街区"
    r"|.*(?:示范|开发|保护|风景|保税|试验|合作|产业|工业|服务|功能|管理|集聚|自治|自然|高新|经开|贫困山)区"
    r"|(?:超|股|门|集|夜|菜|楼|早|上|贸|闹|都|大都|农贸|城|大城|小城|中小城|大中城|新城|本|各|我|该|外|全|全省|省|地)市"
    r"|(?:全|本|各|我|该|外|跨|省|贫困)县|(?:全|各|本|我|该|山|林|牧|湖|地|城|特|旧城|老城|主城|新城|中心城|国有林)区"
)
_DISTRICTS_TOO: Final = re.compile(r"[城郊矿]区(?!建|中队|管理|环卫|污水|供水|第|小学|初|幼)")
"""After the name of a city these are districts (白河市城区)."""

_CODE: Final = re.compile(r"^(?!(?:110|119|120|122)\D)\d{3}(?:\d{3})?(?=\D)[\s:：、.-]*")
"""The number of a unit in a budget before its name; an emergency number is part of one (120急救中心)."""


def without_code(text: str) -> str:
    """Return the name of a unit without the number it has in a budget."""
    return _CODE.sub("", text)


class Named(Struct, frozen=True):
    """What a text begins with: a city, a county of it, and the rest. "" for what it does not name."""

    city: str = ""
    county: str = ""
    rest: str = ""


@lru_cache(maxsize=4096)
def named(text: str) -> Named:
    """Return the county that a text begins with. A city alone stands for the county: its own level is one."""
    text = without_code(plain(text)).replace(" ", "")
    start = _skipped(text)
    city, at = _city_at(text, start)
    if city:
        county, end = _in_city(text, at)
        if county:
            return Named(city, county, _rest(text, end))
    county, end = _name_at(text, at)
    if not county:
        return Named("", city, text[at:] if city else text[start:])
    if county.endswith("市") and not city:
        inner, inner_end = _in_city(text, end)
        if inner:
            return Named(county, inner, _rest(text, inner_end))
    return Named(city, county, _rest(text, end))


def bare(county: str) -> str:
    """Return a county's or city's name without what it is: 云岭 of 云岭县, for comparing."""
    short = re.sub(r"(?:自治县|自治旗|自治州|地区|[县市区旗盟])$", "", county)
    return short if len(short) > 1 else county


def _rest(text: str, at: int) -> str:
    """Return what follows a county: of 云岭县委宣传部, whose 县 is written once for two, 县委宣传部."""
    shared = text.startswith("委", at) and not text.startswith("委员会", at)
    return text[at - shared :]


def _skipped(text: str) -> int:
    found = _LEAD.match(text)
    at = found.end() if found else 0
    province = _PROVINCE.match(text, at)
    return province.end() if province else at


def _city_at(text: str, at: int) -> tuple[str, int]:
    """Return a prefecture that is no 市, and its end: a 市 may be a county as well as a city."""
    found, first = _CITY.match(text, at), _NAME.match(text, at)
    if found is None or (first is not None and first.end() < found.end()):
        return "", at
    return found.group(), found.end()


def _in_city(text: str, at: int) -> tuple[str, int]:
    for pattern in (_OF_CITY, _DISTRICTS_TOO):
        found = pattern.match(text, at)
        if found:
            return found.group(), found.end()
    return _name_at(text, at)


def _name_at(text: str, at: int) -> tuple[str, int]:
    found = _NAME.match(text, at)
    if found is None or _NO_NAMES.fullmatch(found.group()):
        return "", at
    return found.group(), found.end()
