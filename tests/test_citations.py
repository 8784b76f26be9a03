"""Citations: document numbers in every bracket style, laws with articles, several in a cell."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpilint.citations import Citation, CitationKind, NumberFault, body_of, parse

NUMBERS = [
    ("云财规【2018】21 号", "云财规〔2018〕21号", "【】"),
    ("财预〔2015〕88号", "财预〔2015〕88号", "〔〕"),
    ("云财社[2020]186号", "云财社〔2020〕186号", "[]"),
    ("云财资(2022)7号", "云财资〔2022〕7号", "()"),
    ("云财社（2020）18号", "云财社〔2020〕18号", "（）"),
    ("云财社﹝2021﹞5号", "云财社〔2021〕5号", "﹝﹞"),
    ("云政办字［２０２１］１２号", "云政办字〔2021〕12号", "［］"),
    ("云政 【2008】 53 号", "云政〔2008〕53号", "【】"),
    ("云财社[2020]190", "云财社〔2020〕190号", "[]"),
    ("云财社2024年136号", "云财社〔2024〕136号", ""),
    ("云财社【2018】021号文", "云财社〔2018〕21号", "【】"),
    ("人社部〔2014〕第90号", "人社部〔2014〕90号", "〔〕"),
    ("根据云财规〔2018〕21号文件精神", "云财规〔2018〕21号", "〔〕"),
    ("领导审批 云政【2008】53号", "云政〔2008〕53号", "【】"),
    ("〔2018〕21号", "〔2018〕21号", "〔〕"),
    ("云财社[2020]190关于提前下达2021年补助资金的通知", "云财社〔2020〕190号", "[]"),
]


@pytest.mark.parametrize(("text", "official", "bracket"), NUMBERS)
def test_a_document_number_is_read(text, official, bracket):
    (found,) = parse(text)
    assert (found.kind, found.official, found.bracket) == (CitationKind.NUMBER, official, bracket)
    assert not found.truncated


@pytest.mark.parametrize("official", sorted({official for _, official, _ in NUMBERS}))
def test_the_official_form_reads_as_itself(official):
    (found,) = parse(official)
    assert (found.official, found.raw, found.bracket) == (official, official, "〔〕")


FAULTS = [
    ("云财社[18]21号", "云财社〔2018〕21号", "short-year"),
    ("云财社〔98〕21号", "云财社〔1998〕21号", "short-year"),
    ("云财社〔2018〕021号", "云财社〔2018〕21号", "leading-zero"),
    ("云财社〔2018〕第21号", "云财社〔2018〕21号", "ordinal"),
    ("云政字〔2018〕字第21号", "云政字〔2018〕21号", "ordinal"),
    ("云财社〔2018〕21", "云财社〔2018〕21号", "no-end"),
    ("云财社2018年21号", "云财社〔2018〕21号", "no-bracket"),
    ("云财社2018-21号", "云财社〔2018〕21号", "no-bracket"),
    ("云财社21号〔2018〕", "云财社〔2018〕21号", "order"),
    ("云财社第21号（2018年）", "云财社〔2018〕21号", "order"),
    ("〔2018〕云财社21号", "云财社〔2018〕21号", "order"),
    ("2018年云财社21号", "云财社〔2018〕21号", "order"),
    ("云财社〔2108〕21号", "云财社21号", "no-such-year"),
    ("云财社〔20188〕21号", "云财社21号", "no-such-year"),
    ("〔2018〕21号", "〔2018〕21号", "no-issuer"),
]


@pytest.mark.parametrize(("text", "official", "fault"), FAULTS)
def test_a_malformed_number_is_read_and_says_how(text, official, fault):
    for cell in (text, f"依据{text}"):
        (found,) = parse(cell)
        assert (found.raw, found.official, found.faults) == (text, official, (NumberFault(fault),))
        assert not found.truncated


@pytest.mark.parametrize(
    "text",
    [
        "云财社〔2018〕21号",
        "云财社【2018】21号",
        "云岭县公告2023年第5号",
        "税务总局2023年第5号公告",
        "国务院令第722号",
        "中央1号文件",
        "云财社〔2018〕21号、〔2018〕22号",
        "云财社〔2018〕21、22号",
        "云财社〔2018〕21-25号",
        "2024年省委1号文件、云财社〔2018〕21号",
        "公安部令2012年第123号",
    ],
)
def test_a_well_formed_number_has_no_fault(text):
    assert parse(text)
    assert all(not one.faults and not one.truncated for one in parse(text))


@pytest.mark.parametrize("text", ["云财社136号文件", "按云教办字第5号执行", "云政办发12号文", "财预88号"])
def test_a_number_without_year_is_cut_short(text):
    (found,) = parse(text)
    assert (found.truncated, found.year, found.number is None) == (True, None, False)


@pytest.mark.parametrize(
    "text",
    [
        "5号楼维修",
        "人民路12号",
        "3号泵站",
        "公路5号线",
        "云岭县水库3号闸",
        "教育5号",
        "交通3号桥",
        "培训（20）人",
        "工作要点(2024)",
        "教师培训【2024】",
        "2024年市委1号文件",
        "教育事业统计（2023）",
        "图书馆(2023)",
        "云岭县文明城市创建（2024）",
        "第12号楼2023年改造",
        "城建档案2023年12号库",
    ],
)
def test_things_with_numbers_are_no_document_numbers(text):
    assert parse(text) == ()


@pytest.mark.parametrize(
    ("prefix", "body"),
    [("财预", "财政部"), ("国办发", "国务院办公厅"), ("国卫基层发", "国家卫生健康委员会"), ("云财预", ""), ("", "")],
)
def test_a_national_prefix_names_its_body(prefix, body):
    assert body_of(prefix) == body


def test_a_number_cut_short_says_so():
    (found,) = parse("云财规【2018】")
    assert (found.truncated, found.year, found.number, found.official) == (True, 2018, None, "云财规〔2018〕")


@pytest.mark.parametrize(
    ("text", "kind", "title", "articles"),
    [
        ("《劳动争议仲裁法》五十三条", "law", "劳动争议仲裁法", (53,)),
        ("《劳动争议仲裁法》", "law", "劳动争议仲裁法", ()),
        ("《劳动法》第五十三条第二款", "law", "劳动法", (53,)),
        ("《劳动法》第53条", "law", "劳动法", (53,)),
        ("《劳动法》第53条、第五十四条", "law", "劳动法", (53, 54)),
        ("《预算法》第三、四条", "law", "预算法", (3, 4)),
        ("《低保条例》(2021修订)第八条", "law", "低保条例", (8,)),
        ("依据劳动法第三十六条规定", "law", "劳动法", (36,)),
        ("根据中华人民共和国预算法", "law", "中华人民共和国预算法", ()),
        ("《预算绩效管理办法》", "document", "预算绩效管理办法", ()),
        ("《关于〈管理办法〉的通知》", "document", "关于〈管理办法〉的通知", ()),
        ("《云岭县工作方案》", "document", "云岭县工作方案", ()),
    ],
)
def test_a_named_law_or_document_is_read(text, kind, title, articles):
    (found,) = parse(text)
    assert (found.kind, found.title, found.articles, found.truncated) == (kind, title, articles, False)


def test_a_title_left_open_is_cut_short():
    (found,) = parse("依据《劳动争议仲裁法")
    assert (found.title, found.truncated) == ("劳动争议仲裁法", True)


def test_several_in_one_cell_come_in_order():
    text = "云人社字【2019】124 号文件、云人社字【2019】202 号，《预算法》第五条（国务院令第729号）"
    found = parse(text)
    raws = ["云人社字【2019】124 号文件", "云人社字【2019】202 号", "《预算法》第五条", "国务院令第729号"]
    assert [one.raw for one in found] == raws
    assert [one.number for one in found] == [124, 202, None, 729]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "相关政策",
        "调查问卷",
        "（2020）",
        "工作计划（2020）",
        "2024年12月31日前",
        "行业标准",
        "据往年成本测算",
        "县委县政府工作安排",
        "2025年度预算",
    ],
)
def test_what_cites_nothing_gives_nothing(text):
    assert parse(text) == ()


_WORDS = """
云财 规 根据 【 】 〔 〕 [ ] ( ） 2018 年 第 21 号 文件 、 《 》 〈 预算法 条例 五十三 条 款
中华人民共和国 令 中央 3 和
"""
_HOSTILE = "《 》 〔2018〕 云 法 第一条 中华人民共和国 云财〔2018〕1号 令1号 《预算法》 《法》第一条、"
PIECES = st.sampled_from([*_WORDS.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=16).map("".join))


@given(TEXTS)
@example("《\ud800》第0条")
@example("中央" + "9" * 5000 + "号")
def test_any_text_has_an_answer_that_quotes_it(text):
    found = parse(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert isinstance(one, Citation)
        assert text[one.start :].startswith(one.raw)
        assert one.raw
        assert one.official
        assert one.truncated <= (one.number is None or one.year is None)


@given(st.lists(PIECES, max_size=16).map("".join))
def test_digits_may_be_of_either_width(text):
    wide = parse(text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}))
    assert [(one.kind, one.official, one.start) for one in wide] == [
        (one.kind, one.official, one.start) for one in parse(text)
    ]


@pytest.mark.parametrize("piece", [*_HOSTILE.split(), " "])
def test_long_hostile_text_is_answered(piece):
    assert isinstance(parse((piece * 100_000)[:100_000]), tuple)
