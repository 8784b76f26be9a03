"""`kpilint rank`: files and saved reports to a ranking, in every format."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import msgspec
import openpyxl
import pytest
from typer.testing import CliRunner

from kpilint.cli import app
from kpilint.errors import KpilintError, UsageError
from kpilint.outputs.ranking import json_ranking
from kpilint.outputs.ranking.json_types import RankingV1
from kpilint.outputs.ranking.words import WORDS
from kpilint.outputs.terminal import width

ROOT = Path(__file__).parent.parent
BAD = (ROOT / "examples/tables.yaml").read_text("utf-8")
GOOD = (ROOT / "examples/model.yaml").read_text("utf-8")
UNITS = ("财政局", "教育局")
HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\u202e]]>&{{7*7}}"


def written(path, text, unit, year=2025):
    text = re.sub(r"^单位: .*$", f"单位: {json.dumps(unit, ensure_ascii=False)}", text, count=1, flags=re.MULTILINE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("年度: 2025", f"年度: {year}" if year else ""), "utf-8")
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Three counties and a file of nobody's; 清和县 is the best, 南浦县 has one table."""
    root = tmp_path_factory.mktemp("corpus")
    for unit in UNITS:
        for year in (2024, 2025):
            written(root / f"云岭县/{year}/{unit}.yaml", BAD, f"云岭县{unit}", year)
            written(root / f"清和县/{year}/{unit}.yaml", GOOD, f"清和县{unit}", year)
    written(root / "清和县/南浦.yaml", GOOD, "南浦县水务局")
    written(root / "杂/a.yaml", GOOD, "水务局", None)
    return root


@pytest.fixture
def rank(monkeypatch):
    """Run `kpilint rank`; returns exit code and output, raises what main() would print as an error."""
    monkeypatch.setenv("KPILINT_LANG", "zh")
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*args, fails=False, command="rank"):
        done = CliRunner().invoke(app, [command, "--no-cache", *map(str, args)])
        if isinstance(done.exception, KpilintError) and fails:
            raise done.exception
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, done.stdout

    return run


@pytest.fixture
def saved(rank, tmp_path):
    """Check paths and keep the report."""

    def save(*paths, name="old.json", profile="national"):
        path = tmp_path / "saved" / name
        path.parent.mkdir(exist_ok=True)
        rank(*paths, "--profile", profile, "-f", "json", "-o", path, command="check")
        return path

    return save


def as_json(rank, *args):
    _, out = rank(*args, "-f", "json")
    jsonschema.validate(json.loads(out), json_ranking.schema())
    return msgspec.json.decode(out, type=RankingV1)


def by_county(ranking):
    return {one.county: one for one in ranking.groups}


def test_counties_are_ranked_with_reasons_for_those_that_are_not(rank, corpus):
    code, out = rank(corpus, "--min-tables", 2)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "绩效目标质量排名 · 按县区"
    assert "计分模型 2026.1 · 4 个县区、10 个文件、18 张表" in out
    first = next(line.split() for line in lines if line.strip().startswith("1 "))
    assert first[:5] == ["1", "1", "A", "清和县", "95.31"]
    assert "  南浦县  有分数的表 1 张，不足 2 张；平均分" in out
    assert "  （未识别）  看不出属于哪个县区；平均分" in out
    assert "文件内写南浦县，文件夹写清和县；按文件内归属" in out.replace("\n    ", "")
    assert "云岭县  比全部平均低" in out
    assert all(width(line) <= 80 for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by", ["county", "unit", "year"])
def test_every_comparison_is_told_in_both_languages_within_the_width(rank, corpus, lang, by):
    code, out = rank(corpus, "--by", by, "--lang", lang, "--min-tables", 1)
    assert code == 0
    assert all(width(line) <= 80 for line in out.splitlines())
    assert "{" not in out


def test_words_are_the_same_in_both_languages():
    holes = {
        lang: {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in words.items()}
        for lang, words in WORDS.items()
    }
    assert holes["zh"] == holes["en"]


def test_a_brief_ranking_has_the_standings_alone(rank, corpus):
    _, out = rank(corpus, "-q", "--min-tables", 2)
    assert "云岭县" in out
    assert "差在哪些项目" not in out


def test_json_has_all_figures_and_adds_up(rank, corpus):
    found = as_json(rank, corpus, "--min-tables", 2)
    counties = by_county(found)
    assert (found.score_model, found.by, found.min_tables) == ("2026.1", "county", 2)
    assert counties["清和县"].standing.rank == 1
    assert counties["云岭县"].standing.band == 2
    assert (counties["南浦县"].why, counties[""].why) == ("few", "unknown")
    assert counties["云岭县"].means.tables == 12
    assert [one.year for one in counties["云岭县"].years] == [2024, 2025]
    for one in found.groups:
        for parts in (one.difference.items, one.difference.families, one.difference.rules):
            assert round(sum(part.points for part in parts), 2) == one.difference.points
    assert sum(one.means.tables for one in found.groups) == found.all.means.tables == 18


def test_the_order_of_paths_changes_nothing(rank, corpus):
    one = as_json(rank, corpus / "云岭县", corpus / "清和县", corpus / "杂")
    other = as_json(rank, corpus / "杂", corpus / "清和县", corpus / "云岭县")
    assert one == other


def test_one_county_is_compared_by_its_units(rank, corpus):
    found = as_json(rank, corpus / "云岭县")
    assert found.by == "unit"
    assert {(one.county, one.unit) for one in found.groups} == {("云岭县", unit) for unit in UNITS}


def test_saved_reports_rank_as_their_files_do(rank, saved, corpus):
    now = as_json(rank, corpus)
    later = as_json(rank, saved(corpus))
    assert later.origins[0].path.endswith("old.json")
    assert now.origins[0].path is None
    assert msgspec.structs.replace(later, origins=[]) == msgspec.structs.replace(now, origins=[])


def test_files_and_reports_mix(rank, saved, corpus):
    found = as_json(rank, saved(corpus / "清和县"), corpus / "云岭县", "--min-tables", 2)
    assert [one.tables for one in found.origins] == [12, 5]
    assert set(by_county(found)) == {"清和县", "云岭县", "南浦县"}
    _, out = rank(saved(corpus / "清和县"), corpus / "云岭县")
    assert "本次检查：12 张表" in out
    assert "雷同的内容只在同一次检查的文件之间找" in out


def test_a_document_that_comes_twice_is_told(rank, saved, corpus):
    path = corpus / "清和县/南浦.yaml"
    found = as_json(rank, saved(path), path)
    assert found.repeated == [str(path)]
    assert found.all.means.tables == 2


def test_scores_of_two_models_are_never_ranked_together(rank, saved, corpus, tmp_path):
    own = tmp_path / "own.yaml"
    shipped = (ROOT / "rulesets/profiles/national.yaml").read_text("utf-8")
    own.write_text(shipped.replace("profile: national", "profile: own").replace('"2026.1"', '"甲-1"'), "utf-8")
    other = saved(corpus / "清和县", profile=str(own))
    with pytest.raises(UsageError) as error:
        rank(other, corpus / "云岭县", fails=True)
    for text in (error.value.zh, error.value.en):
        assert all(part in text for part in ("甲-1", "2026.1", "old.json", "kpilint rescore", "--profile"))
    code, _ = rank(other, corpus / "云岭县", "--profile", own)
    assert code == 0


def test_reports_of_early_versions_rank_with_what_they_have(rank, saved, corpus):
    path = saved(corpus)
    report = json.loads(path.read_text("utf-8"))
    report.pop("rules", None)
    for document in report["documents"]:
        for table in document["tables"]:
            for key in ("unit", "year", "budget", "accepted", "basis"):
                table.pop(key, None)
    path.write_text(json.dumps(report), "utf-8")
    found = as_json(rank, path)
    assert found.origins[0].lacking == ["budget", "unit"]
    counties = by_county(found)
    assert counties["云岭县"].means.weighted is None
    assert counties["云岭县"].means.without_budget == 12
    assert counties["云岭县"].means.mean == by_county(as_json(rank, corpus))["云岭县"].means.mean
    assert "旧报告，没有预算数" in rank(path)[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.update(score=99.5),
        lambda table: table["ledger"][0].update(finding=999),
        lambda table: table["ledger"][0].update(lost=-1),
        lambda table: table["ledger"][0].update(lost=1e308),
        lambda table: table["items"][0].update(full=-1e308),
        lambda table: table.update(score=1e308),
        lambda table: table.update(accepted=-5),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(rank, saved, corpus, spoil):
    path = saved(corpus / "云岭县")
    report = json.loads(path.read_text("utf-8"))
    spoil(report["documents"][0]["tables"][0])
    path.write_text(json.dumps(report), "utf-8")
    with pytest.raises(UsageError, match=r"old\.json 自相矛盾"):
        rank(path, fails=True)


def test_a_broken_report_is_told_by_name(rank, tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"format": "kpilint.report/1", "documents": 5}', "utf-8")
    with pytest.raises(UsageError, match=r"x\.json 不是 kpilint 的 JSON 报告"):
        rank(path, fails=True)


def test_a_manifest_places_what_nothing_else_does_and_wins_by_force(rank, tmp_path):
    written(tmp_path / "甲/a.yaml", GOOD, "水务局")
    written(tmp_path / "乙/b.yaml", BAD, "云岭县财政局")
    (tmp_path / "kpilint.yaml").write_text(
        "manifest:\n- {path: 甲, county: 石桥县}\n- {path: 乙/*.yaml, county: 双溪县, force: true}\n", "utf-8"
    )
    found = as_json(rank, tmp_path, "--by", "county")
    counties = by_county(found)
    assert set(counties) == {"石桥县", "双溪县"}
    assert counties["石桥县"].sources == {"manifest": 1}
    assert counties["双溪县"].sources == {"forced": 3}
    (one,) = found.conflicts
    assert (one.used, one.used_source, one.other, one.other_source) == ("双溪县", "forced", "云岭县", "document")
    assert set(by_county(as_json(rank, tmp_path, "--by", "county", "--no-config"))) == {"", "云岭县"}


def test_accepted_exceptions_are_shown_beside_the_score_that_is_ranked(rank, saved, tmp_path):
    text = BAD.replace("绩效目标表:", "# kpilint: ignore[*] 试点，已同意\n绩效目标表:", 1)
    path = written(tmp_path / "云岭县.yaml", text, "云岭县财政局")
    plain = as_json(rank, written(tmp_path / "b/云岭县.yaml", BAD, "云岭县财政局")).all.means
    for source in (path, saved(path)):
        means = as_json(rank, source).all.means
        assert means.mean == plain.mean
        assert means.accepted > means.mean
    assert "例外后" in rank(path, "--min-tables", 1)[1]
    assert as_json(rank, path, "--no-exceptions").all.means.accepted == plain.mean


def test_what_cannot_be_read_is_counted_and_fails(rank, corpus, tmp_path):
    broken = tmp_path / "清和县/坏.pdf"
    broken.parent.mkdir()
    broken.write_bytes(b"%PDF-1.4 broken")
    code, out = rank(corpus, broken, "-f", "json")
    assert code == 4
    assert by_county(msgspec.json.decode(out, type=RankingV1))["清和县"].unread_documents == 1
    assert "1 个文件有内容未能读取或评定" in rank(corpus, broken)[1]


def test_nothing_to_rank(rank, tmp_path):
    code, out = rank(tmp_path)
    assert code == 3
    assert out == "绩效目标质量排名 · 按单位\n0 个文件，没有绩效目标表\n没有任何表有分数，无法排名。\n"
    for form in ("html", "json"):
        assert rank(tmp_path, "-f", form)[0] == 3


def test_tables_that_lose_nothing_say_so(rank, tmp_path):
    written(tmp_path / "a.yaml", GOOD, "云岭县财政局")
    written(tmp_path / "b.yaml", BAD, "云岭县教育局")
    assert "  平均每张表扣分  没有扣分\n" in rank(tmp_path, "--min-tables", 1)[1]
    assert "<p>没有扣分</p>" in rank(tmp_path, "--min-tables", 1, "-f", "html")[1]


def test_years_of_other_units_are_compared_with_a_warning_and_nobody_rises(rank, tmp_path):
    written(tmp_path / "a.yaml", BAD, "云岭县财政局", 2024)
    written(tmp_path / "b.yaml", GOOD, "云岭县教育局", 2025)
    for form in ("text", "html"):
        _, out = rank(tmp_path, "--by", "year", "--min-tables", 1, "-q", "-f", form)
        assert "各年报来的单位不同" in out.replace("\n", "")
    assert "两年没有相同的单位，不能比升降" in rank(tmp_path, "--by", "county", "--min-tables", 1)[1]
    (step,) = as_json(rank, tmp_path).all.steps
    assert (step.verdict, step.difference, step.units) == ("other", None, [])
    written(tmp_path / "c.yaml", GOOD, "云岭县财政局", 2025)
    out = rank(tmp_path, "--by", "county", "--min-tables", 1)[1].replace("\n    ", "")
    assert "只比两年都有的 1 个单位（财政局）" in out


def test_headings_are_the_same_in_every_format(rank, corpus, tmp_path):
    text, page = rank(corpus, "--min-tables", 1)[1], rank(corpus, "--min-tables", 1, "-f", "html")[1]
    rank(corpus, "--min-tables", 1, "-o", tmp_path / "r.xlsx")
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0][1]]
    line = next(line for line in text.splitlines() if line.startswith("名次")).replace("95% 区间", "")
    for word in line.split():
        assert f">{word}</th>" in page
        assert word in heads or word == "可能名次"  # a column each for the best and the worst


def test_a_workbook_does_not_go_to_the_screen_nor_over_an_input(rank, corpus, tmp_path):
    with pytest.raises(UsageError, match="-o"):
        rank(corpus, "-f", "xlsx", fails=True)
    path = written(tmp_path / "a.yaml", GOOD, "云岭县财政局")
    with pytest.raises(UsageError, match="输出文件就是输入文件"):
        rank(path, "-o", path, fails=True)


def test_the_workbook_holds_figures_as_numbers_and_repeats(rank, corpus, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        assert rank(corpus, "-o", tmp_path / name, "--min-tables", 2)[0] == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.title for sheet in book] == [
        "绩效目标质量排名", "项目与规则族", "差在哪里", "年度变化", "归属依据", "归属说法不一", "怎样算的",
    ]  # fmt: skip
    sheet = book["绩效目标质量排名"]
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert (first["名次"], first["名称"], first["平均分"], first["档"]) == (1, "清和县", 95.31, "A")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


class Page(HTMLParser):
    """What stands in a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_from_elsewhere(rank, corpus, lang):
    _, out = rank(corpus, "-f", "html", "--lang", lang, "--min-tables", 2)
    page = Page(out)
    assert page.tags.isdisjoint({"script", "link", "iframe", "img", "object", "form"})
    assert not any(name.startswith("on") or name == "style" for name, _ in page.attributes)
    assert all(value.startswith("#") for name, value in page.attributes if name in ("href", "src", "xlink:href"))
    policy = next(value for name, value in page.attributes if value and value.startswith("default-src"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "清和县" in "".join(page.text)
    assert {"svg", "table", "th", "h1"} <= page.tags
    targets = {value for name, value in page.attributes if name == "id"}
    assert {value[1:] for name, value in page.attributes if name == "href"} <= targets


def test_hostile_names_harm_no_output(rank, corpus, tmp_path):
    path = written(tmp_path / "恶.yaml", BAD, f"云岭县{HOSTILE}局")
    _, page = rank(corpus, path, "-f", "html", "--by", "unit", "--min-tables", 1)
    assert "<script>" not in page
    assert "{{7*7}}" in page
    assert "\u202e" not in page
    rank(corpus, path, "-o", tmp_path / "x.xlsx", "--by", "unit", "--min-tables", 1)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "x.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert any("cmd|" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    _, text = rank(corpus, path, "--by", "unit", "--min-tables", 1)
    assert "\u202e" not in text
    assert as_json(rank, corpus, path, "--by", "unit")


def test_a_table_with_a_name_like_a_formula_stays_text(rank, tmp_path):
    written(tmp_path / "=1+1县/a.yaml", GOOD, "")
    written(tmp_path / "云岭县/a.yaml", GOOD, "云岭县=2+2")
    rank(tmp_path, "-o", tmp_path / "x.xlsx", "--by", "unit", "--min-tables", 1)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_forms_with_fewer_columns_are_warned_of(rank, tmp_path):
    rows = "".join(f"- {{一级指标: 产出指标, 三级指标: 养护里程{at}, 指标值: ≥{at + 20}公里}}\n" for at in range(4))
    head = "kpilint: 1\n单位: 石桥县交通局\n年度: 2025\n绩效目标表:\n- 项目名称: 村道养护\n  绩效指标:\n"
    narrow = tmp_path / "n.yaml"
    narrow.write_text(head + "".join(f"  {row}\n" for row in rows.splitlines()), "utf-8")
    full = written(tmp_path / "f.yaml", BAD, "云岭县财政局")
    args = (narrow, full, "--min-tables", 1)
    counties = by_county(as_json(rank, *args))
    assert counties["石桥县"].means.rules_applied < counties["云岭县"].means.rules_applied - 0.1
    assert "石桥县的表栏目少" in rank(*args)[1]
    assert "石桥县的表栏目少" in rank(*args, "-f", "html")[1]
    assert "云岭县的表栏目少" not in rank(*args)[1]


def test_published_documents_are_placed_by_their_content(rank, shared):
    found = as_json(rank, shared / "documents", "--by", "county")
    counties = by_county(found)
    assert {"怀来县", "巨鹿县"} <= set(counties)
    assert [one.year for one in counties["怀来县"].years] == [2021, 2022]
    assert counties[""].means.tables == 22
