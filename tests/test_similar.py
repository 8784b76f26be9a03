"""Near copies: stars that are verified, whole, the same in any order, and close to linear in time."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint.similar import differences, likeness, shown, stars
from kpilint.similar.stars import JOIN

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import copies

words = st.text(alphabet="养护农村公路校舍维修保障群众安全工作", min_size=0, max_size=30)
many_words = st.lists(words, max_size=40)


@given(many_words)
@settings(max_examples=60, deadline=None)
def test_stars_part_the_texts_and_each_member_is_like_its_centre(texts):
    found = stars(texts)
    members = [text for star in found for text in star.members]
    assert len(members) == len(set(members))
    assert set(members) <= set(texts)
    assert all(star.others for star in found)
    assert all(likeness(star.centre, other) >= 0.8 for star in found for other in star.others)


@given(many_words, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_and_number_of_the_texts_change_nothing(texts, made):
    shuffled = [*texts, *texts[:3]]
    made.shuffle(shuffled)
    assert stars(shuffled) == stars(texts)


@given(words.filter(lambda text: len(text) >= 15), st.integers(0, 14))
@settings(max_examples=60, deadline=None)
def test_a_text_with_one_changed_character_is_found(text, at):
    edited = text[:at] + "桥" + text[at + 1 :]
    assert [set(star.members) for star in stars([text, edited])] == [{text, edited}]


def test_order_changes_nothing_where_signatures_are_used():
    texts, _ = copies.texts(1_500, seed=3)
    shuffled = texts.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311 - no secret
    assert len(set(texts)) > 200
    assert stars(shuffled) == stars(texts)


def test_planted_copies_are_found_among_thousands():
    texts, planted = copies.texts(6_000, seed=5)
    star_of = {text for star in stars(texts) for text in star.members}
    for kind, least in (("number", 1.0), ("light", 0.97), ("medium", 0.95)):
        pairs = [(texts[one], texts[other]) for of, one, other in planted if of == kind]
        alike = [pair for pair in pairs if likeness(*pair) >= 0.8]
        told = [one == other or (one in star_of and other in star_of) for one, other in alike]
        assert len(told) > 50
        assert sum(told) / len(told) >= least, kind


def test_stars_found_with_signatures_are_verified_and_part_the_texts():
    texts, _ = copies.texts(3_000, seed=7)
    found = stars(texts)
    members = [text for star in found for text in star.members]
    assert len(members) == len(set(members))
    assert all(likeness(star.centre, other) >= 0.8 for star in found for other in star.others)


def test_texts_of_other_things_are_no_copies():
    assert (
        stars(["养护农村公路三十公里并修补坑槽", "维修校舍屋面并更换全部门窗玻璃", "为孕产妇建立保健手册并按期随访"])
        == []
    )


def test_a_chain_of_small_changes_is_not_one_cluster():
    steps = [f"{'改' * at}{'原' * (30 - at)}" for at in range(0, 31, 3)]
    assert all(likeness(steps[at], steps[at + 1]) >= 0.8 for at in range(10))
    assert max(len(star.members) for star in stars(steps)) < len(steps)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", " "],
        ["一"] * 5,
        ["长" * 50_000, "长" * 49_999 + "短"],
        ["\ud800", "\U0001f600"],
        [JOIN, JOIN * 2],
    ],
)
def test_odd_texts_do_not_raise(texts):
    stars(texts)
    stars([*texts, *(f"第{at}号文本内容" for at in range(300))])


def test_ten_times_the_texts_take_little_more_than_ten_times_the_time():
    def seconds(count):
        texts, _ = copies.texts(count)
        begun = time.perf_counter()
        stars(texts)
        return time.perf_counter() - begun

    seconds(2_000)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.05)


def test_many_texts_that_share_a_phrase_are_no_trouble():
    made = random.Random(1)  # noqa: S311 - no secret
    texts = ["保障各项工作顺利开展按时完成" + "".join(made.choices("甲乙丙丁戊己庚辛", k=40)) for _ in range(4_000)]
    begun = time.perf_counter()
    stars(texts)
    assert time.perf_counter() - begun < 30


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("保障农村公路工作顺利开展", "保障校舍工作顺利开展", "“农村公路”→“校舍”"),
        ("培训人数≥100人", "培训人数≥2000人", "“100”→“2000”"),
        ("维持单位正常运行", "维持单位正常运转", "“运行”→“运转”"),
        ("提高参保率", "提高全县参保率", "+“全县”"),
        ("提高全县参保率", "提高参保率", "−“全县”"),
        ("完全一样", "完全一样", "—"),
        ("", "", "—"),
        ("", "新", "+“新”"),
    ],
)
def test_differences_are_shown_as_words(one, other, said):
    assert shown(differences(one, other)) == said


@given(words, words)
@settings(max_examples=60, deadline=None)
def test_differences_are_few_short_and_none_only_for_equal_texts(one, other):
    said = shown(differences(one, other))
    assert len(said) < 150
    assert (said == "—") == (one == other)


def test_a_long_difference_is_cut():
    assert len(shown(differences("甲" * 400, "乙" * 400))) < 50


def test_starting_the_program_loads_none_of_the_libraries():
    code = "import sys, kpilint.cli, kpilint.rules.boilerplate.copied_table; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"rensa", "rapidfuzz", "numpy"} & set(done.stdout.split())
