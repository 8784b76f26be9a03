"""`kpilint rescore`: the effect of another profile on saved reports, from the reports alone."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kpilint import api, profiles
from kpilint.errors import KpilintError, UsageError
from kpilint.finding import Confidence, Finding, Observation, Ref, Severity
from kpilint.outputs import json_report
from kpilint.outputs.context import Context
from kpilint.outputs.json_report import saved as json_saved
from kpilint.outputs.json_report.types import ReportV1
from kpilint.outputs.rescoring import as_json as rescore_json
from kpilint.outputs.rescoring import text as rescore
from kpilint.outputs.terminal import Style, width
from kpilint.rescoring import RuleRun, SavedTable, lost_by_rule
from kpilint.rescoring import rescore as rescored
from kpilint.rescoring.comparison import compare, effects
from kpilint.rulesets import all_rules
from kpilint.scoring import CAP_ITEM, FULL, basis_of, score
from kpilint.sources.limits import Limits

ROOT = Path(__file__).parent.parent
EXAMPLES = str(ROOT / "examples" / "tables.yaml")
SHIPPED = ["national", "hebei", "strict", "draft"]


@pytest.fixture(scope="module")
def saved_report():
    return saved_of([str(ROOT / "examples")], "national")


def saved_of(paths, profile):
    report = api.check(paths, api.Choice(profile))
    return json_saved.read(json_report.render(report, Context(version="0.1.0")).encode(), "old.json")


def under(report, profile):
    return compare([json_saved.saved(report, "old.json")], profiles.load_profile(profile), all_rules())


def profile_file(tmp_path, text, name="own"):
    path = tmp_path / f"{name}.yaml"
    path.write_text(f"profile: {name}\nextends: national\ntitle: {{zh: 甲, en: A}}\n{text}\n", encoding="utf-8")
    return str(path)


# -- the profile that made the report changes nothing


def assert_unchanged(report, profile):
    made = under(report, profile)
    tables = [table for document in report.documents for table in document.tables]
    assert len(tables) == len(list(made.tables)) > 0
    for old, (_, new) in zip(tables, made.tables, strict=True):
        found = new.rescored.score
        assert (found.hundredths, found.grade or None) == (old.score and round(old.score * 100), old.grade)
        assert [(one.item, one.finding, one.lost / 100) for one in found.ledger] == [
            (one.item, one.finding, one.lost) for one in old.ledger
        ]
        assert [json_report.item_v1(one) for one in found.items] == old.items
        assert new.rescored.shifts == ()
    assert made.reports[0].model.id == report.score_model
    assert not any(msgspec.structs.astuple(made.reports[0].unknown))


@pytest.mark.parametrize("profile", SHIPPED)
def test_the_profile_that_made_the_report_gives_the_same_scores(profile):
    assert_unchanged(saved_of([str(ROOT / "examples")], profile), profile)


@pytest.mark.parametrize("profile", ["national", "strict"])
def test_so_it_does_for_published_documents(shared, profile):
    assert_unchanged(saved_of([str(shared / "documents")], profile), profile)


def test_what_is_written_again_under_the_same_profile_is_the_same(saved_report):
    made = under(saved_report, "national")
    again = json_saved.rewritten(saved_report, made.reports[0], made.profile)
    assert replace(msgspec.json.decode(again, type=ReportV1), rescored=None) == saved_report


# -- another profile


@pytest.mark.parametrize("profile", ["hebei", "strict"])
def test_scores_are_those_of_a_check_where_the_report_can_tell(saved_report, profile):
    """Of severities, weights and rules left out, the report knows all there is to know."""
    made = under(saved_report, profile)
    fresh = saved_of([str(ROOT / "examples")], profile)
    tables = [table for document in fresh.documents for table in document.tables]
    assert not any(msgspec.structs.astuple(made.reports[0].unknown))
    for checked, (_, one) in zip(tables, made.tables, strict=True):
        assert one.rescored.score.hundredths == round(checked.score * 100)
        assert one.rescored.score.grade == checked.grade


@pytest.mark.parametrize("profile", ["hebei", "strict"])
def test_what_is_written_is_what_a_check_would_write(saved_report, profile):
    made = under(saved_report, profile)
    written = msgspec.json.decode(json_saved.rewritten(saved_report, made.reports[0], made.profile), type=ReportV1)
    fresh = saved_of([str(ROOT / "examples")], profile)
    assert (written.profile, written.score_model) == (profile, made.reports[0].model.id)
    assert written.rescored.score_model == "2026.1"
    assert (written.summary.grades, written.summary.mean) == (fresh.summary.grades, fresh.summary.mean)
    for one, other in zip(written.documents, fresh.documents, strict=True):
        for table, checked in zip(one.tables, other.tables, strict=True):
            for name in ("score", "grade", "items", "next_grade"):
                assert getattr(table, name) == getattr(checked, name)
            assert named(table) == named(checked)


def named(table):
    return [(line.item, table.findings[line.finding].fingerprint, line.lost) for line in table.ledger]


def test_causes_and_rules_add_up_to_the_difference_exactly(saved_report, tmp_path):
    text = """severity: {basis/generic: error, unit/missing: info}
disable: [vague/slogan-value, placeholder/template-goal]
score: {model: own, cap: 40, faults: {blocker: 3, error: 1, warning: 0.3, info: 0.1}}"""
    made = under(saved_report, profile_file(tmp_path, text))
    for _, one in made.tables:
        table = one.rescored
        assert table.gained == table.by_model + table.by_rules + table.by_severity
        assert table.gained == sum(shift.gained for shift in table.shifts)
    assert any(one.by_model and one.by_rules and one.by_severity for one in made.scored)
    assert sum(one.shift.gained for one in effects(made.scored)) == sum(one.gained for one in made.scored)


def test_another_cap_alone_is_a_matter_of_the_model(saved_report, tmp_path):
    made = under(saved_report, profile_file(tmp_path, "score: {model: own, cap: 30}"))
    assert any(one.gained for one in made.scored)
    for one in made.scored:
        assert (one.by_rules, one.by_severity) == (0, 0)
        assert [shift.rule for shift in one.shifts] in ([], [CAP_ITEM])


RULES = {
    f"made/{at}": RuleRun(severity, confidence, items, "")
    for at, (severity, confidence, items) in enumerate(
        (severity, confidence, items)
        for severity in Severity
        for confidence in Confidence
        for items in (("规范完整性",), ("指标科学性", "绩效合理性"))
    )
}
NATIONAL = profiles.load_profile("national")


@st.composite
def saved_tables(draw):
    kinds = draw(st.lists(st.integers(0, 4), max_size=8))
    rows = st.sampled_from([None, *range(len(kinds))])
    picked = draw(
        st.lists(st.tuples(st.sampled_from(sorted(RULES)), rows, st.sampled_from(["name", "value"])), max_size=15)
    )
    found = tuple(
        Finding(Observation(rule, RULES[rule].severity, RULES[rule].confidence, field), Ref(0, 0, row))
        for rule, row, field in picked
    )
    absent = draw(st.frozensets(st.sampled_from(sorted(RULES)), max_size=6)) - {one.seen.rule for one in found}
    crashed = frozenset(draw(st.lists(st.just("made/0"), max_size=1)))
    scoring = [one for one, run in RULES.items() if NATIONAL.model.scores(run.severity, run.confidence)]
    basis = basis_of({one: run.items for one, run in RULES.items()}, scoring, RULES.keys() - absent, crashed)
    made = score(kinds, found, basis, NATIONAL.model)
    return SavedTable(
        tuple(kinds), found, made.hundredths, made.grade, lost_by_rule(made, found), absent, crashed
    ), made


def profile_of(runs, model=NATIONAL.model):
    base = NATIONAL.rules[0]
    rules = tuple(
        replace(base, id=rule, severity=run.severity, confidence=run.confidence, items=run.items)
        for rule, run in runs.items()
    )
    return replace(NATIONAL, rules=rules, model=model)


@given(saved_tables())
def test_rescoring_as_before_gives_the_score_that_was(case):
    table, made = case
    again = rescored(table, RULES, profile_of(RULES))
    assert again.score == made
    assert (again.gained or 0, again.shifts) == (0, ())


@settings(max_examples=60)
@given(saved_tables(), st.data())
def test_any_change_is_explained_exactly(case, data):
    table, _ = case
    kept = data.draw(st.frozensets(st.sampled_from(sorted(RULES)), min_size=1))
    severities = st.sampled_from(list(Severity))
    runs = {rule: replace(RULES[rule], severity=data.draw(severities)) for rule in sorted(kept)}
    model = replace(NATIONAL.model, id="other", cap=data.draw(st.integers(0, 100)))
    made = rescored(table, RULES, profile_of(runs, model))
    if made.gained is None:
        assert made.old.hundredths is None or made.score.hundredths is None
        return
    assert 0 <= made.score.hundredths <= FULL
    assert made.gained == made.by_model + made.by_rules + made.by_severity
    assert made.gained == sum(one.gained for one in made.shifts)


# -- exceptions


def test_exceptions_hold_unless_the_profile_lets_nobody_ignore_the_rule(tmp_path):
    table = tmp_path / "t.yaml"
    table.write_text(
        "kpilint: 1\n单位: 云岭县水利局\n绩效目标表:\n- 标题: 堤防养护\n  绩效目标: [养护堤防12公里]\n  绩效指标:\n"
        "  # kpilint: ignore[unit/missing] 旧口径\n"
        "  - {一级指标: 产出, 二级指标: 数量, 三级指标: 养护堤防长度, 指标值: 12}\n"
        "  # kpilint: ignore[placeholder/template-text] 待定\n"
        "  - {一级指标: 效益, 二级指标: 社会效益, 三级指标: XX, 指标值: ≥365天}\n",
        encoding="utf-8",
    )
    path = tmp_path / "old.json"
    assert run("check", table, "-f", "json", "-o", path).returncode == 0
    report = json_saved.read(path.read_bytes(), "old.json")
    for profile, held in (("national", 2), ("strict", 1)):
        made = under(report, profile)
        (one,) = made.scored
        assert len(one.held) == held
        again = json_saved.rewritten(report, made.reports[0], made.profile)
        (written,) = msgspec.json.decode(again, type=ReportV1).documents[0].tables
        assert sum(finding.waiver is not None for finding in written.findings) == held
        assert written.accepted == one.excused.hundredths / 100
        assert (written.accepted == 100) == (profile == "national")
    assert "1 处" in rescore.render(made, Context(version="0.1.0"), 0)


# -- what an old report cannot tell


def test_rules_switched_on_are_named_and_the_model_id_says_that_they_are_missing(tmp_path):
    report = saved_of([EXAMPLES], profile_file(tmp_path, "disable: [unit/*]", "before"))
    made = under(report, "national").reports[0]
    assert {one for one in all_rules() if one.startswith("unit/")} == set(made.unknown.added)
    assert made.model.id.startswith("2026.1+")


def test_changed_word_lists_are_named(saved_report, tmp_path):
    made = under(saved_report, profile_file(tmp_path, "options: {vague: {slogans: {add: [展劲]}}}")).reports[0]
    assert "vague/slogan-value" in made.unknown.changed
    assert not any(one.startswith("unit/") for one in made.unknown.changed)
    assert made.model.id.startswith("2026.1+own+")


def test_findings_that_gave_way_to_a_rule_that_is_off_now_are_named(tmp_path):
    table = tmp_path / "t.yaml"
    table.write_text(
        "kpilint: 1\n单位: 云岭县水利局\n绩效目标表:\n- 标题: 堤防养护\n  绩效目标: [养护堤防12公里]\n  绩效指标:\n"
        "  - {一级指标: 产出, 二级指标: 数量, 三级指标: 养护堤防长度, 指标值: ≥12公里, 指标值确定依据: 计划标准}\n"
        "  - {一级指标: 产出, 二级指标: 质量, 三级指标: 养护合格率, 指标值: ≥95%, 指标值确定依据: 行业标准}\n",
        encoding="utf-8",
    )
    made = under(saved_of([str(table)], "national"), "hebei").reports[0]
    assert made.unknown.returning == ("basis/generic",)
    assert made.model.id.startswith("hebei-2026.1+")
    written = json_saved.rewritten(saved_of([str(table)], "national"), made, profiles.load_profile("hebei"))
    again = under(json_saved.read(written.encode(), "new.json"), "hebei").reports[0]
    assert (again.unknown.returning, again.model.id) == (made.unknown.returning, made.model.id)


def test_rules_that_are_gone_are_named_and_cost_nothing(saved_report):
    text = msgspec.json.encode(saved_report).decode().replace("vague/slogan-value", "vague/withdrawn")
    report = json_saved.read(text.encode(), "old.json")
    made = under(report, "national")
    assert made.reports[0].unknown.gone == ("vague/withdrawn",)
    assert made.reports[0].unknown.added == ("vague/slogan-value",)
    assert all(one.gained >= 0 for one in made.scored)
    assert "vague/withdrawn" in rescore.render(made, Context(version="0.1.0"), 0)


def test_early_reports_cannot_be_scored_again_and_say_so(saved_report):
    old = json.loads(msgspec.json.encode(saved_report))
    del old["rules"]
    for document in old["documents"]:
        for table in document["tables"]:
            del table["basis"]
    report = json_saved.read(json.dumps(old).encode(), "old.json")
    made = under(report, "strict")
    assert made.scored == []
    assert f"{sum(1 for _ in made.tables)} 张" in rescore.render(made, Context(), 0)
    written = msgspec.json.decode(json_saved.rewritten(report, made.reports[0], made.profile), type=ReportV1)
    assert {table.score for document in written.documents for table in document.tables} == {None}
    assert not any(document.assessed for document in written.documents if document.tables)


# -- on the command line


def run(*arguments, **changes):
    command = [sys.executable, "-m", "kpilint", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **changes)


@pytest.fixture(scope="module")
def old(tmp_path_factory, saved_report):
    path = tmp_path_factory.mktemp("reports") / "old.json"
    path.write_bytes(msgspec.json.encode(saved_report))
    return path


def test_the_command_shows_the_effect_and_writes_reports(old, tmp_path):
    done = run("rescore", old, "--profile", "strict", "--write", tmp_path / "new", "--lang", "zh", "--limit", 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert "national@2026.1 → strict@strict-2026.1" in done.stdout
    assert "--limit 0" in done.stdout
    written = json.loads((tmp_path / "new" / "old.json").read_text(encoding="utf-8"))
    assert written["score_model"] == "strict-2026.1"
    assert all(width(line) <= 80 for line in done.stdout.splitlines())


def test_reports_that_are_there_are_written_over_by_force_only(old, tmp_path):
    there = tmp_path / "old.json"
    there.write_text("以前的", "utf-8")
    ask = ("rescore", old, "--profile", "strict", "--write", tmp_path, "--lang", "zh")
    done = run(*ask)
    assert done.returncode == 2
    assert str(there) in done.stderr
    assert "--force" in done.stderr
    assert there.read_text("utf-8") == "以前的"
    assert run(*ask, "--force").returncode == 0
    assert json.loads(there.read_bytes())["score_model"] == "strict-2026.1"
    assert list(tmp_path.iterdir()) == [there]


def test_a_report_beyond_the_limit_is_refused_by_name(old):
    size = old.stat().st_size
    assert api.read_reports([old], Limits(file_bytes=size))
    with pytest.raises(KpilintError, match=r"old\.json: .*字节") as told:
        api.read_reports([old], Limits(file_bytes=size - 1))
    assert str(size) in told.value.en


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('{"format": "kpilint.report/1"', True),
        ('\ufeff\n{\n "version": "0.1",\n "format":"kpilint.report/2", nonsense', True),
        ('{"format": "kpilint.baseline/1"}', False),
        ('{"单位": "甲", "绩效目标表": [{"format": "kpilint.report/1"}]}', False),
        ('["format", "kpilint.report/1"]', False),
        ('# "format": "kpilint.report/1"', False),
        ("", False),
    ],
)
def test_reports_are_told_by_how_they_begin_whoever_asks(tmp_path, text, ours):
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    assert bool(api.sort_out([str(path)]).reports) is ours
    if ours:
        assert api.find_reports([str(tmp_path)]).files == [str(path)]
    else:
        with pytest.raises(UsageError):
            api.find_reports([str(tmp_path)])


def test_of_a_folder_the_reports_are_read_and_other_files_named(old, tmp_path):
    (tmp_path / "a.json").write_bytes(old.read_bytes())
    (tmp_path / "kpilint-baseline.json").write_text('{"format": "kpilint.baseline/1"}', encoding="utf-8")
    found = api.find_reports([str(tmp_path), str(tmp_path / "a.json")])
    assert found.files == [str(tmp_path / "a.json")]
    assert found.skipped == [str(tmp_path / "kpilint-baseline.json")]


def test_json_says_the_same(old):
    done = run("rescore", old, "--profile", "strict", "-f", "json")
    told = json.loads(done.stdout)
    assert told["format"] == "kpilint.rescore/1"
    jsonschema.validate(told, rescore_json.schema())
    gained = sum(round(one["gained"] * 100) for report in told["reports"] for one in report["tables"])
    assert sum(round(100 * one) for one in told["summary"]["causes"].values()) == gained
    assert sum(round(100 * one["gained"]) for one in told["summary"]["rules"]) == gained


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.json", "--profile", "strict"], "none.json"),
        ([EXAMPLES, "--profile", "strict"], "kpilint.report/1"),
        (["{old}", "--profile", "strct"], "strict"),
        (["{old}", "--profile", "strict", "--write", "{folder}"], "old.json"),
        (["{old}", "--profile", "strict", "-o", "{old}"], "old.json"),
    ],
)
def test_mistakes_are_named(old, arguments, said):
    before = old.read_bytes()
    done = run("rescore", *(one.format(old=old, folder=old.parent) for one in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table["ledger"].append({"item": "规范完整性", "finding": 999, "lost": 1}),
        lambda table: table.update(score=99.5),
        lambda table: table["findings"][0].update(indicator=77),
        lambda table: table["findings"][0].update(indicator=-2),
        lambda table: table["basis"].update(rows=[]),
        lambda table: table.update(score=1e308),
        lambda table: table.update(score=-1e308),
        lambda table: table["ledger"][0].update(lost=1e307),
        lambda table: table.update(accepted=1e17),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(saved_report, change):
    changed = json.loads(msgspec.json.encode(saved_report))
    table = next(one for document in changed["documents"] for one in document["tables"] if one["ledger"])
    change(table)
    with pytest.raises(UsageError, match=r"old\.json"):
        json_saved.saved(json_saved.read(json.dumps(changed).encode(), "old.json"), "old.json")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "kpilint.report/2"}', b"[" * 100_000])
def test_what_is_no_report_is_refused(data):
    with pytest.raises(UsageError, match=r"x\.json"):
        json_saved.read(data, "x.json")


def test_texts_of_a_report_cannot_command_the_terminal(saved_report):
    text = msgspec.json.encode(saved_report).decode().replace("绩效目标表", "\\u001b[31m\\u202e目标表")
    made = under(json_saved.read(text.encode(), "old.json"), "strict")
    shown = rescore.render(made, Context(style=Style(cells=80)), 0)
    assert not {"\x1b", "\u202e"} & set(shown)
    assert all(width(line) <= 80 for line in shown.splitlines())
    assert json.loads(rescore_json.render(made, "0.1.0"))["summary"]["scored"] == len(made.scored)
