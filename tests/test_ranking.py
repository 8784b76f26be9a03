"""Means, intervals, bands, decomposition and trends of a ranking, over generated counties."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint.belonging import DocumentFacts, Source, TableFacts, belonging
from kpilint.model import Budget
from kpilint.outputs.ranking import figures
from kpilint.ranking import By, Loss, Options, Result, Unread, rank, yuan_of
from kpilint.ranking.apart import Entrant, Sums, apart, beyond_chance, sums_of
from kpilint.ranking.order import standings
from kpilint.ranking.resampling import interval_of, resampled
from kpilint.ranking.values import Interval, Part
from kpilint.scoring import CAP_ITEM, FULL

ITEMS = ("规范完整性", "指标科学性", "绩效合理性")
RULES = ("unit/missing", "unit/not-a-unit", "vague/slogan-value", "basis/generic", "placeholder/template-goal")
COUNTIES = ("云岭县", "清和县", "白河市", "石桥县", "南浦县")


def result(  # noqa: PLR0913 - one argument a fact
    county, lost=(), *, document=None, year=2024, yuan=None, accepted=None, score=..., unit="财政局"
):
    """A table that lost what `lost` says: (item, rule, hundredths)."""
    losses = tuple(Loss(*one) for one in lost)
    left = FULL - sum(one.lost for one in losses) if score is ... else score
    facts = DocumentFacts(document or f"{county}.yaml", f"{county}{unit}" if county else "", year)
    items = {name: (3333, min(3333, sum(one.lost for one in losses if one.item == name))) for name in ITEMS}
    place = belonging(facts, TableFacts())
    return Result(place, facts.path, "目标表", left, left if accepted is None else accepted, yuan, items, losses)


def scored(county, *scores, **more):
    return [result(county, [(ITEMS[0], RULES[0], FULL - score)] if score < FULL else [], **more) for score in scores]


def made(results, *, by=By.COUNTY, least=1, unread=()):
    return rank(results, list(unread), Options(by, least), "2026.1")


def group(ranking, county):
    return next(one for one in ranking.groups if one.county == county)


LINES = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from([*RULES, CAP_ITEM]), st.integers(1, 1500)), max_size=6
)
TABLES = st.builds(
    result,
    st.sampled_from([*COUNTIES, ""]),
    LINES,
    document=st.sampled_from(["a.yaml", "b.yaml", "c.yaml"]),
    year=st.sampled_from([2023, 2024, 2025, None]),
    yuan=st.one_of(st.none(), st.decimals(0, 10**7, places=2)),
)
CORPUS = st.lists(TABLES, min_size=1, max_size=20)
SLOWER = settings(max_examples=35)


@SLOWER
@given(CORPUS, st.sampled_from([None, *By]), st.randoms())
def test_the_order_of_tables_changes_nothing(tables, by, rng):
    shuffled = list(tables)
    rng.shuffle(shuffled)
    assert made(tables, by=by, least=2) == made(shuffled, by=by, least=2)


@SLOWER
@given(CORPUS, st.sampled_from(By))
def test_every_table_is_in_one_group_and_counted(tables, by):
    found = made(tables, by=by, least=3)
    assert sum(one.means.tables for one in found.groups) == len(tables) == found.all.means.tables
    assert sum(one.means.assessed for one in found.groups) == found.all.means.assessed
    assert all((one.standing is None) == bool(one.why) for one in found.groups)


@SLOWER
@given(CORPUS)
def test_differences_are_explained_to_the_last_hundredth(tables):
    found = made(tables)
    for one in (*found.groups, *(step for each in found.groups for step in each.steps if step.difference)):
        seen = one.difference
        for parts in (seen.items, seen.families, seen.rules):
            assert sum((part.amount for part in parts), Fraction(0)) == seen.amount
            shown = figures.shown(parts, seen.amount, 2)
            assert sum(part.hundredths for part in shown) == figures.hundredths(seen.amount)
    overall = found.all.means.mean
    assert all(one.means.mean - overall == one.difference.amount for one in found.groups)


@SLOWER
@given(CORPUS, st.integers(1, 3))
def test_copies_of_one_county_change_no_other_countys_means(tables, times):
    county = tables[0].belonging.county
    copies = [replace(one, document=f"{at}/{one.document}") for one in tables if one.belonging.county == county
              for at in range(times)]  # fmt: skip
    before, after = made(tables), made([*tables, *copies])
    for one in before.groups:
        if one.county != county:
            assert group(after, one.county).means == one.means
            assert group(after, one.county).years == one.years


@SLOWER
@given(st.lists(st.lists(st.integers(0, FULL), min_size=3, max_size=8), min_size=1, max_size=3), st.data())
def test_a_county_better_table_by_table_never_ranks_below(others, data):
    worse = data.draw(st.lists(st.integers(0, FULL), min_size=3, max_size=8))
    better = [data.draw(st.integers(one, FULL)) for one in worse]
    tables = [*scored("云岭县", *better), *scored("清和县", *worse)]
    for county, scores in zip(COUNTIES[2:], others, strict=False):
        tables += scored(county, *scores)
    found = made(tables)
    up, down = group(found, "云岭县").standing, group(found, "清和县").standing
    assert up.rank <= down.rank
    assert up.band <= down.band


@SLOWER
@given(CORPUS)
def test_means_lie_within_their_scores_and_intervals_within_them_too(tables):
    for one in made(tables).groups:
        means = one.means
        scores = [each.score for each in tables if each.belonging.county == one.county]
        assert min(scores) <= means.mean <= max(scores)
        if means.weighted is not None:
            assert min(scores) <= means.weighted <= max(scores)
        if len(scores) > 1:
            assert min(scores) <= means.interval.low <= means.interval.high <= max(scores)
        else:
            assert means.interval is None
        assert all(0 <= item.kept <= 1 for item in means.items)


@given(st.lists(st.tuples(st.integers(0, FULL), st.integers(0, 900)), min_size=1, max_size=12))
def test_bands_and_ranks_follow_the_means(pairs):
    entrants = [
        Entrant(Fraction(mean), Interval(mean - error, mean + error), sums_of([mean - error, mean, mean + error] * 4))
        for mean, error in pairs
    ]
    found = standings(entrants)
    for one, standing in zip(entrants, found, strict=True):
        assert 1 <= standing.best <= standing.rank <= standing.worst <= len(entrants)
        for other, another in zip(entrants, found, strict=True):
            if one.mean > other.mean:
                assert standing.rank < another.rank
                assert standing.band <= another.band
            elif one.mean == other.mean:
                assert (standing.rank, standing.band) == (another.rank, another.band)
    assert {standing.band for standing in found} == set(range(1, max(one.band for one in found) + 1))


@given(st.lists(st.fractions(-900, 900), max_size=9), st.integers(0, 4))
def test_rounded_parts_add_up_to_the_rounded_sum(amounts, most):
    parts = [Part(f"p{at}", amount) for at, amount in enumerate(amounts)]
    total = sum(amounts, Fraction(0))
    shown = figures.shown(parts, total, most)
    assert sum(one.hundredths for one in shown) == figures.hundredths(total)
    if not most:
        assert all(abs(one.hundredths - part.amount) <= 1 for one, part in zip(shown, parts, strict=True))


def test_groups_clearly_apart_are_in_bands_of_their_own():
    found = made([*scored("云岭县", *[9000, 9100, 9200] * 4), *scored("清和县", *[5000, 5100, 5200] * 4)])
    up, down = found.groups
    assert (up.county, up.standing.band, up.standing.best, up.standing.worst) == ("云岭县", 1, 1, 1)
    assert (down.county, down.standing.band, down.standing.best, down.standing.worst) == ("清和县", 2, 2, 2)


def test_groups_not_clearly_apart_share_a_band_and_their_ranks():
    found = made([*scored("云岭县", 9000, 5000, 7000), *scored("清和县", 8900, 5100, 6800)])
    assert [(one.standing.rank, one.standing.best, one.standing.worst, one.standing.band) for one in found.groups] == [
        (1, 1, 2, 1),
        (2, 1, 2, 1),
    ]


def test_equal_means_share_a_rank():
    found = made([*scored("云岭县", 8000, 6000), *scored("清和县", 7000, 7000), *scored("白河市", 1000, 1100)])
    assert [one.standing.rank for one in found.groups] == [1, 1, 3]


def test_the_mean_weighted_by_budget_leaves_out_tables_without_one():
    tables = [
        *scored("云岭县", 9000, yuan=Decimal(300)), *scored("云岭县", 5000, yuan=Decimal(100)),
        *scored("云岭县", 1000), *scored("云岭县", 2000, yuan=Decimal(0)),
    ]  # fmt: skip
    (one,) = made(tables).groups
    assert one.means.mean == 4250
    assert one.means.weighted == 8000
    assert one.means.without_budget == 2
    assert one.means.yuan == 400


@pytest.mark.parametrize(
    ("budget", "yuan"),
    [
        (Budget("480.00", money_unit="万元"), 4_800_000),
        (Budget("1.5亿元"), 150_000_000),
        (Budget("3600元", money_unit="万元"), 3600),
        (Budget("", "12.5", money_unit="万元"), 125_000),
        (Budget("480.00"), None),
        (Budget("约几万"), None),
        (Budget("9" * 40, money_unit="万元"), None),
        (Budget(), None),
    ],
)
def test_budgets_are_compared_in_one_unit(budget, yuan):
    assert yuan_of(budget) == yuan


def test_tables_without_a_score_are_counted_and_in_no_mean():
    (one,) = made([*scored("云岭县", 8000, 6000), result("云岭县", score=None)]).groups
    assert (one.means.tables, one.means.assessed, one.means.mean) == (3, 2, 7000)


def test_a_county_of_which_nothing_has_a_score_is_listed_and_not_ranked():
    found = made([result("云岭县", score=None), *scored("清和县", 8000)])
    assert [(one.county, one.why) for one in found.groups] == [("清和县", ""), ("云岭县", "few")]
    assert group(found, "云岭县").means.mean is None
    assert group(found, "云岭县").difference is None


def test_few_tables_are_listed_and_not_ranked():
    found = made([*scored("云岭县", *[8000] * 5), *scored("清和县", *[9900] * 4)], least=5)
    assert [(one.county, one.why, one.standing is None) for one in found.groups] == [
        ("云岭县", "", False),
        ("清和县", "few", True),
    ]


def test_what_belongs_nowhere_is_a_group_of_its_own():
    found = made([*scored("云岭县", 8000), *scored("", 9000, document="x.docx")])
    assert [(one.county, one.why) for one in found.groups] == [("云岭县", ""), ("", "unknown")]
    assert found.groups[1].sources == {Source.NONE: 1}


def test_files_that_could_not_be_read_are_counted_where_they_belong():
    place = belonging(DocumentFacts("清和县/坏.pdf"), TableFacts())
    found = made(scored("云岭县", 8000), unread=[Unread(place, "清和县/坏.pdf", 0)])
    assert (group(found, "清和县").unread, group(found, "清和县").why, found.all.unread) == (1, "few", 1)


def test_units_are_compared_where_there_is_one_county():
    tables = [*scored("云岭县", 8000, unit="财政局"), *scored("云岭县", 6000, unit="教育局", document="b.yaml")]
    assert made(tables, by=None).by is By.UNIT
    assert [one.unit for one in made(tables, by=None).groups] == ["财政局", "教育局"]
    assert made([*tables, *scored("清和县", 7000)], by=None).by is By.COUNTY
    assert made(tables, by=By.COUNTY).by is By.COUNTY


def test_districts_of_one_name_in_two_cities_are_two():
    def of(city):
        facts = DocumentFacts(f"{city}/松山区/a.docx")
        return replace(result("x县", document=facts.path), belonging=belonging(facts, TableFacts()))

    assert [one.county for one in made([of("白河市"), of("白河市")]).groups] == ["松山区"]
    assert sorted(one.county for one in made([of("白河市"), of("青山市")]).groups) == ["白河市松山区", "青山市松山区"]
    alone = [one.county for one in made([of("白河市"), of("青山市"), of("某地")]).groups]
    assert sorted(alone) == ["松山区", "白河市松山区", "青山市松山区"]


def test_the_trend_of_a_county_has_its_own_interval():
    tables = [
        *scored("云岭县", *[5000, 5200, 5400] * 4, year=2023, document="a"),
        *scored("云岭县", *[8000, 8200, 8400] * 4, year=2024, document="b"),
        *scored("云岭县", *[8100, 8300, 8200] * 4, year=2025, document="c"),
    ]
    (one,) = made(tables).groups
    assert [each.year for each in one.years] == [2023, 2024, 2025]
    up, same = one.steps
    assert (up.before, up.after, up.difference.amount) == (2023, 2024, 3000)
    assert up.interval.low > 0
    assert (up.verdict, up.whole, up.units) == ("risen", True, (("云岭县", "财政局"),))
    assert same.interval.low <= 0 <= same.interval.high
    assert same.verdict == "unclear"


def test_a_trend_is_that_of_the_units_of_both_years():
    tables = [
        *scored("云岭县", *[5000, 5200] * 5, year=2023, document="a"),
        *scored("云岭县", *[9800, 9900] * 5, year=2023, document="b", unit="教育局"),
        *scored("云岭县", *[5000, 5200] * 5, year=2024, document="c"),
        *scored("云岭县", *[2000, 2200] * 5, year=2024, document="d", unit="水利局"),
    ]
    (one,) = made(tables).groups
    (step,) = one.steps
    assert [each.means.mean for each in one.years] == [7475, 3600]  # that fell by half
    assert (step.units, step.old.units, step.new.units, step.whole) == ((("云岭县", "财政局"),), 2, 2, False)
    assert (step.old.mean, step.new.mean, step.old.compared, step.new.compared) == (5100, 5100, 10, 10)
    assert (step.difference.amount, step.verdict) == (0, "unclear")


@pytest.mark.parametrize("unit", ["", "教育局"])
def test_nobody_rises_or_falls_between_years_of_other_units(unit):
    tables = [
        *scored("云岭县", *[9800, 9900] * 5, year=2023, document="a", unit=unit and "财政局"),
        *scored("云岭县", *[2000, 2200] * 5, year=2024, document="b", unit=unit),
    ]
    found = made(tables)
    for step in (*found.groups[0].steps, *found.all.steps):
        assert (step.verdict, step.units, step.difference, step.interval) == ("other", (), None, None)
        assert step.old.unknown == (0 if unit else 10)


def test_units_of_one_name_in_two_counties_are_two():
    tables = [
        *scored("云岭县", *[9800, 9900] * 5, year=2023, document="a"),
        *scored("清和县", *[2000, 2200] * 5, year=2024, document="b"),
    ]
    assert [step.verdict for step in made(tables).all.steps] == ["other"]


def test_accepted_exceptions_do_not_move_the_rank():
    tables = [result("云岭县", [(ITEMS[0], RULES[0], 4000)], accepted=FULL), *scored("清和县", 7000)]
    found = made(tables)
    assert [one.county for one in found.groups] == ["清和县", "云岭县"]
    assert group(found, "云岭县").means.accepted == FULL
    assert group(found, "清和县").means.accepted == 7000


def test_intervals_repeat_and_tell_documents_from_tables():
    rng = random.Random(3)  # noqa: S311 - a test
    scores = sorted(rng.randint(4000, 9000) for _ in range(60))
    alone = interval_of(resampled([scores], "a"))
    assert alone == interval_of(resampled([scores], "a"))
    # The same scores, each document all alike: the documents differ, and there are few of them.
    clustered = [scores[at : at + 10] for at in range(0, 60, 10)]
    together = interval_of(resampled(clustered, "a"))
    assert together.high - together.low > 2 * (alone.high - alone.low)
    assert together == interval_of(resampled([one[::-1] for one in clustered[::-1]], "a"))


def test_the_interval_of_a_large_sample_is_that_of_theory():
    rng = random.Random(4)  # noqa: S311 - a test
    scores = [rng.randint(0, FULL) for _ in range(400)]
    spread = (sum((one - sum(scores) / 400) ** 2 for one in scores) / 400) ** 0.5
    found = interval_of(resampled([scores], "x"))
    assert found.high - found.low == pytest.approx(2 * 1.96 * spread / 20, rel=0.1)


@pytest.mark.parametrize(("documents", "tables"), [(1, 5), (2, 10), (3, 10), (10, 10)])
def test_intervals_hold_the_true_mean_about_as_often_as_they_say(documents, tables):
    rng = random.Random(6)  # noqa: S311 - a test
    held = 0
    for at in range(60):
        offsets = [rng.gauss(0, 600) if documents > 1 else 0 for _ in range(documents)]
        clusters = [[round(7000 + offset + rng.gauss(0, 1000)) for _ in range(tables)] for offset in offsets]
        found = interval_of(resampled(clusters, str(at)))
        held += found.low <= 7000 <= found.high
    assert held >= 52


def test_an_interval_that_reaches_up_to_the_better_mean_is_not_clearly_worse():
    better = Entrant(Fraction(9594), Interval(9090, 10000), sums_of([9090, 9700, 9992] * 4))
    worse = Entrant(Fraction(6566), Interval(4210, 10000), sums_of([3000, 5000, 10000] * 4))
    assert not apart(better, worse)  # half the widths would say so
    assert apart(better, replace(worse, interval=Interval(3000, 7300)))
    assert not apart(replace(better, interval=None), worse)


def test_a_few_spotless_tables_are_not_clearly_better():
    spotless, others = scored("云岭县", *[FULL] * 5), scored("清和县", *[FULL] * 26, *[3000] * 4)
    found = made([*spotless, *others])
    assert found.groups[0].means.interval.low == FULL
    assert [(one.standing.best, one.standing.worst, one.standing.band) for one in found.groups] == [(1, 2, 1)] * 2


@pytest.mark.parametrize(("one", "other"), [(3, 3), (2, 7), (1, 38)])
def test_hardly_any_tables_are_never_apart(one, other):
    assert not beyond_chance(sums_of([9000 + at for at in range(one)]), sums_of([10 + at for at in range(other)]))
    assert beyond_chance(sums_of([9000 + at for at in range(8)]), sums_of([10 + at for at in range(8)]))


@settings(max_examples=60)
@given(
    st.lists(st.integers(2000, FULL), min_size=4, max_size=5),
    st.lists(st.integers(2000, FULL), min_size=4, max_size=6),
)
def test_what_is_beyond_chance_agrees_with_dealing_the_tables_out_in_every_way(one, other):
    upper, lower = sorted((one, other), key=lambda scores: -Fraction(sum(scores), len(scores)))
    every = [*upper, *lower]
    sums = [sum(dealt) for dealt in combinations(every, len(upper))]
    as_far = sum(dealt >= sum(upper) for dealt in sums) / len(sums)
    if as_far < 0.005:
        assert beyond_chance(sums_of(upper), sums_of(lower))
    elif as_far > 0.12:
        assert not beyond_chance(sums_of(upper), sums_of(lower))


def test_equal_counties_are_hardly_ever_called_different():
    rng = random.Random(8)  # noqa: S311 - a test
    called = 0
    for at in range(80):
        pair = []
        for number in (5, 30):
            scores = [FULL if rng.random() < 0.85 else rng.randint(3000, 9500) for _ in range(number)]
            sums = sums_of(scores)
            pair.append(Entrant(sums.mean, interval_of(resampled([scores], f"{number}/{at}")), sums))
        called += apart(*sorted(pair, key=lambda one: -one.mean))
    assert called <= 4


def test_counties_that_differ_much_are_found():
    rng = random.Random(9)  # noqa: S311 - a test
    up, down = ([round(rng.gauss(mean, 1000)) for _ in range(20)] for mean in (8500, 6500))
    found = made([*scored("云岭县", *(min(FULL, one) for one in up)), *scored("清和县", *down)])
    assert [(one.county, one.standing.band) for one in found.groups] == [("云岭县", 1), ("清和县", 2)]


def test_sums_of_nothing_are_no_mean():
    assert sums_of([]) == Sums()
    assert Sums().mean == 0


def test_a_single_table_is_never_clearly_better():
    found = made([*scored("云岭县", FULL), *scored("清和县", *[1000] * 9)])
    assert [one.standing.band for one in found.groups] == [1, 1]


def test_a_single_table_at_the_top_does_not_hold_all_others_in_its_band():
    found = made([*scored("云岭县", FULL), *scored("清和县", *[8900, 9100] * 5), *scored("白河市", *[900, 1100] * 5)])
    assert [(one.county, one.standing.band) for one in found.groups] == [("云岭县", 1), ("清和县", 1), ("白河市", 2)]
    assert [(one.standing.best, one.standing.worst) for one in found.groups] == [(1, 3), (1, 2), (2, 3)]


def test_years_are_listed_by_time():
    found = made([*scored("云岭县", 5000, year=2025), *scored("云岭县", 9000, year=2023, document="b")], by=By.YEAR)
    assert [one.year for one in found.groups] == [2023, 2025]
    assert all(early.year < late.year for early, late in pairwise(figures.ordered(found)))
    assert not any(one.steps for one in found.groups)
    assert [step.after for step in found.all.steps] == [2025]
