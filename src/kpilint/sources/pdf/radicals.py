"""Radicals that text layers have in place of the ideographs of the same shape (⽤ for 用, ⺠ for 民).

Fonts share one glyph between both, and a generator that asks the font which character a glyph shows may get the
radical: browsers and wkhtmltopdf do. Equivalents are those of EquivalentUnifiedIdeograph.txt (Unicode Character
Database), for radicals that are ideographs of the same shape.
"""

import unicodedata
from typing import Final

_KANGXI: Final = range(0x2F00, 0x2FD6)
_SUPPLEMENT: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌"
    "⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓"
    "⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝"
    "⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)

RADICALS: Final[dict[str, str]] = {
    **{chr(point): unicodedata.normalize("NFKC", chr(point)) for point in _KANGXI},
    "⼾": "户",  # the compatibility forms of these two are 戶 and 靑, which mainland text does not use
    "⾭": "青",
    **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)),
}
"""Radical to ideograph."""
