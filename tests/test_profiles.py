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


def test_a_profile_keeps_the_options_of_the_one_it_extends(tmp_path):
    base = profile(tmp_path, "no_unit_words: [草料垛]", name="base")
    assert words(load_profile(profile(tmp_path, "longest_unknown: 9", base=base))) == ("草料垛",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("no_unit_words: {remove: [没有的词]}", "没有的词"),
        ("no_unit_words: {add: 垛}", "add"),
        ("no_unit_words: 垛", "no_unit_words"),
        ("no_unit_word: [垛]", "no_unit_words"),
        ("longest_unknown: {add: [1]}", "longest_unknown"),
    ],
)
def test_a_wrong_option_is_named(tmp_path, options, said):
    with pytest.raises(ConfigError) as raised:
        load_profile(profile(tmp_path, options))
    assert said in str(raised.value)
