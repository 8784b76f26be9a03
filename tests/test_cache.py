"""The cache: the same report with it and without, never an old result, never a run that fails because of it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from typer.testing import CliRunner

from kpilint import api, cli, knowledge, loading
from kpilint.cache import origin, sources
from kpilint.cache.kept import Kept, KeptTables
from kpilint.cache.location import FILE, FOLDER, MEGABYTES, Location, locate
from kpilint.cache.results import Packer, Unpacker
from kpilint.cache.store import FORMAT, Store
from kpilint.engine import Engine
from kpilint.errors import UsageError
from kpilint.finding import Hit, Ref
from kpilint.model import Budget, Duty, Goal, Indicator, Place, PlanStep, Table
from kpilint.outputs.context import Context
from kpilint.outputs.formats import render
from kpilint.profiles import load_profile
from kpilint.rule import rule
from kpilint.rulesets import all_rules

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FACTS = {
    "severity": "error", "confidence": "high", "item": "指标科学性", "since": "0.1",
    "zh": "测试规则。\n只为测试。", "message": {"zh": "有误", "en": "wrong"}, "bad": [], "good": [],
}  # fmt: skip
SIX = frozenset({"level1", "level2", "name", "description", "value", "basis"})
KEY, OTHER = b"k" * 20, b"o" * 20


@pytest.fixture(autouse=True)
def settled_code(monkeypatch):
    """The code under test may just have been edited: that alone would have the cache left out."""
    monkeypatch.setattr(origin, "_MARGIN", -1e12)


@pytest.fixture
def location(tmp_path):
    return Location(str(tmp_path / "cache"), chosen=True)


def check(paths, location=None, told=None, jobs=1):
    files = api.find_files([str(one) for one in paths]).files
    trouble = told.append if told is not None else None
    return render("json", api.check_files(files, jobs=jobs, cache=location, trouble=trouble), Context())


def copied(folder, *names):
    folder.mkdir(exist_ok=True)
    for name in names or ("tables.yaml", "qinghe-2025.md"):
        shutil.copy(EXAMPLES / name, folder)
    return [folder]


# --- the same report


def test_reports_are_the_same_to_the_byte_without_with_an_empty_and_with_a_full_cache(location):
    without, first, again = (check([EXAMPLES], one) for one in (None, location, location))
    assert without == first == again


def test_so_they_are_for_the_published_documents(location, shared):
    without, first, again = (check([shared / "documents"], one) for one in (None, location, location))
    assert without == first == again


def test_so_they_are_for_the_labelled_rows(location):
    rows = [ROOT / "tests" / "data" / "labelled"]
    without, first, again = (check(rows, one) for one in (None, location, location))
    assert without == first == again


def test_so_they_are_for_any_number_of_processes_which_share_it(kpilint, location):
    files = ["examples/tables.yaml", "examples/qinghe-2025.md"]
    used = ["--cache-dir", location.folder]
    made = []
    for options in (["-j1", "--no-cache"], ["-j2", *used], ["-j1", *used]):
        done = kpilint("check", *files, "-f", "json", *options)
        assert done.returncode == 1, done.stderr
        store = Store(location.file, 10**6)
        made.append((done.stdout, store.count()))
        store.close()
    assert len({report for report, _ in made}) == 1
    assert made[1] == made[2]


def test_unchanged_files_are_neither_read_nor_checked_again(location, monkeypatch):
    before = check([EXAMPLES], location)
    assert_nothing_is_done_again(monkeypatch)
    assert check([EXAMPLES], location) == before


def assert_nothing_is_done_again(monkeypatch):
    def again(*_args):
        raise AssertionError

    monkeypatch.setattr(loading, "_guarded", again)
    monkeypatch.setattr(Engine, "_check_table", again)


def test_only_the_table_that_changed_is_checked_again(location, tmp_path, monkeypatch):
    folder = copied(tmp_path / "in", "tables.yaml")
    check(folder, location)
    (file,) = folder[0].iterdir()
    text = file.read_text("utf-8")
    file.write_text(text.replace("百分率", "百分数", 1), "utf-8")
    looked_at = []
    judge = Engine._check_table

    def counted(self, table, *args):
        looked_at.append(table)
        return judge(self, table, *args)

    monkeypatch.setattr(Engine, "_check_table", counted)
    changed = check(folder, location)
    assert len(looked_at) == 1
    monkeypatch.undo()
    assert changed == check(folder)
    assert "百分数" in changed.decode()


def test_rules_that_look_across_tables_run_each_time(location, tmp_path):
    both = copied(tmp_path / "in", "yunling-2023.txt", "yunling-2024.txt")
    one = copied(tmp_path / "alone", "yunling-2024.txt")
    check(both, location)
    assert check(one, location) == check(one)
    assert check(both, location) == check(both)


# --- keys

FULL = Table(
    title="标题", number="1", code="A1", project="项目", unit="云岭县", year=2025, budget=Budget("1"), purpose="目的",
    plan=(PlanStep("3月", "20%"),), goals=(Goal("目标"),), indicators=(Indicator(name="甲", value="≥1个"),),
    columns=SIX, parts=frozenset({"goals"}), duty=Duty("职责"), place=Place(3, 1), places={"title": Place(3, 4)},
    outcome="完成",
)  # fmt: skip
CHANGES = {
    "title": "题", "number": "2", "code": "", "project": "", "unit": "", "year": 2024, "budget": Budget("1", "1"),
    "purpose": "", "plan": (PlanStep("3月", "20%", Place(1)),), "goals": (Goal("目标", Place(9)),),
    "indicators": (Indicator(name="甲", value="≥1个", place=Place(9)),), "broken": (), "columns": SIX - {"basis"},
    "parts": frozenset(), "duty": None, "place": Place(4, 1), "places": {"title": Place(3, 5)}, "outcome": "",
}  # fmt: skip


@pytest.mark.parametrize("field", [one.name for one in fields(Table)])
def test_the_key_of_a_table_rests_on_all_of_it(field):
    keys = KeptTables(Store(Path("unused"), 1), b"origin", {})
    other = CHANGES.get(field, "anything")
    if getattr(FULL, field) == other:
        other = ("更",)
    assert keys._key(FULL) == keys._key(replace(FULL))
    assert keys._key(FULL) != keys._key(replace(FULL, **{field: other}))


def test_the_key_does_not_rest_on_the_order_of_sets():
    code = (
        "from kpilint.cache.kept import KeptTables; from kpilint.cache.store import Store; from pathlib import Path;"
        "from kpilint.model import COLUMNS, Table;"
        "print(KeptTables(Store(Path('x'), 1), b'o', {})._key(Table(columns=frozenset(COLUMNS))).hex())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_the_rules_are_part_of_every_key():
    rules = load_profile("national").rules
    first, *others = rules
    changes = (
        {"severity": "blocker"},
        {"yields_to": frozenset()},
        {"defaults": {**first.defaults, "made": (1,)}},
        {"needs": ()},
    )
    sets = [rules, others, *([replace(first, **one), *others] for one in changes)]
    marks = [origin.rules_digest(b"code", one) for one in sets]
    assert len(set(marks)) == len(marks)
    assert origin.rules_digest(b"code", reversed(rules)) == marks[0]
    assert origin.rules_digest(b"changed", rules) != marks[0]


def test_the_limits_and_the_format_are_part_of_the_key_of_a_file(location):
    kept = Kept(location, load_profile("national").rules).documents
    data = b"a: 1"
    limits = api.DEFAULT_LIMITS
    keys = [
        kept.key("yaml", data, "a", limits), kept.key("text", data, "a", limits), kept.key("yaml", b"", "a", limits),
        kept.key("yaml", data, "b", limits), kept.key("yaml", data, "a", replace(limits, rows=1)),
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)


# --- code


def digest():
    return origin.code_digest(load_profile("national").rules)


def test_all_that_rules_rest_on_is_part_of_the_digest_of_the_code():
    found = set(sources.files(load_profile("national").rules))
    for one in (
        "src/kpilint/engine/run.py", "src/kpilint/rules/unit/missing.py", "src/kpilint/data/profile.schema.json",
        "rulesets/vague/ruleset.yaml", "rulesets/knowledge/units.yaml", "rulesets/profiles/national.yaml",
    ):  # fmt: skip
        assert ROOT / one in found or any(path.samefile(ROOT / one) for path in found), one
    names = list(sources.installed())
    assert any(one.startswith("msgspec-") for one in names)


def plugin(folder, name, threshold):
    """Write a plugin module that brings a rule, and a module and a word list that the rule loads when it runs."""
    (folder / f"{name}.py").write_text(
        textwrap.dedent(f"""
            from kpilint.hookspecs import hookimpl
            from kpilint.model import Indicator
            from kpilint.rule import Hit, rule

            @rule("unit/made-{name}", grain=Indicator, reads=("name",), severity="error", confidence="high",
                  item="指标科学性", since="1", zh="长。\\n长。", message={{"zh": "长", "en": "long"}}, bad=[], good=[])
            def long_name(ind):
                "Long.\\n\\nLong."
                from {name}_words import LEAST
                if len(ind.name) >= LEAST:
                    yield Hit("name")

            @hookimpl
            def kpilint_rules():
                return [long_name]
        """),
        "utf-8",
    )
    (folder / f"{name}_words.py").write_text(f"LEAST = {threshold}\n", "utf-8")
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir(exist_ok=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(f"[kpilint]\n{name} = {name}\n", "utf-8")
    past = time.time() - 1000
    for one in folder.rglob("*.py"):
        os.utime(one, (past, past))


def test_a_changed_plugin_is_never_answered_from_the_cache(tmp_path):
    found = []
    for threshold in (1, 1, 1000):
        plugin(tmp_path, "localplugin", threshold)
        done = subprocess.run(
            [sys.executable, "-m", "kpilint", "check", str(EXAMPLES / "tables.yaml"), "-f", "json", "--no-config"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tmp_path), FOLDER: str(tmp_path / "cache"), "PYTHONUTF8": "1"},
        )
        assert done.returncode == 1, done.stderr
        found.append(done.stdout.count(b"unit/made-localplugin"))
    assert found[0] == found[1] > found[2]


def test_an_addition_to_the_knowledge_changes_the_digest(tmp_path, monkeypatch):
    words = tmp_path / "units.yaml"
    rules = load_profile("national").rules
    marks = [origin.code_digest(rules)]
    monkeypatch.setattr(knowledge, "addition_folders", lambda: (tmp_path,))
    for text in ("as_of: 2025", "as_of: 2026"):
        words.write_text(text, "utf-8")
        marks.append(origin.code_digest(rules))
    assert len(set(marks)) == 3


def test_rules_of_code_that_is_in_no_file_are_not_cached(location, monkeypatch):
    made = replace(load_profile("national").rules[0], check=eval("lambda view: ()", {"__name__": "nowhere"}))  # noqa: S307
    kept = Kept(location, [made])
    assert kept.checks is None
    assert kept.documents is None
    assert "nowhere" in kept.untraceable.en
    monkeypatch.setattr(origin, "_MOST_BYTES", 10)
    with pytest.raises(origin.UnknownOriginError):
        digest()


def test_a_folder_of_code_that_cannot_be_read_costs_time_only(location, monkeypatch, tmp_path):
    listed = Path.iterdir

    def closed(path):
        if path == tmp_path:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert check([EXAMPLES / "tables.yaml"], location) == check([EXAMPLES / "tables.yaml"])
    assert str(tmp_path) in Kept(location, load_profile("national").rules).untraceable.en


def test_code_that_changed_since_it_was_loaded_is_not_cached(tmp_path, monkeypatch, location):
    monkeypatch.setattr(origin, "_MARGIN", 2.0)
    monkeypatch.setattr(sources, "files", lambda _rules: [tmp_path / "late.py"])
    late = tmp_path / "late.py"
    late.write_text("", "utf-8")
    os.utime(late, (time.time() + 60, time.time() + 60))
    assert Kept(location, load_profile("national").rules).checks is None
    os.utime(late, (1, 1))
    assert Kept(location, load_profile("national").rules).checks is not None


# --- what is kept


def rows(*names):
    return Table(indicators=tuple(Indicator(name=name, value="≥95%") for name in names), columns=SIX)


def test_a_crash_is_not_kept():
    @rule("made/broken", grain=Indicator, reads=("name",), **FACTS)
    def broken(ind):
        """Breaks."""
        raise ValueError(ind.name)
        yield

    check = Engine([broken])._check_table(rows("甲"), 0, 0)
    assert check.crashed
    assert Packer().pack(check, 0, 0) is None


@pytest.mark.parametrize(
    "hit",
    [
        Hit("indicators", {"n": 3}), Hit("indicators", {"n": "\ud800"}), Hit("indicators", others=(Ref(5, 0, 0),)),
        Hit("indicators", others=(Ref(None, 3, 0),)),
    ],
)  # fmt: skip
def test_what_would_not_come_back_the_same_is_not_kept(hit):
    @rule("made/odd", grain=Table, reads=("indicators",), **FACTS)
    def odd(_table):
        """Says odd things."""
        yield hit

    assert Packer().pack(Engine([odd])._check_table(rows("甲"), 0, 0), 0, 0) is None


def test_a_check_comes_back_for_any_document_and_place_in_it():
    @rule("made/whole", grain=Table, reads=("indicators",), **FACTS)
    def whole(table):
        """Sees copies."""
        yield Hit("name", {"n": "2"}, row=1, others=(Ref(row=0),), place=table.indicators[0].place)

    engine = Engine([whole])
    table = rows("甲", "甲")
    packed = Packer().pack(engine._check_table(table, 0, 0), 0, 0)
    assert Unpacker(engine.rules).unpack(packed, 4, 7, 2) == engine._check_table(table, 4, 7)


@pytest.mark.parametrize(
    "entry",
    [
        b"", b"\xc1", msgspec.msgpack.encode([]), msgspec.msgpack.encode({"seen": 1}),
        msgspec.msgpack.encode([[["made/none", "name", {}]], [[0, 0]], {}, {}]),
        msgspec.msgpack.encode([[["unit/missing", "value", {}]], [[0, 99]], {}, {}]),
        msgspec.msgpack.encode([[["unit/missing", "value", {}]], [[5, 0]], {}, {}]),
        msgspec.msgpack.encode([[["unit/missing", 7, {}]], [[0, 0]], {}, {}]),
    ],
)  # fmt: skip
def test_bytes_that_hold_no_check_of_the_table_count_as_none(entry):
    assert Unpacker(all_rules()).unpack(entry, 0, 0, 1) is None


# --- the file


def test_values_come_back_and_strangers_do_not(tmp_path):
    store = Store(tmp_path / "deep" / FILE, 10**6)
    store.put(KEY, b"value")
    store.close()
    store = Store(tmp_path / "deep" / FILE, 10**6)
    assert store.get([KEY, OTHER]) == {KEY: b"value"}
    assert store.count() == 1
    store.close()
    assert store.trouble is None


@given(st.integers(0, 2**20), st.binary(min_size=1, max_size=200), st.booleans())
@example(4054, b"\x80", False)  # in the text of the table's definition
@settings(max_examples=60)
def test_a_damaged_file_gives_what_was_put_or_nothing(tmp_path_factory, at, garbage, cut):
    file = tmp_path_factory.mktemp("damaged") / FILE
    store = Store(file, 10**6)
    values = {bytes([n]) * 20: bytes([n]) * (n * 40) for n in range(1, 40)}
    for key, value in values.items():
        store.put(key, value)
    store.close()
    data = file.read_bytes()
    at %= len(data)
    file.write_bytes(data[:at] + (b"" if cut else garbage + data[at + len(garbage) :]))
    store = Store(file, 10**6)
    for key, value in store.get(list(values)).items():
        assert value == values[key]
    store.put(KEY, b"new")
    store.close()
    store = Store(file, 10**6)
    assert store.get([KEY]) in ({KEY: b"new"}, {})
    store.put(KEY, b"newer")
    store.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 4000, b"\xff" * 100_000])
def test_a_file_that_is_no_cache_is_made_anew(location, tmp_path, content):
    folder = copied(tmp_path / "in")
    location.file.parent.mkdir()
    location.file.write_bytes(content)
    told = []
    assert check(folder, location, told) == check(folder, location) == check(folder)
    assert [one.en for one in told] == (["the cache was damaged and has been made anew"] if content else [])
    store = Store(location.file, 10**6)
    assert store.count()
    store.close()


def test_another_database_in_its_place_is_made_anew(location):
    location.file.parent.mkdir()
    with sqlite3.connect(location.file) as database:
        database.execute("CREATE TABLE entries (key, value, used)")
        database.execute("CREATE VIEW other AS SELECT 1")
        database.execute(f"PRAGMA user_version={FORMAT}")
    database.close()
    store = Store(location.file, 10**6)
    store.put(KEY, b"value")
    store.flush()
    assert store.get([KEY]) == {KEY: b"value"}
    assert "anew" in store.trouble.en
    store.close()


def test_a_file_of_a_later_version_is_left_alone(location, tmp_path):
    folder = copied(tmp_path / "in")
    location.file.parent.mkdir()
    with sqlite3.connect(location.file) as database:
        database.execute("CREATE TABLE better (x)")
        database.execute(f"PRAGMA user_version={FORMAT + 1}")
    database.close()
    before = location.file.read_bytes()
    told = []
    assert check(folder, location, told) == check(folder)
    assert location.file.read_bytes() == before
    assert "later version" in told[0].en
    assert "更新版本" in told[0].zh


def test_a_cache_that_cannot_be_written_is_left_out(tmp_path):
    folder = copied(tmp_path / "in")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", "utf-8")
    told = []
    assert check(folder, Location(str(blocked / "below")), told) == check(folder)
    (tmp_path / "taken" / FILE).mkdir(parents=True)
    assert check(folder, Location(str(tmp_path / "taken")), told) == check(folder)
    assert len(told) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_changes_nothing(location, tmp_path):
    folder = copied(tmp_path / "in")
    before = check(folder, location)
    location.file.chmod(0o400)
    location.file.parent.chmod(0o500)
    try:
        assert check(folder, location) == before
    finally:
        location.file.parent.chmod(0o700)


def test_a_locked_cache_is_waited_for_a_moment_only(location):
    Store(location.file, 10**6).open()
    holder = sqlite3.connect(location.file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store = Store(location.file, 10**6, wait=0.01)
    assert store.get([KEY]) == {}
    store.put(KEY, b"value")
    store.flush()
    assert store.trouble is not None
    holder.execute("ROLLBACK")
    holder.close()
    store.close()


def test_it_stays_within_its_limit_and_what_was_not_used_for_longest_goes(tmp_path, monkeypatch):
    clock = [10.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    limit = 400_000
    store = Store(tmp_path / FILE, limit)
    for number in range(60):
        clock[0] += 10_000
        store.put(number.to_bytes(20, "big"), os.urandom(20_000))
        store.get([(0).to_bytes(20, "big")])
        store.flush()
    left = store.get([number.to_bytes(20, "big") for number in range(60)])
    store.close()
    assert sum(one.stat().st_size for one in tmp_path.iterdir()) <= limit * 1.25
    kept = sorted(int.from_bytes(one, "big") for one in left)
    assert kept[0] == 0
    assert kept[1:] == list(range(kept[1], 60))
    assert 10 <= len(kept) < 30


def test_a_value_too_large_for_it_is_let_go(tmp_path):
    store = Store(tmp_path / FILE, 8_000)
    store.put(KEY, os.urandom(1_100))
    store.flush()
    assert store.get([KEY]) == {}
    store.close()


def test_several_may_use_it_at_once(tmp_path):
    file, wrong = tmp_path / FILE, []

    def use(own):
        store = Store(file, 10**7)
        for number in range(30):
            key = bytes([own, number]) * 10
            store.put(key, key * 50)
            store.put(KEY, b"shared")
            store.flush()
            if store.get([key, KEY]) not in ({key: key * 50, KEY: b"shared"}, {}):
                wrong.append(key)
        store.close()

    Store(file, 10**7).open()
    users = [threading.Thread(target=use, args=(one,)) for one in range(4)]
    for one in users:
        one.start()
    for one in users:
        one.join()
    store = Store(file, 10**7)
    assert not wrong
    assert store.count() == 4 * 30 + 1
    store.close()


# --- the command line


def test_where_it_is_and_how_large_it_may_grow(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "环境 变量"))
    assert locate().file == tmp_path / "环境 变量" / FILE
    assert locate(tmp_path).file == tmp_path / FILE
    monkeypatch.setenv(MEGABYTES, "7")
    assert locate().most_bytes == 7_000_000
    monkeypatch.delenv(FOLDER)
    assert not locate().chosen
    assert "kpilint" in locate().folder
    for wrong in ("0", "-1", "many", "1.5", "²"):
        monkeypatch.setenv(MEGABYTES, wrong)
        with pytest.raises(UsageError):
            locate()
    monkeypatch.delenv(MEGABYTES)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError):
        locate(tmp_path / "file")


def test_it_can_be_shown_and_cleared(kpilint, tmp_path, location):
    check([EXAMPLES / "model.yaml"], location)
    run = CliRunner().invoke
    shown = run(cli.app, ["cache", "show", "--cache-dir", location.folder, "--lang", "en"]).output
    assert str(location.file) in shown
    assert "entries: 0" not in shown
    for _ in range(2):
        cleared = run(cli.app, ["cache", "clear", "--cache-dir", location.folder])
        assert cleared.exit_code == 0
        assert "已清除缓存" in cleared.output
        assert list(location.file.parent.iterdir()) == []
    (tmp_path / "file").write_text("", "utf-8")
    refused = kpilint("check", "examples", "--cache-dir", tmp_path / "file")
    assert refused.returncode == 2
    assert "缓存位置应为文件夹" in refused.stderr.decode()


def test_nothing_is_written_where_no_cache_is_asked_for(tmp_path, kpilint, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    assert json.loads(kpilint("check", EXAMPLES / "model.yaml", "-f", "json", "--no-cache").stdout)["documents"]
    assert not (tmp_path / "cache").exists()
