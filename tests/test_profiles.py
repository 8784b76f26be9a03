"""Profiles change a ruleset's options: given anew, or words added and taken away."""

import pytest

from kpilint.errors import ConfigError
from kpilint.profiles import load_profile
from kpilint.rulesets import all_rulesets

HEAD = "profile: own\nextends: {base}\ntitle: {{zh: 甲, en: A}}\noptions:\n  unit: {{{options}}}\n"


def profile(tmp_path, options, base="national", name="own"):
    path = tmp_path / f"{name}.yaml"
    path.write_text(
        HEAD.format(base=base, options=options).replace("profile: own", f"profile: {name}"), encoding="utf-8"
    )
    return str(path)


def words(loaded, option="no_unit_words"):
    return next(one.defaults[option] for one in loaded.rules if one.id == "unit/not-a-unit")


def test_words_are_added_and_taken_away(tmp_path):
    shipped = all_rulesets()["unit"].options["no_unit_words"]
    changed = words(load_profile(profile(tmp_path, "no_unit_words: {add: [草料垛], remove: [贴息]}")))
    assert set(changed) == {*shipped, "草料垛"} - {"贴息"}


def test_a_list_is_given_anew(tmp_path):
    assert words(load_profile(profile(tmp_path, "no_unit_words: [草料垛]"))) == ("草料垛",)


def test_entries_of_a_mapping_are_added(tmp_path):
    changed = words(load_profile(profile(tmp_path, "unit_of_word: {add: {垛数: 垛}, remove: [天数]}")), "unit_of_word")
    assert changed["垛数"] == "垛"
    assert "人数" in changed
    assert "天数" not in changed


def test_an_entry_of_a_mapping_is_changed_and_the_others_stay(tmp_path):
    changed = words(load_profile(profile(tmp_path, "unit_of_word: {天数: 工作日}")), "unit_of_word")
    assert changed == {**all_rulesets()["unit"].options["unit_of_word"], "天数": "工作日"}


def test_words_inside_a_mapping_are_added_and_the_other_lists_stay(tmp_path):
    text = HEAD.format(base="national", options="{}").replace(
        "unit: {{}}", "boilerplate: {copies: {budget_words: {add: [寨道]}}}"
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    loaded = load_profile(str(tmp_path / "own.yaml"))
    changed = next(one.defaults["copies"] for one in loaded.rules if "copies" in one.options)
    shipped = all_rulesets()["boilerplate"].options["copies"]
    assert changed["budget_words"] == (*shipped["budget_words"], "寨道")
    assert set(changed) == set(shipped)


def test_an_entry_may_get_a_key_that_only_others_of_its_kind_have(tmp_path):
    shipped = all_rulesets()["unit"].options["refused_units"]
    assert "heads" not in shipped["people"]
    changed = next(
        one.defaults["refused_units"]
        for one in load_profile(profile(tmp_path, "refused_units: {people: {heads: [寨民数]}}")).rules
        if "refused_units" in one.options
    )
    assert changed["people"]["heads"] == ("寨民数",)
    assert changed["people"]["classes"] == tuple(shipped["people"]["classes"])


def test_what_a_profile_adds_comes_on_top_of_what_its_base_adds(tmp_path):
    profile(tmp_path, "no_unit_words: {add: [草料垛]}", name="base")
    changed = words(load_profile(profile(tmp_path, "no_unit_words: {add: [荚子]}", base="base.yaml")))
    assert {"草料垛", "荚子"} <= set(changed)


def test_rules_are_switched_off_by_glob(tmp_path):
    path = tmp_path / "own.yaml"
    head = HEAD.format(base="national", options="").replace("options:\n  unit: {}\n", "")
    path.write_text(head + "disable: [consistency/*, budget/plan-*]\n", encoding="utf-8")
    left = {one.id for one in load_profile(str(path)).rules}
    assert not any(one.startswith(("consistency/", "budget/plan-")) for one in left)
    assert "budget/fiscal-above-total" in left


def test_a_profile_keeps_the_options_of_the_one_it_extends(tmp_path):
    base = profile(tmp_path, "no_unit_words: [草料垛]", name="base")
    assert words(load_profile(profile(tmp_path, "longest_unknown: 9", base=base))) == ("草料垛",)


MISTAKES = [
    ("no_unit_words: {remove: [没有的词]}", "remove 第 1 项：词表中没有 没有的词"),
    ("no_unit_words: {remove: [百分律]}", "是否指 百分率？"),
    ("no_unit_words: {add: 垛}", "add：应为列表"),
    ("no_unit_words: {add: [5]}", "add 第 1 项：应为文字，实为整数 5"),
    ("no_unit_words: {add: ['']}", "add 第 1 项：是空的"),
    ("no_unit_words: {ad: [垛]}", "应为列表，或写 add、remove"),
    ("no_unit_words: {add: [垛], remov: [贴息]}", "不认识的键 remov，是否指 remove？"),
    ("no_unit_words: 垛", "no_unit_words：应为列表，如 [甲, 乙]，实为文字 垛"),
    ("no_unit_word: [垛]", "是否指 no_unit_words？"),
    ("longest_unknown: {add: [1]}", "应为整数，实为映射（键: 值）；add、remove 只用于列表和映射"),
    ("longest_unknown: 四", "应为整数，实为文字 四"),
    ("longest_unknown: 2.5", "应为整数，实为数 2.5"),
    ("longest_unknown: true", "应为整数，实为是或否"),
    ("longest_unknown: -1", "应不小于 0"),
    ("unit_of_word: {垛数: 草料垛}", "新增的写在 add 下"),
    ("unit_of_word: {add: [垛]}", "应为映射"),
    ("unit_of_word: {add: {垛数: 5}}", "unit_of_word.add.垛数：应为文字"),
    ("unit_of_word: {remove: [没有]}", "词表中没有 没有"),
    ("refused_units: {add: {village: {forms: [people], clases: [money]}}}", "是否指 classes？"),
    ("refused_units: {add: {village: {forms: [people]}}}", "缺少 classes"),
    ("unit_of_word: {remove: [[甲]]}", "词表中没有"),
    ("no_unit_words: {remove: [{甲: 乙}]}", "词表中没有"),
    ("refused_units: {peple: {classes: [money]}}", "是否指 people？"),
]


@pytest.mark.parametrize(("options", "said"), MISTAKES)
def test_a_wrong_option_is_named(tmp_path, options, said):
    with pytest.raises(ConfigError) as raised:
        load_profile(profile(tmp_path, options))
    assert said in raised.value.zh
    assert raised.value.zh.startswith(f"{tmp_path / 'own.yaml'}: 第 5 行 options.unit.")


HEAD_ONLY = "profile: own\nextends: national\ntitle: {zh: 甲, en: A}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profile: ow\nextends: national\ntitle: {zh: 甲, en: A}\n", "第 1 行 profile：写的是 ow，应与文件名 own 一致"),
        ("profile: 云岭\nextends: national\ntitle: {zh: 甲, en: A}\n", "小写字母、数字和连字符"),
        ("profile: own\nextends: natonal\ntitle: {zh: 甲, en: A}\n", "第 2 行 extends：没有名为 'natonal' 的方案"),
        ("profile: own\nextends: own\ntitle: {zh: 甲, en: A}\n", "要用文件就写 own.yaml"),
        ("profile: own\nextends: own.yaml\ntitle: {zh: 甲, en: A}\n", "第 2 行 extends：方案循环引用"),
        ("profile: own\nextends: none.yaml\ntitle: {zh: 甲, en: A}\n", "第 2 行 extends：找不到方案文件"),
        ("profile: own\ntitle: {zh: 甲, en: A}\n", "没有写 extends，须有 rulesets、score"),
        ("profile: own\nextends: national\ntitle: 甲\n", "第 3 行 title：应为映射"),
        (f"{HEAD_ONLY}severty: {{}}", "第 4 行 severty：不认识的键 severty，是否指 severity？"),
        (f"{HEAD_ONLY}severity: {{basis/generic: 错误}}", "应为 blocker、error、warning、info 之一"),
        (f"{HEAD_ONLY}severity: {{basis/generc: error}}", "severity.basis/generc：没有名为 'basis/generc' 的规则"),
        (f"{HEAD_ONLY}disable: basis/generic", "disable：应为列表"),
        (f"{HEAD_ONLY}disable: [unit/missing, bases/*]", "disable 第 2 项：没有名为 'bases/*' 的规则"),
        (f"{HEAD_ONLY}rulesets: [vage]", "是否指 vague？"),
        (f"{HEAD_ONLY}options: {{vagu: {{slogans: [甲]}}}}", "options.vagu：没有名为 'vagu' 的规则集"),
        (f"{HEAD_ONLY}options: {{boilerplate: {{share: 70%}}}}", "百分比写成小数，如 70% 写 0.7"),
        (f"{HEAD_ONLY}options: {{boilerplate: {{share: 70}}}}", "应在 0 到 1 之间"),
        (f"{HEAD_ONLY}options: {{boilerplate: {{copies: {{add: {{words: [甲]}}}}}}}}", "copies.add：这里不能增加条目"),
        (f"{HEAD_ONLY}options: {{boilerplate: {{copies: {{remove: [levels]}}}}}}", "copies.remove：这里不能减少条目"),
        (f"{HEAD_ONLY}options:\n  vague:\n  slogans: [甲]", "第 5 行 options.vague：应为映射（键: 值），实为空"),
        (f"{HEAD_ONLY}score: {{cap: 50}}", "score：缺少 model"),
        (
            "profile: own\ntitle: {zh: 甲, en: A}\nrulesets: [unit]\nscore: {model: a, cap: 50}\n",
            "第 4 行 score：没有写 extends，缺少 items、faults、",
        ),
        (f"{HEAD_ONLY}not_ignorable: [unit/mising]", "not_ignorable 第 1 项：没有名为 'unit/mising' 的规则"),
        (f"{HEAD_ONLY}not_ignorable: [placehold/*]", "not_ignorable 第 1 项：没有名为 'placehold/*' 的规则"),
        ("- 甲", "应为映射（键: 值），实为列表"),
        ("", "应为映射（键: 值），实为空"),
    ],
)
def test_a_wrong_profile_is_named(tmp_path, text, said):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_profile(str(path))
    assert raised.value.zh.startswith(f"{path}: ")
    assert said in raised.value.zh


def test_a_share_may_be_given_as_a_whole_number(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(f"{HEAD_ONLY}options: {{boilerplate: {{share: 1}}}}", encoding="utf-8")
    assert next(one.defaults["share"] for one in load_profile(str(path)).rules if "share" in one.options) == 1
