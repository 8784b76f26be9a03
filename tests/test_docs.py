"""The documentation names everything there is, and what it shows is what happens.

    python tests/test_docs.py --write

writes docs/rules.md and the parts of other pages that stand between <!-- … --> marks anew.
"""

import ast
import hashlib
import importlib
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
import typer

from kpilint import (
    api,
    checks,
    configuration,
    fields,
    finding,
    hookspecs,
    inputkeys,
    problems,
    profiles,
    rule,
    rulesets,
)
from kpilint.cli import app
from kpilint.examples import failures, found_by, message
from kpilint.outputs.words import FIELDS, WORDS
from kpilint.report.requests import Request, asked_in
from kpilint.sources.trees import yamlfile
from kpilint.vocabulary import plain

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
REGENERATE = "out of date; run: python tests/test_docs.py --write"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLE = re.compile(
    r"(<!-- output: (?P<command>kpilint [^\n]*?) \| (?P<start>[^\n|]+) -->\n```text\n)(.*?)(```\n)", re.DOTALL
)
PART = re.compile(r"(<!-- (?P<name>[a-z-]+):begin -->\n)(.*?)(<!-- (?P=name):end -->)", re.DOTALL)
LISTED = ("`" + "{}" + "`").format


# -- pages and parts of pages that are written from the program


def rules_page():
    """docs/rules.md: every rule with its messages, by family."""
    lines = [
        "# 规则一览 / Rules",
        "",
        "本页由程序生成，请勿手改：`python tests/test_docs.py --write`。",
        "同样的内容可用 `kpilint rules` 和 `kpilint explain 规则编号` 查看。",
        "",
        "级别：必改（blocker）、错误（error）、警告（warning）、提示（info）。把握为 low 的规则只提示、不计分。",
        "",
    ]
    rules = rulesets.all_rules()
    for family, ruleset in sorted(rulesets.all_rulesets().items()):
        own = [one for one in rules.values() if one.family == family]
        lines += [f"## {ruleset.title['zh']} / {ruleset.title['en']}（{family}）", ""]
        for one in own:
            lines += _rule_lines(one)
    return "\n".join(lines).rstrip() + "\n"


def _rule_lines(one):
    severity = WORDS["zh"]["severity." + one.severity]
    facts = [
        f"{severity}（{one.severity}）", f"把握 {one.confidence}", "评审项目：" + "、".join(one.items),
        f"检查对象 {fields.GRAIN_NAMES[one.grain]}", f"自 {one.since}",
    ]  # fmt: skip
    lines = [f"### {one.id}", "", " · ".join(facts), ""]
    for lang, joint in (("zh", ""), ("en", " ")):
        lines += [one.summary[lang] + joint + joint.join(one.reason[lang].split() if joint else [one.reason[lang]]), ""]
    lines.pop()
    if one.standard:
        lines += ["", f"依据 / standard: {one.standard}"]
    example, _ = one.bad[0]
    found = found_by(one, example)[0]
    lines += [
        "",
        f"- 错例 / bad: {_flat(example)}",
        f"  - {message(one, example, found, 'zh')}",
        f"  - {message(one, example, found, 'en')}",
        f"- 正例 / good: {_flat(one.good[0])}",
        "",
    ]
    return lines


def _flat(example):
    return "；".join(f"{FIELDS['zh'].get(key, key)} {_value(value)}" for key, value in example.items())


def _value(value):
    if isinstance(value, dict):
        return "、".join(_value(one) for one in value.values())
    if isinstance(value, list | tuple):
        return " / ".join(_value(one) for one in value)
    return f"`{value}`" if str(value).strip() else "（空）"


SCOPES = {
    "document": "一个文件",
    "table": "一张绩效目标表",
    "budget": "预算",
    "plan": "资金支出计划的一步（写成列表时）",
    "goal": "一条绩效目标（逐条注明期限时）",
    "row": "一行绩效指标",
    "other": "其他目标值的一栏（写成列表时）",
    "grades": "评价标准",
    "duty": "职责活动（旧式表）",
    "broken": "残缺行（由 `kpilint import` 写出）",
}


def keys_part():
    lines = []
    for scope, title in SCOPES.items():
        lines += [f"**{title}**", "", "| 中文键 | 英文键 | 也可写作 |", "| --- | --- | --- |"]
        for key, (official, *others) in inputkeys.variants(scope).items():
            lines.append(f"| {official} | `{key}` | {'、'.join(one for one in others if one != key)} |")
        lines.append("")
    return "\n".join(lines)


def problems_part(prefix, lang="zh"):
    heads = {"zh": "| 代码 | 级别 | 提示 |", "en": "| code | severity | message |"}
    lines = [heads[lang], "| --- | --- | --- |"]
    for code, kind in problems.CATALOGUE.items():
        if code.startswith(prefix):
            text = {"zh": kind.zh, "en": kind.en}[lang]
            lines.append(f"| `{code}` | {WORDS[lang]['severity.' + kind.severity]} | {text} |")
    return "\n".join(lines) + "\n"


def fields_part():
    lines = ["| 粒度 grain | `reads` 可用的字段 |", "| --- | --- |"]
    for grain, specs in fields.FIELDS.items():
        lines.append(f"| {grain.__name__} | {', '.join(map(LISTED, specs))} |")
    return "\n".join(lines) + "\n"


PARTS = {
    "keys": keys_part,
    "input-problems": lambda: problems_part("input/"),
    "structure-problems": lambda: problems_part("structure/"),
    "exception-problems": lambda: problems_part("exception/"),
    "exception-problems-en": lambda: problems_part("exception/", "en"),
    "fields": fields_part,
}


def regenerated(text):
    """Return a page with its parts and samples written anew."""
    text = PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}{found[4]}", text)
    return SAMPLE.sub(
        lambda found: f"{found[1]}{_block(_output(found['command'], ROOT), found['start'])}{found[5]}", text
    )


def _output(command, cwd, codes=(0, 1)):
    """Return what a `kpilint …` line prints; what follows `>` is where the reader would put it."""
    words = shlex.split(command.partition(" > ")[0])
    done = subprocess.run(
        [sys.executable, "-m", *words],
        capture_output=True,
        cwd=cwd,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "KPILINT_LANG": "zh", "PYTHONUTF8": "1", "NO_COLOR": "1"},
    )
    assert done.returncode in codes, f"{command}: {done.returncode}\n{done.stderr.decode()}"
    assert b"Traceback" not in done.stderr, f"{command}\n{done.stderr.decode()}"
    return done.stdout.decode()


def _block(output, start):
    """Return the lines from the one that holds `start` to the next empty one."""
    lines = output.splitlines()
    first = next(at for at, line in enumerate(lines) if start in line)
    end = next((at for at in range(first, len(lines)) if not lines[at]), len(lines))
    return "\n".join(lines[first:end]) + "\n"


def write():
    (ROOT / "docs" / "rules.md").write_text(rules_page(), encoding="utf-8", newline="\n")
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if (fresh := regenerated(text)) != text:
            page.write_text(fresh, encoding="utf-8", newline="\n")


def test_the_page_of_rules_is_up_to_date():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page(), f"docs/rules.md is {REGENERATE}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_parts_and_samples_are_up_to_date(page):
    text = page.read_text(encoding="utf-8")
    assert text == regenerated(text), f"{page.relative_to(ROOT)} is {REGENERATE}"


# -- everything is named somewhere


def text_of(*names):
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


@pytest.fixture(scope="module")
def all_text():
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands():
    return typer.main.get_command(app).commands


def verbs(command=None):
    """Yield every command, those of groups (`baseline create`) too."""
    for one in (command or typer.main.get_command(app)).commands.values():
        yield one
        if hasattr(one, "commands"):
            yield from verbs(one)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_named_in_both_readmes(name):
    for page in ("README.md", "README.en.md"):
        assert f"kpilint {name}" in text_of(page)


@pytest.mark.parametrize(
    ("command", "option"),
    sorted(
        (command.name, option)
        for command in [*verbs(), typer.main.get_command(app)]
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    ),
)
def test_every_long_option_is_named(command, option, all_text):
    assert re.search(rf"{option}(?![\w-])", all_text), f"{option} of {command or 'kpilint'}"


def test_every_exit_code_is_explained():
    for page in ("README.md", "README.en.md"):
        for code in range(5):
            assert re.search(rf"^\| {code} \|", text_of(page), re.MULTILINE), (page, code)


@pytest.mark.parametrize("rule_id", sorted(rulesets.all_rules()))
def test_every_rule_is_named(rule_id):
    assert f"### {rule_id}\n" in text_of("docs/rules.md")


@pytest.mark.parametrize("name", sorted(checks.PRIMITIVES))
def test_every_primitive_is_shown_in_a_rule(name):
    page = text_of("docs/writing-rules.md")
    assert LISTED(name) in page
    assert re.search(rf"check: \{{{name}:", page), "no example of it"


HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("kpilint_"))


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_is_named(name):
    assert f"def {name}(" in text_of("docs/writing-rules.md")


def schema_keys(name):
    def walk(node):
        if isinstance(node, dict):
            yield from node.get("properties", {})
            for one in node.values():
                yield from walk(one)
        elif isinstance(node, list):
            for one in node:
                yield from walk(one)

    return set(walk(json.loads(files("kpilint").joinpath(f"data/{name}.schema.json").read_text(encoding="utf-8"))))


@pytest.mark.parametrize("key", sorted(schema_keys("ruleset") | schema_keys("profile")))
def test_every_key_of_rulesets_and_profiles_is_named(key):
    page = text_of("docs/writing-rules.md", "docs/score.md")
    assert LISTED(key) in page or re.search(rf"(?<![\w]){key}:", page)


@pytest.mark.parametrize("fact", sorted({*inspect.signature(rule.rule).parameters} - {"rule_id"}))
def test_every_fact_of_a_python_rule_is_named(fact):
    assert LISTED(fact) in text_of("docs/writing-rules.md")


@pytest.mark.parametrize("values", [finding.Severity, finding.Confidence, rule.ITEMS, rule.LABELS], ids=str)
def test_every_word_of_a_rule_is_named(values):
    page = text_of("docs/writing-rules.md")
    assert [one for one in values if str(getattr(one, "value", one)) not in page] == []


def test_every_profile_is_named():
    for name in (path.stem for path in (ROOT / "rulesets" / "profiles").glob("*.yaml")):
        assert LISTED(name) in text_of("docs/score.md", "README.md")


def test_every_suffix_is_named():
    from kpilint.sources.detection.detect import SUFFIXES  # noqa: PLC0415

    assert [one for one in SUFFIXES if one not in text_of("README.md")] == []


def test_every_label_the_benchmark_measures_is_a_word_of_the_guide(shared):
    guide = (shared / "labels" / "GUIDE.md").read_text(encoding="utf-8")
    assert [one for one in rule.LABELS if one not in guide] == []


# -- what is shown works


def fences(page, language):
    return [body for kind, body in FENCE.findall((ROOT / page).read_text(encoding="utf-8")) if kind == language]


def command_blocks():
    """Yield the command lines of each block: they run one after the other."""
    for page in PAGES:
        for at, body in enumerate(fences(page, "sh")):
            lines = [line.split(" #")[0].strip() for line in body.splitlines() if line.startswith("kpilint")]
            if lines:
                yield pytest.param(lines, id=f"{page.relative_to(ROOT)}-{at}")


@pytest.mark.parametrize("lines", list(command_blocks()))
def test_the_command_lines_of_every_block_run(lines, tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for line in lines:
        _output(line, tmp_path)


def numbered(page, language):
    return [pytest.param(body, id=f"{page}-{at}") for at, body in enumerate(fences(page, language))]


SETTINGS = ("docs/settings.md", "docs/en/settings.md")


@pytest.mark.parametrize("page", SETTINGS)
def test_the_settings_shown_load_and_the_exceptions_shown_are_well_formed(page, tmp_path):
    shown, table = fences(page, "yaml")
    path = tmp_path / "kpilint.yaml"
    path.write_text(shown, encoding="utf-8")
    assert configuration.load(path).values
    remarks = yamlfile.read(table.encode(), "docs.yaml").remarks
    asked = [one for remark in remarks for one in asked_in(remark, "docs.yaml")]
    assert len(asked) == 3
    assert all(isinstance(one, Request) for one in asked)


@pytest.mark.parametrize("key", sorted(schema_keys("config")))
def test_every_key_of_settings_is_named(key):
    named = re.compile(rf"(?<!\w){key}(?!\w)")
    assert all(named.search(text_of(page)) or named.search(text_of("docs/ranking.md")) for page in SETTINGS)


@pytest.mark.parametrize("body", [*numbered("docs/input-format.md", "yaml"), *numbered("docs/clerk.md", "yaml")])
def test_every_table_shown_is_read_without_a_problem(body):
    document = yamlfile.read(body.encode(), "docs.yaml")
    assert document.problems == ()
    assert document.tables


@pytest.mark.parametrize(("kind", "body"), [
    (kind, body) for kind in ("json", "jsonl") for body in fences("docs/input-format.md", kind)
])  # fmt: skip
def test_every_json_table_shown_is_read_without_a_problem(kind, body, tmp_path):
    path = tmp_path / f"docs.{kind}"
    path.write_text(body, encoding="utf-8")
    document = api.load(str(path))
    assert document.problems == ()
    assert document.tables


@pytest.mark.parametrize("body", [*numbered("docs/writing-rules.md", "yaml"), *numbered("README.md", "yaml")])
def test_every_ruleset_and_profile_shown_loads_and_its_examples_hold(body, tmp_path):
    if added := re.match(r"# .*?([a-z]+)\.yaml", body):  # an addition to the knowledge files
        (tmp_path / f"{added[1]}.yaml").write_text(body, encoding="utf-8")
        environment = {**os.environ, "KPILINT_KNOWLEDGE": str(tmp_path)}
        command = [sys.executable, "-m", "kpilint", "check", str(ROOT / "examples" / "model.yaml")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return
    if body.startswith("profile:"):
        path = tmp_path / f"{re.match('profile: (.+)', body)[1]}.yaml"
        path.write_text(body, encoding="utf-8")
        assert profiles.load_profile(str(path)).rules
        return
    (tmp_path / "ruleset.yaml").write_text(body, encoding="utf-8")
    loaded = rulesets.load_ruleset(tmp_path)
    assert loaded.rules
    assert [wrong for one in loaded.rules for wrong in failures(one.bind(loaded.options))] == []


@pytest.mark.parametrize("body", numbered("docs/writing-rules.md", "python"))
def test_every_python_rule_shown_holds_its_examples(body, tmp_path, monkeypatch):
    name = f"shown_{hashlib.sha256(body.encode()).hexdigest()[:12]}"
    (tmp_path / f"{name}.py").write_text(body, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module(name)
    for one in vars(module).values():
        if isinstance(one, rule.Rule):
            assert failures(one) == []
    for node in ast.parse(body).body:
        if isinstance(node, ast.FunctionDef) and node.name in HOOKS:
            getattr(module, node.name)()


def test_the_worked_example_of_the_score_is_what_comes_out():
    checked = api.check([str(ROOT / "examples" / "tables.yaml")], api.Choice("national", (), (), ()), jobs=1)
    table = list(checked.tables)[1]
    page = text_of("docs/score.md")
    shown = [table.score.hundredths, *(line.lost for line in table.score.ledger)]
    shown += [one.full for one in table.score.items if one.full]
    assert [one for one in shown if f"{Decimal(one) / 100:.2f}" not in page] == []
    assert plain(table.table.project) in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [one for one in targets if not (page.parent / one).exists()] == []


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_docs.py --write")
    write()
