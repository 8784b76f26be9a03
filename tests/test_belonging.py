"""Which county, unit and year a table belongs to, by whose word, and who says otherwise."""

import os
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpilint.belonging import DocumentFacts, Manifest, ManifestEntry, Source, TableFacts, belonging, named
from kpilint.belonging.globs import matches

NOTHING = TableFacts()


def placed(  # noqa: PLR0913, PLR0917 - one argument a fact
    path="x.docx", unit="", year=None, titles=(), table=NOTHING, manifests=()
):
    return belonging(DocumentFacts(path, unit, year, tuple(titles)), table, manifests)


@pytest.mark.parametrize(
    ("text", "city", "county", "rest"),
    [
        ("云岭县农业农村局", "", "云岭县", "农业农村局"),
        ("405001云岭县教育局", "", "云岭县", "教育局"),
        ("323 云岭县人力资源和社会保障局", "", "云岭县", "人力资源和社会保障局"),
        ("白河市市场监督管理局", "", "白河市", "市场监督管理局"),
        ("白河市民政局", "", "白河市", "民政局"),
        ("白河市政府办公室", "", "白河市", "政府办公室"),
        ("白河市云岭县城市管理局", "白河市", "云岭县", "城市管理局"),
        ("某某省白河市松山区财政局", "白河市", "松山区", "财政局"),
        ("中共云岭县委宣传部", "", "云岭县", "县委宣传部"),
        ("白河市市中区教育局", "白河市", "市中区", "教育局"),
        ("白河市经济开发区管委会", "白河市", "经济开发区", "管委会"),
        ("白河市城区财政局", "白河市", "城区", "财政局"),
        ("白河市城区建设管理处", "", "白河市", "城区建设管理处"),
        ("云岭满族自治县水务局", "", "云岭满族自治县", "水务局"),
        ("白河盟云岭旗教育局", "白河盟", "云岭旗", "教育局"),
        ("2024年云岭县部门预算", "", "云岭县", "部门预算"),
        ("1、云岭县农村饮水工程", "", "云岭县", "农村饮水工程"),
        ("云岭县县委组织部", "", "云岭县", "县委组织部"),
        ("甲县财政局", "", "甲县", "财政局"),
        ("云岭县　农业 农村局", "", "云岭县", "农业农村局"),
    ],
)
def test_county_at_the_beginning_of_a_name(text, city, county, rest):
    found = named(text)
    assert (found.city, found.county, found.rest) == (city, county, rest)


@pytest.mark.parametrize(
    "text",
    [
        "市场监督管理局", "社区卫生服务中心", "城市管理综合行政执法局", "市级机关事务管理局", "县级公立医院",
        "区域协作办公室",
        "示范区管理委员会", "经济开发区管理委员会", "农贸市场服务中心", "超市", "全县各学校", "本区各单位", "各县市区",
        "老城区改造办公室", "景区管理处", "小区改造项目", "园区管理办公室", "省级自然保护区管理局",
        "县医院", "区教育局",
        "市第一中学", "人社局", "", "山区综合开发办", "牧区服务站", "自治区党校",
        "城区第一小学", "功能区建设", "贫困县",
        "交警大队",
    ],
)  # fmt: skip
def test_words_that_end_like_counties_and_are_none(text):
    assert named(text).county == ""


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing_and_nothing_is_invented(text):
    found = named(text)
    assert len(found.city) + len(found.county) + len(found.rest) <= len(text) * 18 + 1
    again = named(found.city + found.county + "财政局")
    assert not found.county or again.county


def test_the_table_counts_before_the_document_and_both_before_folder_and_manifest():
    manifest = Manifest((ManifestEntry("**", county="南浦县", unit="水务局", year=2020),))
    path = "清和县/2023/教育局/目标.docx"
    from_table = placed(path, "云岭县财政局", 2024, table=TableFacts("石桥县种子站", 2025), manifests=[manifest])
    assert (from_table.county, from_table.unit, from_table.year) == ("石桥县", "种子站", 2025)
    from_document = placed(path, "云岭县财政局", 2024, manifests=[manifest])
    assert (from_document.county, from_document.unit, from_document.year) == ("云岭县", "财政局", 2024)
    from_folder = placed(path, manifests=[manifest])
    assert (from_folder.county, from_folder.unit, from_folder.year) == ("清和县", "教育局", 2023)
    assert {one.source for one in from_folder.claims.values()} == {Source.FOLDER}
    from_manifest = placed("a/b.docx", manifests=[manifest])
    assert (from_manifest.county, from_manifest.unit, from_manifest.year) == ("南浦县", "水务局", 2020)
    nowhere = placed("a/b.docx")
    assert (nowhere.county, nowhere.unit, nowhere.year) == ("", "", None)
    assert {one.source for one in nowhere.claims.values()} == {Source.NONE}


def test_a_unit_without_its_county_is_in_the_documents_county():
    found = placed(unit="316001云岭县人力资源和社会保障局", table=TableFacts("316007社会保险事业中心", 2022))
    assert (found.county, found.unit) == ("云岭县", "社会保险事业中心")
    assert found.claims["county"].source is Source.DOCUMENT
    assert found.claims["unit"].source is Source.TABLE
    assert not found.disagreements


def test_a_forced_manifest_wins_and_says_over_what():
    manifest = Manifest((ManifestEntry("*.docx", county="清和县", force=True),))
    found = placed("x.docx", "云岭县财政局", manifests=[manifest])
    assert (found.county, found.unit) == ("清和县", "财政局")
    (one,) = found.disagreements
    assert (one.field, one.used.source, one.used.value) == ("county", Source.FORCED, "清和县")
    assert (one.other.source, one.other.value) == (Source.DOCUMENT, "云岭县")


def test_document_and_folder_that_disagree_are_told():
    found = placed("清和县/2023/目标.docx", "云岭县财政局", 2024)
    told = {(one.field, one.used.value, one.other.value, one.other.source) for one in found.disagreements}
    assert told == {("county", "云岭县", "清和县", Source.FOLDER), ("year", "2024", "2023", Source.FOLDER)}


def test_a_folder_of_the_city_does_not_contradict_a_county_but_names_its_city():
    found = placed("白河市/2024/目标.docx", "松山区财政局")
    assert (found.claims["county"].value, found.claims["county"].city) == ("松山区", "白河市")
    assert not found.disagreements
    other = placed("青山市/目标.docx", "白河市松山区财政局")
    assert [one.other.value for one in other.disagreements] == ["青山市"]


@pytest.mark.parametrize(
    ("path", "county", "unit", "year"),
    [
        ("白河市/云岭县/2024/农业农村局/目标.xlsx", "云岭县", "农业农村局", 2024),
        ("上报/云岭县农业农村局2024年部门预算绩效目标表.docx", "云岭县", "农业农村局", 2024),
        ("2024年度_云岭县_目标.docx", "云岭县", "", 2024),
        ("a.zip!云岭县/2023年/b.docx", "云岭县", "", 2023),
        (r"D:\公开\云岭县\2022\b.docx", "云岭县", "", 2022),
        ("白河市/2024/b.docx", "白河市", "", 2024),
        ("云岭县/2021-2022/b.docx", "云岭县", "", None),
        ("社区/市级/b.docx", "", "", None),
        ("云岭县/20240315.docx", "云岭县", "", None),
        ("-", "", "", None),
        ("", "", "", None),
    ],
)
def test_folders_and_file_names(path, county, unit, year):
    found = placed(path)
    assert (found.county, found.unit, found.year) == (county, unit, year)


def test_titles_tell_the_county_where_most_of_them_do():
    titles = ["1、云岭县饮水工程绩效目标表", "2、云岭县道路养护绩效目标表", "3、清和县对口帮扶绩效目标表"]
    found = placed(titles=titles)
    assert (found.county, found.claims["county"].source) == ("云岭县", Source.TITLE)
    assert placed(titles=titles[1:]).county == ""
    assert placed(titles=["云岭县2025年部门预算绩效目标表"]).year == 2025
    assert placed(titles=["2024年项目", "2025年项目"]).year is None


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("云岭/**", "云岭/2024/a.docx", "清和/a.docx"),
        ("云岭", "云岭/2024/a.docx", "云岭二/a.docx"),
        ("云岭/", "云岭/a.docx", "a.docx"),
        ("*.docx", "a.docx", "b/a.docx"),
        ("**/*.docx", "b/c/a.docx", "a.xlsx"),
        ("**/2024/*", "x/2024/a.docx", "x/2023/a.docx"),
        ("a?.docx", "ab.docx", "abc.docx"),
        ("a.zip", "a.zip!云岭/b.docx", "b.zip!a.docx"),
        ("[x](1).docx", "[x](1).docx", "x1.docx"),
    ],
)
def test_patterns_of_a_manifest(pattern, inside, outside):
    assert matches(inside, pattern)
    assert not matches(outside, pattern)
    assert matches(f"data/{inside}", pattern, "data")
    assert not matches(inside, pattern, "data")


def test_patterns_hold_however_paths_are_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert matches("data/云岭/a.docx", "云岭", str(tmp_path / "data"))
    assert matches(str(tmp_path / "data/云岭/a.docx"), "云岭", "data")
    assert matches("./data/../data/云岭/a.docx", "云岭", "./data")


def test_patterns_hold_from_each_folder_in_turn(tmp_path, monkeypatch):
    for name, inside in (("甲", True), ("乙", False), ("甲", True)):
        (tmp_path / name / "县").mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(tmp_path / name)
        assert matches("县/a.docx", "县", str(tmp_path / "甲")) is inside
        assert matches(str(tmp_path / "甲/县/a.docx"), "../*/县", ".")
        assert matches(str(tmp_path / "甲/县/a.docx"), "县", ".") is inside


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folder that a program is in")
def test_patterns_hold_where_the_folder_they_are_seen_from_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert matches("/data/县/a.docx", "县", "/data")


def test_of_several_manifests_the_innermost_counts_and_of_entries_the_first():
    outer = Manifest((ManifestEntry("**", county="清和县", year=2021),), "data")
    inner = Manifest((ManifestEntry("*.docx", county="云岭县"), ManifestEntry("**", county="石桥县")), "data/a")
    for manifests in ([outer, inner], [inner, outer]):
        found = placed("data/a/x.docx", manifests=manifests)
        assert (found.county, found.year) == ("云岭县", 2021)


def test_a_manifest_may_name_what_no_pattern_knows():
    found = placed(manifests=[Manifest((ManifestEntry("**", county="高新区"),))])
    assert found.county == "高新区"


@given(st.text(string.printable + "县市区年局/\\!.", max_size=40), st.text("云岭县市区局 ", max_size=12))
def test_hostile_paths_and_units_are_placed_without_failing(path, unit):
    found = placed(path, unit, manifests=[Manifest((ManifestEntry("**/*"),), "x")])
    assert set(found.claims) == {"county", "unit", "year"}


@pytest.mark.parametrize(
    ("cell", "name", "year"),
    [
        ("云岭县水利局 2026年 单位：万元", "水利局", 2026),
        ("云岭县水利局（2026年度）  金额单位：元", "水利局", 2026),
        ("编制单位：云岭县水利局，2026年", "水利局", 2026),
        ("云岭县水利局(单位：人民币万元)", "水利局", None),
        ("316001云岭县水利局", "水利局", None),
        ("云岭县2026年会议办公室", "2026年会议办公室", None),
        ("单位：万元", "", None),
        ("2026年", "", 2026),
    ],
)
def test_a_unit_is_read_without_what_stands_around_it(cell, name, year):
    place = belonging(DocumentFacts("a.yaml", cell), TableFacts())
    assert (place.unit, place.year) == (name, year)
    assert place.county == ("云岭县" if name else "")
    assert belonging(DocumentFacts("a.yaml"), TableFacts(cell, 2024)).year == 2024
