"""What names measure, and which way figures go, as the knowledge files tell it."""

import time

import pytest

from kpilint import knowledge
from kpilint.directions import polarity
from kpilint.measures import NOTHING, measure_of


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("工程验收合格率", "rate"),
        ("合格率（%）", "rate"),
        ("巡查频率", "times"),
        ("设备运行效率", "degree"),
        ("贷款利率", "price_rate"),
        ("学生家长满意度", "satisfaction"),
        ("参训人数（人）", "people"),
        ("服务人次", "times"),
        ("培训会成本/次", "money"),
        ("发放补贴标准", "money"),
        ("技术标准", "degree"),
        ("收入水平", "money"),
        ("服务水平", "degree"),
        ("资金到位率情况", "rate"),
        ("农民收入增长", "money"),
        ("工程完工时间", "time"),
        ("养护里程", "size"),
        ("PM2.5平均浓度", "physical"),
        ("满意度≥90%", "satisfaction"),
        ("失业率控制在3.5%以内", "rate"),
        ("就业率=就业人数/毕业生人数", "rate"),
        ("结案件数/受理件数×100%", "rate"),
        ("完善制度", "degree"),
        ("业务运行", ""),
    ],
)
def test_a_name_stands_for_a_figure(name, form):
    assert measure_of(name).form == form


def test_head_thing_and_change_are_told_apart():
    found = measure_of("农民收入增长")
    assert (found.head, found.thing, found.changes) == ("收入", "农民", True)


@pytest.mark.parametrize(
    ("name", "aspect", "there"),
    [
        ("补贴发放及时率", "punctual", True),
        ("补贴发放率", "punctual", False),
        ("参保缴费率", "money", False),
        ("污水处理率", "environment", True),
        ("营商环境", "environment", False),
        ("卫生院建设座数", "environment", False),
        ("人力资源市场", "environment", False),
        ("安全事故起数", "harm", True),
    ],
)
def test_aspects_are_what_a_name_is_about(name, aspect, there):
    assert (aspect in measure_of(name).aspects) == there


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("结案后的信访率", "falls"),
        ("信访案件化解率", "rises"),
        ("不合格率", "falls"),
        ("合格率", "rises"),
        ("未就业率", ""),
        ("事故下降率", "rises"),
        ("控辍保学率", ""),
        ("失业率", "falls"),
        ("失业保险参保人数", "rises"),
        ("PM2.5年均浓度", "falls"),
        ("无投诉村比例", ""),
        ("受理举报案件比例", ""),
        ("单位成本", "spending"),
        ("成本节约率", "rises"),
        ("亩均产量", "gains"),
        ("办公用品", ""),
    ],
)
def test_the_word_that_stands_last_says_which_way(name, way):
    assert polarity(name).way.replace("open", "") == way


@pytest.mark.parametrize("text", ["", " ", "（）", "、", "\u200b"])
def test_a_text_without_words_measures_nothing(text):
    assert measure_of(text) == NOTHING


@pytest.mark.parametrize("part", ["率", "及时", "/", "=", "1", "(", "农药x"])
def test_long_texts_take_little_time(part):
    begun = time.process_time()
    measure_of(part * 20_000)
    polarity(part * 20_000)
    assert time.process_time() - begun < 2


def test_no_ending_stands_for_two_forms():
    forms = knowledge.read("measures")["forms"]
    endings = [ending for some in forms.values() for ending in some]
    assert sorted(endings) == sorted(set(endings))


def test_no_word_has_two_directions():
    loaded = knowledge.read("directions")
    ways = [set(loaded[way]) for way in ("falls", "spending", "rises", "gains", "turns", "open")]
    assert sum(map(len, ways)) == len(set().union(*ways))


def test_every_level_of_the_ruleset_names_known_forms_and_aspects():
    from kpilint.rulesets import all_rulesets  # noqa: PLC0415 - only here

    known = knowledge.read("measures")
    forms, aspects = {*known["forms"], "date"}, set(known["aspects"])
    for level in all_rulesets()["category"].options["levels"].values():
        for key in ("refuses", "valued", "activities", "named_only"):
            assert set(level.get(key, ())) <= forms
        for key in ("unless", "named_unless", "about", "spared"):
            assert set(level.get(key, ())) <= aspects
