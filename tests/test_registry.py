"""The registry of laws and documents: its file is sound, and it never takes one law for another."""

import subprocess
import sys
from datetime import date

import pytest

from kpilint import knowledge, registry
from kpilint.citations import parse
from kpilint.errors import ConfigError

DATA = knowledge.read("laws")
LAWS = {one["title"]: one for one in DATA["laws"]}


def cited(text):
    (found,) = parse(text)
    return registry.known(found)


def test_the_file_is_of_the_size_that_was_asked_for_and_says_how_sure_it_is():
    entries = [*DATA["laws"], *DATA["documents"]]
    assert len(entries) >= 60
    assert {one["sure"] for one in entries} == {"high", "medium"}


def test_no_title_stands_twice():
    named = [name for one in DATA["laws"] for name in (one["title"], *one.get("short", ()), *one.get("wrong", ()))]
    named += DATA["other_laws"]
    assert sorted(named) == sorted(set(named))
    numbers = [one["number"] for one in DATA["documents"]]
    assert len(numbers) == len(set(numbers))


def test_the_numbers_of_articles_stand_in_order_of_time():
    for one in DATA["laws"]:
        days = list(one.get("articles", {}))
        assert days == sorted(days), one["title"]
        assert all(date(1949, 10, 1) < day < date(2027, 1, 1) for day in days), one["title"]
        if "repealed" in one and days:
            assert max(days) < one["repealed"]["from"], one["title"]


@pytest.mark.parametrize("one", DATA["documents"], ids=lambda one: one["number"])
def test_a_document_is_found_by_its_number_in_any_bracket(one):
    for text in (one["number"], one["number"].replace("〔", "【").replace("〕", "】"), f"根据{one['number']}文件"):
        assert cited(text).title == one["title"]
    assert cited(f"云{one['number']}") is None


@pytest.mark.parametrize("title", sorted(LAWS))
def test_a_law_is_found_by_its_title_and_is_never_corrected(title):
    one = LAWS[title]
    for name in (title, *one.get("short", ())):
        assert registry.meant(name) is None
        assert (cited(f"《中华人民共和国{name}》") is not None) == (one["sure"] == "high")
    assert registry.meant(f"中华人民共和国{title}（2018修正）") is None


@pytest.mark.parametrize("title", sorted(DATA["other_laws"]))
def test_other_laws_are_never_corrected(title):
    assert registry.meant(title) is None
    assert registry.meant(f"《{title}》") is None or title not in DATA["other_laws"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [(wrong, one["title"]) for one in DATA["laws"] if one["sure"] == "high" for wrong in one.get("wrong", ())],
)
def test_a_wrong_title_names_the_right_one(wrong, right):
    assert registry.meant(wrong).title == right
    assert cited(f"《{wrong}》") is None


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("劳动争议调节仲裁法", "劳动争议调解仲裁法"),
        ("传染病防制法", "传染病防治法"),
        ("道路交通安安全法", "道路交通安全法"),
        ("农产质量安全法", "农产品质量安全法"),
        ("大气染污防治法", "大气污染防治法"),
    ],
)
def test_one_wrong_character_in_a_long_title_is_a_misspelling(misspelt, right):
    assert registry.meant(misspelt).title == right


@pytest.mark.parametrize(
    "title",
    [
        "教育法",
        "水法",
        "税法",
        "森法",
        "交通安全法",
        "职业安全法",
        "劳动保护法",
        "环境卫生法",
        "云岭县河道管理条例",
        "白河市消防条例",
        "大气污染防治条例",
        "道路交通安全办法",
        "劳动争议仲裁办法",
        "预算绩效管理办法",
        "社会保障法",
        "农村公路法",
        "海上交通安全法",
        "动物保护法",
        "家庭教育条例",
        "",
        "法",
        "》《",
        "\ud800法",
    ],
)
def test_what_may_be_another_paper_is_left_alone(title):
    assert registry.meant(title) is None


def test_regulations_that_places_have_too_count_only_where_the_nation_is_named():
    assert cited("《河道管理条例》第六十条") is None
    assert cited("《中华人民共和国河道管理条例》第六十条").most_articles == 51
    assert cited("《白河市河道管理条例》") is None


def test_what_is_not_sure_gives_no_facts():
    assert LAWS["统计法"]["sure"] == "medium"
    assert cited("《统计法》第九十九条") is None


@pytest.fixture
def added(tmp_path, monkeypatch):
    def write(text):
        (tmp_path / "laws.yaml").write_text(text, encoding="utf-8")
        knowledge.addition_folders.cache_clear()
        registry._registry.cache_clear()

    monkeypatch.setenv(knowledge.VARIABLE, str(tmp_path))
    yield write
    monkeypatch.undo()
    knowledge.addition_folders.cache_clear()
    registry._registry.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "laws: [{title: 甲法}]",
        "laws: [{title: 甲法, sure: certain}]",
        "laws: [{title: 甲法, sure: high, since: 今年}]",
        "laws: [{title: 甲法, sure: high, artikel: {}}]",
        "documents: [{number: 云财社, title: 甲, sure: high}]",
        "documents: [{title: 甲, sure: high}]",
    ],
)
def test_a_wrong_entry_of_a_province_is_named(added, text):
    added(text)
    with pytest.raises(ConfigError, match=r"laws\.yaml"):
        registry.check_additions()


def test_without_additions_nothing_is_read_before_it_is_needed():
    registry._registry.cache_clear()
    registry.check_additions()
    assert registry._registry.cache_info().currsize == 0


def test_an_entry_of_a_province_takes_the_place_of_the_shipped_one(added):
    added("laws: [{title: 统计法, sure: high, articles: {2010-01-01: 50, 2024-09-13: 53}}]")
    assert cited("《统计法》").most_articles == 53
    assert cited("《预算法》").most_articles == 101


REGIONAL = """
laws:
  - {title: 白河市湿地条例, sure: high, articles: {2019-05-01: 40}, short: [湿地条例], wrong: [白河市湿地保护条例]}
documents:
  - number: 云财绩〔2019〕7号
    title: 云岭县项目支出绩效管理办法
    sure: high
    repealed: {from: 2022-03-01, by: 云财绩〔2022〕4号}
  - number: 白政令第8号
    title: 白河市渡口管理办法
    sure: high
    repealed: {from: 2021-01-01, by: 《白河市水上交通条例》}
"""
TABLE = """
- title: 湿地保护
  year: 2025
  project: 湿地保护
  indicators:
    - {level1: 产出指标, level2: 数量指标, name: 巡护次数, value: ≥24次, basis: 云财绩〔2019〕7号}
    - {level1: 产出指标, level2: 数量指标, name: 管护面积, value: ≥300亩, basis: 《白河市湿地条例》第四十一条}
    - {level1: 产出指标, level2: 数量指标, name: 界碑数量, value: 12座, basis: 《白河市湿地保护条例》}
    - {level1: 产出指标, level2: 数量指标, name: 栈道长度, value: 3公里, basis: 云财绩〔2022〕4号}
    - {level1: 产出指标, level2: 数量指标, name: 渡口座数, value: 3座, basis: 白政令第8号}
"""


def test_a_province_adds_its_own_papers_without_touching_code(tmp_path):
    """End to end: folder, variable, command line."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "laws.yaml").write_text(REGIONAL, encoding="utf-8")
    (tmp_path / "t.yaml").write_text(TABLE, encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from kpilint.engine.run import Engine; from kpilint.loading import load;"
        "from kpilint.rulesets import all_rules;"
        "rules = [one for one in all_rules().values() if one.family == 'basis'];"
        "found = Engine(rules).check([load(sys.argv[1])]);"
        "print(*(f'{one.seen.rule}@{one.at.row}' for d in found for t in d.tables for one in t.findings))"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "t.yaml")]
    with_folder = subprocess.run(
        run, env={knowledge.VARIABLE: str(folder)}, capture_output=True, text=True, check=True
    ).stdout
    assert sorted(with_folder.split()) == [
        "basis/no-such-article@1", "basis/repealed@0", "basis/repealed@4", "basis/wrong-title@2",
    ]  # fmt: skip
    without = subprocess.run(run, env={}, capture_output=True, text=True, check=True).stdout
    assert without.split() == []
