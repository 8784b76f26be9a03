"""Knowledge files: provinces add words without touching code, and a wrong addition is named."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kpilint import knowledge, registry, settings
from kpilint.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted((knowledge.shipped_folder() / "knowledge").glob("*.yaml"), key=lambda path: path.name)


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Return a function that writes an addition; the folder is in force for the test."""

    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        knowledge.addition_folders.cache_clear()

    monkeypatch.setenv(knowledge.VARIABLE, str(tmp_path))
    knowledge.addition_folders.cache_clear()
    yield write
    knowledge.addition_folders.cache_clear()


def shipped(name):
    return settings.load(knowledge.shipped_folder() / "knowledge" / f"{name}.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_follow_the_schemas_of_additions(path):
    assert settings.first_misfit(settings.load(path), f"knowledge/{knowledge.schema_of(path.stem)}.schema.json") is None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_shipped_word_stands_in_two_places(path):
    places = {}
    for group, word, at in knowledge._placed(path.stem, settings.load(path)):
        assert places.setdefault((group, word), at) == at


def test_lists_are_appended_and_mappings_merged(added):
    before = shipped("units")
    added("units.yaml", "classes:\n  item:\n    units: [垛]\n  tide: {measures: 潮水, units: [潮]}\n")
    after = knowledge.read("units")
    assert after["classes"]["item"]["units"] == [*before["classes"]["item"]["units"], "垛"]
    assert after["classes"]["tide"]["units"] == ["潮"]
    assert after["not_units"] == before["not_units"]


def test_what_is_there_already_is_not_added_twice(added):
    before = shipped("units")
    added("units.yaml", "classes: {item: {units: [个]}}")
    assert knowledge.read("units") == before


@pytest.mark.usefixtures("added")
def test_an_addition_in_the_encoding_of_windows_is_read(tmp_path):
    (tmp_path / "units.yaml").write_bytes("classes: {item: {units: [草料垛]}}".encode("gb18030"))
    assert "草料垛" in knowledge.read("units")["classes"]["item"]["units"]


MISTAKES = [
    # misspelt keys, at every depth
    ("units.yaml", "clases: {}", "第 1 行 clases：不认识的键 clases，是否指 classes？"),
    ("units.yaml", "classes:\n  item:\n    unit: [垛]", "第 3 行 classes.item.unit：不认识的键 unit，是否指 units？"),
    ("units.yaml", "classes: {itme: {units: [垛]}}", "没有名为 itme 的条目"),
    ("units.yaml", "classes: {tide: {units: [潮]}}", "新的条目还要有 measures"),
    ("measures.yaml", "form: {rate: [到寨度]}", "不认识的键 form，是否指 forms？"),
    ("measures.yaml", "forms: {rates: [到寨度]}", "forms.rates：不认识的键 rates，是否指 rate？"),
    ("measures.yaml", "aspects: {fog: [雾]}", "aspects.fog：不认识的键 fog"),
    ("directions.yaml", "fall: [断箐]", "是否指 falls？"),
    ("residue.yaml", "filler: [同上]", "是否指 fillers？"),
    ("issuers.yaml", "place: [昀]", "是否指 places？"),
    ("vocabulary.yaml", "levels2: {}", "是否指 level2？"),
    ("vocabulary.yaml", "level2: {quantitiy: [甲]}", "level2.quantitiy：不认识的键 quantitiy，是否指 quantity？"),
    ("laws.yaml", "laws:\n- {title: 甲法, sure: high}\n- {title: 乙法, sur: high}", "第 3 行 laws 第 2 项"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, artcles: {}}]", "不认识的键 artcles，是否指 articles？"),
    # wrong kinds
    ("units.yaml", "classes: [个]", "classes：应为映射（键: 值），实为列表"),
    ("units.yaml", "classes: {item: {units: 垛}}", "classes.item.units：应为列表，如 [甲, 乙]，实为文字 垛"),
    ("units.yaml", "classes: {item: {units: [垛, 5]}}", "第 2 项：应为文字，实为整数 5；要作为文字就加引号"),
    ("units.yaml", "classes: {item: {units: [[垛, 5]]}}", "classes.item.units 第 1 项 第 2 项：应为文字"),
    ("units.yaml", "multipliers: {垓: 一百}", "multipliers.垓：应为整数，实为文字 一百"),
    ("measures.yaml", "soft: [no]", "soft 第 1 项：应为文字，实为是或否（true、false） false"),
    ("directions.yaml", "falls: {断箐: 1}", "falls：应为列表"),
    ("directions.yaml", "falls:", "falls：应为列表，如 [甲, 乙]，实为空"),
    ("issuers.yaml", "national: {云财: [甲]}", "national.云财：应为文字，实为列表"),
    ("vocabulary.yaml", "level2: {quantity: 干多少}", "level2.quantity：应为列表"),
    ("laws.yaml", "laws: [云岭省湿地条例]", "laws 第 1 项：应为映射（键: 值），实为文字 云岭省湿地条例"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, short: 甲}]", "short：应为列表"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, articles: 40}]", "articles：应为映射"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, articles: {2019-05-01: 四十}}]", "articles.2019-05-01：应为整数"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, local: 是}]", "local：应为是或否，写 true 或 false"),
    # empty ones
    ("units.yaml", "classes: {item: {units: []}}", "classes.item.units：是空的"),
    ("units.yaml", "classes: {item: {units: ['']}}", "classes.item.units 第 1 项：是空的"),
    ("measures.yaml", "forms: {rate: []}", "forms.rate：是空的"),
    ("measures.yaml", "forms: {}", "forms：是空的"),
    ("laws.yaml", "laws: []", "laws：是空的"),
    ("vocabulary.yaml", "", "应为映射（键: 值），实为空"),
    ("vocabulary.yaml", "{}", "是空的，应有内容"),
    ("units.yaml", "multipliers: {垓: 100}", "multipliers.垓：不认识的键 垓"),
    ("issuers.yaml", "national: {2020-01-01: 云岭省财政厅}", "national：应为文字，实为日期 2020-01-01"),
    # laws and dates
    ("laws.yaml", "laws: [{title: 甲法}]", "laws 第 1 项：缺少 sure"),
    ("laws.yaml", "laws: [{title: 甲法, sure: certain}]", "sure：应为 high、medium 之一，实为文字 certain"),
    ("laws.yaml", "laws: [{title: 《甲法》, sure: high}]", "title：应为不带书名号的名称"),
    ("laws.yaml", "laws: [{title: 甲, sure: high, since: 2019年}]", "日期，写成 2021-01-01，不加引号，实为文字 2019年"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, since: '2019-05-01'}]", "since：应为日期"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, since: 2019-02-30}]", "没有这一天（no such day）：2019-02-30"),
    ("laws.yaml", "laws: [{title: 甲法, sure: high, articles: {2019: 40}}]", "articles：应为日期"),
    ("laws.yaml", "as_of: 去年", "as_of：应为日期"),
    ("laws.yaml", "documents: [{number: 云财〔2019〕7号, title: 甲, sure: high, repealed: 2022-03-01}]",
     "repealed：应为映射"),
    ("laws.yaml", "documents: [{number: 云财绩〔2019〕7号, title: 甲, sure: high, repealed: {form: 2022-03-01}}]",
     "缺少 from、by，是否误写成 form？"),
    ("laws.yaml", "documents: [{title: 甲, sure: high}]", "documents 第 1 项：缺少 number"),
    ("laws.yaml", "documents:\n- {number: 云财绩2019, title: 甲, sure: high}",
     "第 2 行 documents 第 1 项.number：云财绩2019 不是文号"),
    # words that stand elsewhere
    ("units.yaml", "classes: {place: {units: [条]}}", "“条”已在 classes.item 中"),
    ("units.yaml", "not_units: {words: [亩]}", "“亩”已在 classes.area 中"),
    ("measures.yaml", "forms: {count: [满意度]}", "“满意度”已在 forms.satisfaction 中"),
    ("measures.yaml", "forms:\n  count: [寨数量]\n  size: [寨数量]", "第 3 行 forms.size：“寨数量”已在 forms.count 中"),
    ("directions.yaml", "rises: [投诉]", "“投诉”已在 falls 中"),
    ("vocabulary.yaml", "level2: {quality: [数量]}", "“数量”已在 level2.quantity 中"),
    # broken YAML
    ("units.yaml", "- 垛", "应为映射（键: 值），实为列表"),
    ("units.yaml", "classes: {", "无法读取"),
    ("units.yaml", "classes：\n  item：{units：[垛]}", "冒号要用半角"),
    ("units.yaml", "classes:\n\titem: {units: [垛]}", "第 2 行"),
    ("units.yaml", "classes: {item: {units: [垛]}, item: {units: [捆扎]}}", "重复的键（duplicate key）item"),
    # file names
    ("unit.yaml", "classes: {}", "是否指 units.yaml？"),
    ("units.yml", "classes: {}", "是否指 units.yaml？"),
    ("Units.yaml", "classes: {}", "是否指 units.yaml？"),
    ("units.yaml.txt", "classes: {}", "是否指 units.yaml？"),
    ("readme.txt", "单位", "文件夹里没有知识文件"),
]  # fmt: skip


def check_all():
    knowledge.check_additions()
    registry.check_additions()


@pytest.mark.parametrize(("name", "text", "said"), MISTAKES)
def test_a_wrong_addition_is_named(added, tmp_path, name, text, said):
    added(name, text)
    with pytest.raises(ConfigError) as raised:
        check_all()
    assert raised.value.zh.startswith(str(tmp_path))
    assert name in raised.value.zh or "没有知识文件" in said
    assert said in raised.value.zh
    assert "\n" not in raised.value.zh
    assert re.search("[a-z]{4}", raised.value.en.removeprefix(str(tmp_path)))


ODD = [
    "5",
    "null",
    "[]",
    "{}",
    "[[甲]]",
    "[{甲: 乙}]",
    "{甲: {乙: 丙}}",
    "2020-01-01",
    "[null]",
    "{1: 2}",
    "&x [*x]",
    "{? [甲] : 乙}",
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_whatever_stands_in_an_addition_it_is_taken_or_named(added, path):
    data = settings.load(path)
    keys = [*data][:4]
    spots = ["{}", *(f"{key}: {{}}" for key in keys), *(f"{key}: [{{}}]" for key in keys)]
    spots += [f"{key}: {{{{{next(iter(data[key]))}: {{}}}}}}" for key in keys if isinstance(data[key], dict)]
    said = []
    for text in (spot.format(odd) for spot in spots for odd in ODD):
        added(path.name, text)
        try:
            check_all()
        except ConfigError as error:
            said.append(error.zh)
    assert [one for one in said if "不符合格式" in one or "\n" in one] == []
    assert len(said) > len(ODD) * len(spots) * 0.8


def test_a_new_class_of_units_and_a_new_national_prefix_may_be_added(added):
    added("units.yaml", "classes: {tide: {measures: 潮水, units: [潮]}}")
    added("issuers.yaml", "national: {云办发: 云岭省委办公厅}")
    assert knowledge.read("units")["classes"]["tide"]["measures"] == "潮水"
    assert knowledge.read("issuers")["national"]["云办发"] == "云岭省委办公厅"


def test_other_files_beside_the_knowledge_files_do_no_harm(added):
    added("README.md", "# 说明")
    added("__init__.py", "")
    added("units.yaml", "classes: {item: {units: [草料垛]}}")
    assert "草料垛" in knowledge.read("units")["classes"]["item"]["units"]


def test_a_folder_that_does_not_exist_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv(knowledge.VARIABLE, str(tmp_path / "none"))
    knowledge.addition_folders.cache_clear()
    with pytest.raises(ConfigError, match="none"):
        knowledge.read("units")
    knowledge.addition_folders.cache_clear()


def run(folder, *arguments):
    environment = {**os.environ, knowledge.VARIABLE: str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "kpilint", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_a_unit_of_a_province_is_known_to_the_whole_program(tmp_path):
    table = tmp_path / "tables.yaml"
    table.write_text(
        "项目名称: 草料储备\n指标:\n- {二级指标: 数量指标, 三级指标: 储备草料数量, 指标值: 300草料垛份额}\n",
        encoding="utf-8",
    )
    additions = tmp_path / "knowledge"
    additions.mkdir()
    (additions / "units.yaml").write_text("classes: {item: {units: [捆扎]}}\n", encoding="utf-8")
    assert "草料垛份额" in run(additions, "check", "--only", "unit/*", str(table)).stdout
    (additions / "units.yaml").write_text("classes: {item: {units: [草料垛份额]}}\n", encoding="utf-8")
    assert "草料垛份额" not in run(additions, "check", "--only", "unit/*", str(table)).stdout


@pytest.mark.parametrize("command", [["check"], ["check", "--jobs", "2"], ["import"], ["import", "--report"]])
def test_a_wrong_addition_ends_the_run_with_one_message(tmp_path, command):
    (tmp_path / "vocabulary.yaml").write_text("level2: {quantitiy: [工作量]}\n", encoding="utf-8")
    done = run(tmp_path, *command, str(ROOT / "examples" / "tables.yaml"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "vocabulary.yaml" in done.stderr


def test_a_file_in_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "units.yaml").write_text("classes: {item: {units: [草料垛]}}", encoding="utf-8")
    done = run(tmp_path / "units.yaml", "rules", "--lang", "zh")
    assert done.returncode == 2
    assert "应为文件夹，这是一个文件" in done.stderr


def test_a_package_of_additions_is_found_by_its_entry_point_and_named_where_it_is_wrong(tmp_path):
    (tmp_path / "kn_yunling" / "knowledge").mkdir(parents=True)
    (tmp_path / "kn_yunling" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "kn_yunling" / "knowledge" / "directions.yaml").write_text("falls: [断箐]\n", encoding="utf-8")
    about = tmp_path / "kn_yunling-0.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: kn-yunling\nVersion: 0.1\n", encoding="utf-8")
    read = [
        sys.executable,
        "-c",
        "from kpilint import knowledge; print('断箐' in knowledge.read('directions')['falls'])",
    ]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    for package, said in (("kn_yunling.knowledge", "True"), ("kn_yunlin.knowledge", "kn_yunlin.knowledge")):
        (about / "entry_points.txt").write_text(f"[kpilint.knowledge]\nyunling = {package}\n", encoding="utf-8")
        done = subprocess.run(read, capture_output=True, encoding="utf-8", env=environment, check=False)
        assert said in done.stdout + done.stderr.splitlines()[-1] if done.stderr else said in done.stdout


TABLE = """
项目名称: 寨道通达
年度: 2025
绩效目标: [年底道路通到每一个自然寨]
指标:
- {level1: 产出指标, level2: 数量指标, name: 储备草料数, description: 盘库数, value: ≥300垛, basis: 云财绩〔2019〕7号}
- {level1: 产出指标, level2: 质量指标, name: 断箐率, description: 断箐占多少, value: ≥95%, basis: 《湿地条例》第99条}
- {level1: 产出指标, level2: 质量指标, name: 道路到寨度, description: 通路寨比例, value: ≥90个, basis: 昀河长〔2024〕3}
- {level1: 产出指标, level2: 工作量指标, name: 巡护次, description: 巡护记录数, value: ≥24次, basis: 昀河长〔2024〕3号}
"""


def test_every_addition_shown_in_the_documentation_does_what_is_said_of_it(tmp_path):
    page = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^```yaml\n(# 文件夹 yunling-knowledge 中的 ([a-z]+\.yaml).*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    folder = tmp_path / "yunling-knowledge"
    folder.mkdir()
    (folder / "units.yaml").write_text("classes: {item: {units: [捆扎]}}", encoding="utf-8")
    table = tmp_path / "t.yaml"
    table.write_text(TABLE, encoding="utf-8")

    def found():
        report = json.loads(run(folder, "check", "-f", "json", str(table)).stdout)
        return {
            (one["rule"], one["message"])
            for document in report["documents"]
            for one_table in document["tables"]
            for one in one_table["findings"]
        }

    before = found()
    for text, name in shown:
        (folder / name).write_text(text, encoding="utf-8")
    after = found()
    assert {name for _, name in shown} == {path.name for path in SHIPPED} - {"residue.yaml"}
    assert {rule for rule, _ in after - before} >= {
        "basis/repealed", "basis/no-such-article", "category/against-direction", "unit/wrong-kind",
        "basis/malformed-number",
    }  # fmt: skip
    assert "structure/unknown-level" in {rule for rule, _ in before - after}
