"""The rule API: `Rule`, the `@rule` decorator and the `View` that a rule is handed.

A rule is a generator over one typed subject. It says what it saw; the engine says who, how bad and where.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from kpilint import fields
from kpilint.errors import ConfigError
from kpilint.fields import GRAIN_NAMES, FieldSpec, Grain
from kpilint.finding import Confidence, Deferred, Hit, Severity
from kpilint.model import CELL_FIELDS, FURTHER_FIELDS, HEAD_PARTS, ROW_COLUMNS, Cell, Corpus, Document, Indicator, Table
from kpilint.view import UndeclaredFieldError, View, declare

LANGUAGES: Final = ("zh", "en")
ITEMS: Final = (
    "规范完整性",
    "明确清晰性",
    "目标相关性",
    "指标科学性",
    "绩效合理性",
    "资金匹配性",
    "实现可能性",
    "条件充分性",
)
"""The eight items of the review form of 财预〔2015〕88号."""

LABELS: Final = (
    "placeholder", "vague_name", "vague_value", "definition", "unit", "category", "direction", "basis", "inconsistent",
)  # fmt: skip
"""The labels of the labelled rows that rule accuracy is measured on."""

_QUOTABLE: Final[Mapping[Grain, frozenset[str]]] = {
    Cell: frozenset((*CELL_FIELDS, "text", "project")),
    Indicator: frozenset((*CELL_FIELDS, *FURTHER_FIELDS, "project")),
    Table: frozenset({"title", "project", "purpose"}),
    Document: frozenset({"path"}),
    Corpus: frozenset(),
}

Outcome = Hit | Deferred
Check = Callable[..., Iterable[Outcome]]
Example = Mapping[str, Any]


class Rule(Struct, frozen=True, kw_only=True):
    """One check and all that is known about it."""

    id: str
    grain: Grain
    declared: Mapping[str, FieldSpec]
    """The fields that its view holds."""
    needs: tuple[str, ...]
    """Columns or parts without which the rule does not apply (`model.ROW_COLUMNS`, `model.HEAD_PARTS`)."""
    severity: Severity
    confidence: Confidence
    items: tuple[str, ...]
    """The review-form items it counts against, of `ITEMS`; more than one where the fault leaves none of them."""
    since: str
    message: Mapping[str, str]
    """Template by language; it may name the row's cells and the hit's `args`."""
    placeholders: frozenset[str]
    """Names that its messages fill in."""
    summary: Mapping[str, str]
    reason: Mapping[str, str]
    """What it finds in one sentence, and why that matters, by language."""
    bad: tuple[tuple[Example, Example], ...]
    good: tuple[Example, ...]
    check: Check
    label: str = ""
    cell_labels: Mapping[str, str] = {}
    """Further labels that its findings in a cell answer to: a filler as the basis is no basis."""
    standard: str = ""
    cells: tuple[str, ...] = ()
    """Which cells of a row a rule of cell grain looks at, each by itself."""
    options: tuple[str, ...] = ()
    """Names of the keyword-only parameters of `check`, filled from the ruleset."""
    defaults: Mapping[str, Any] = {}
    origin: str = "kpilint"
    """Where it was defined: a Python module or a ruleset file."""
    yields_to: frozenset[str] = frozenset()
    """Rules that see the same fault better: where one of them has found something in the same cell, this one's finding
    is left out. Stated in the family's ruleset (`yields`)."""

    def labels_of(self, field: str) -> tuple[str, ...]:
        """Return the labels of the labelled rows that a finding in a cell answers to."""
        return tuple(one for one in (self.label, self.cell_labels.get(field)) if one)

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of the fields it may read."""
        return tuple(self.declared)

    @property
    def quotable(self) -> frozenset[str]:
        """Names that a message may fill in from the subject itself: a row's cells, a table's texts."""
        return _QUOTABLE[self.grain]

    def bind(self, options: Mapping[str, Any]) -> "Rule":
        """Return the rule with its options filled in, lists frozen to tuples.

        Raises:
            ConfigError: an option has no value, neither in the ruleset nor as a default.
        """
        missing = [name for name in self.options if name not in options and name not in self.defaults]
        if missing:
            names = ", ".join(missing)
            raise ConfigError(f"规则 {self.id} 缺少选项 {names}", f"rule {self.id} lacks options {names}")
        return replace(
            self,
            defaults={name: freeze(options[name]) if name in options else self.defaults[name] for name in self.options},
        )

    def run(self, subject: Any, table: Table | None = None, log: list[str] | None = None) -> tuple[Outcome, ...]:
        """Run the check on one subject. Whatever it raises goes through to the caller; `log` as of `View`."""
        view = View(self.declared, subject, table, log)
        return tuple(self.check(view, **self.defaults))


def freeze(value: Any) -> Any:
    """Return lists as tuples and mappings with frozen values, so that options can be hashed and shared."""
    if isinstance(value, list | tuple):
        return tuple(freeze(one) for one in value)
    if isinstance(value, Mapping):
        return {key: freeze(one) for key, one in value.items()}
    return value


def rule(  # noqa: PLR0913 - each is one fact about a rule, all by name
    rule_id: str,
    *,
    grain: Grain,
    reads: Sequence[str],
    severity: str,
    confidence: str,
    item: str | Sequence[str],
    since: str,
    message: Mapping[str, str],
    bad: Sequence[tuple[Example, Example]],
    good: Sequence[Example],
    zh: str,
    needs: Sequence[str] | None = None,
    cells: Sequence[str] = (),
    label: str = "",
    cell_labels: Mapping[str, str] | None = None,
    standard: str = "",
) -> Callable[[Check], Rule]:
    """Turn a generator function into a `Rule`.

    Args:
        rule_id: `family/fault-in-words`.
        grain: the type the rule looks at: Cell, Indicator, Table, Document or Corpus.
        reads: fields the function uses; reading another raises.
        severity: `blocker`, `error`, `warning` or `info`.
        confidence: `high` or `low`; only high scores.
        item: the review-form item it counts against, or several.
        since: version of kpilint that brought it.
        message: `zh` and `en` templates; they may name the row's cells without the rule reading them.
        bad: examples with what the hit must show: `field`, and any of its `args`.
        good: examples that give no hit.
        zh: what it finds and why, in Chinese: first line the summary, the rest the reason.
        needs: columns or parts the form must have; by default all that `reads` rests on.
        cells: for a rule of cell grain, the cells of a row it looks at.
        label: label of the labelled rows it answers to, or none.
        cell_labels: further labels by cell.
        standard: the official rule it serves, where there is one.

    Keyword-only parameters of the function are its options, filled from the family's ruleset.
    The docstring is the same in English.
    """

    def decorate(check: Check) -> Rule:
        return make_rule(
            check,
            rule_id=rule_id, grain=grain, reads=reads, severity=severity, confidence=confidence, item=item,
            since=since, message=message, bad=bad, good=good, needs=needs, cells=cells, label=label,
            cell_labels=cell_labels or {}, standard=standard, doc={"zh": zh, "en": inspect.getdoc(check) or ""},
            origin=check.__module__, options=_options_of(check),
        )  # fmt: skip

    return decorate


def make_rule(  # noqa: PLR0913 - as above
    check: Check,
    *,
    rule_id: str,
    grain: Grain,
    reads: Sequence[str],
    severity: str,
    confidence: str,
    item: str | Sequence[str],
    since: str,
    message: Mapping[str, str],
    bad: Sequence[tuple[Example, Example]],
    good: Sequence[Example],
    needs: Sequence[str] | None,
    cells: Sequence[str],
    label: str,
    cell_labels: Mapping[str, str],
    standard: str,
    doc: Mapping[str, str],
    origin: str,
    options: Mapping[str, Any],
) -> Rule:
    """Build and check a `Rule`; shared by the decorator and by declarative rulesets.

    Raises:
        ConfigError: a fact about the rule is missing or unknown.
    """
    items = (item,) if isinstance(item, str) else tuple(item)
    _check_facts(rule_id, grain, reads, cells, items, message, (label, *cell_labels.values()))
    specs = fields.FIELDS[grain]
    columns = {specs[name].source for name in reads if not specs[name].of_table}
    if needs is None:
        needs = sorted(columns.intersection(ROW_COLUMNS if grain is Indicator else HEAD_PARTS))
    told = {lang: text.partition("\n") for lang, text in doc.items()}
    return Rule(
        id=rule_id, grain=grain, declared=declare(grain, reads), needs=tuple(needs), severity=Severity(severity),
        confidence=Confidence(confidence), items=items, since=since, message=dict(message),
        placeholders=_placeholders(message),
        summary={lang: text[0].strip() for lang, text in told.items()},
        reason={lang: text[2].strip() for lang, text in told.items()},
        bad=tuple(bad), good=tuple(good), check=check, label=label,
        cell_labels=dict(cell_labels), standard=standard, cells=tuple(cells),
        options=tuple(options), defaults={k: v for k, v in options.items() if v is not inspect.Parameter.empty},
        origin=origin,
    )  # fmt: skip


def _check_facts(  # noqa: PLR0913, PLR0917 - the facts are checked together
    rule_id: str,
    grain: Grain,
    reads: Sequence[str],
    cells: Sequence[str],
    items: Sequence[str],
    message: Mapping[str, str],
    labels: Sequence[str],
) -> None:
    family, slash, name = rule_id.partition("/")
    if not (family and slash and name):
        raise ConfigError(f"规则编号应为 family/name，实为 {rule_id!r}", f"{rule_id!r} is no rule id (family/name)")
    if grain not in GRAIN_NAMES:
        raise ConfigError(f"规则 {rule_id} 的粒度未知", f"rule {rule_id}: unknown grain {grain!r}")
    unknown = [name for name in reads if name not in fields.FIELDS[grain]]
    if unknown:
        known = ", ".join(fields.FIELDS[grain])
        raise ConfigError(
            f"规则 {rule_id} 读取未知字段 {unknown}，可用：{known}",
            f"rule {rule_id}: unknown fields {unknown}; known: {known}",
        )
    if (grain is Cell) != bool(cells) or not set(cells) <= set(CELL_FIELDS):
        raise ConfigError(f"规则 {rule_id} 的 cells 有误", f"rule {rule_id}: cells go with grain Cell and name cells")
    if not items or not set(items) <= set(ITEMS):
        raise ConfigError(
            f"规则 {rule_id} 的评审项目 {list(items)} 未知，可用：{'、'.join(ITEMS)}",
            f"rule {rule_id}: unknown review item {list(items)}; known: {', '.join(ITEMS)}",
        )
    strangers = [one for one in labels if one and one not in LABELS]
    if strangers:
        raise ConfigError(
            f"规则 {rule_id} 的标签 {strangers[0]!r} 未知，可用：{', '.join(LABELS)}",
            f"rule {rule_id}: unknown label {strangers[0]!r}; known: {', '.join(LABELS)}",
        )
    if set(message) != set(LANGUAGES):
        raise ConfigError(f"规则 {rule_id} 须有 zh、en 两种提示", f"rule {rule_id} needs messages in zh and en")


def _placeholders(message: Mapping[str, str]) -> frozenset[str]:
    parsed = (part for text in message.values() for part in Formatter().parse(text))
    return frozenset(name for _, name, _, _ in parsed if name is not None)


def _options_of(check: Check) -> dict[str, Any]:
    parameters = inspect.signature(check).parameters.values()
    return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}


__all__ = [
    "ITEMS", "LABELS", "LANGUAGES", "Cell", "Check", "Deferred", "Example", "Hit", "Indicator", "Outcome",
    "Rule", "Table", "UndeclaredFieldError", "View", "freeze", "make_rule", "rule",
]  # fmt: skip
