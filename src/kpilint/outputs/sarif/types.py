"""The parts of SARIF 2.1.0 that kpilint writes, under the names of the standard."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

Level = Literal["error", "warning", "note"]
Bag = dict[str, Any]
"""A property bag: what SARIF has no name for."""


class Message(Struct, frozen=True, omit_defaults=True):
    """A text; `markdown` says the same."""

    text: str
    markdown: str | UnsetType = UNSET


class ArtifactLocation(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A file by its URI, relative to `uri_base_id` where it is relative."""

    uri: str | UnsetType = UNSET
    uri_base_id: str | UnsetType = UNSET
    index: int | UnsetType = UNSET
    description: Message | UnsetType = UNSET


class Region(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """Where in a text file."""

    start_line: int
    start_column: int | UnsetType = UNSET


class PhysicalLocation(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A file and where in it."""

    artifact_location: ArtifactLocation
    region: Region | UnsetType = UNSET


class LogicalLocation(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A cell by its place in words, and by where it stands in the JSON report."""

    name: str
    fully_qualified_name: str
    kind: str


class Location(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """Where a result is."""

    physical_location: PhysicalLocation | UnsetType = UNSET
    logical_locations: list[LogicalLocation] | UnsetType = UNSET
    id: int | UnsetType = UNSET
    message: Message | UnsetType = UNSET


class Configuration(Struct, frozen=True):
    """How grave a rule is by itself."""

    level: Level
    rank: float


class Descriptor(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A rule, or a kind of notification."""

    id: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration
    properties: Bag


class Component(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """kpilint as it ran."""

    name: str
    rules: list[Descriptor]
    notifications: list[Descriptor]
    version: str | UnsetType = UNSET
    language: str | UnsetType = UNSET


class Tool(Struct, frozen=True):
    """What made the run."""

    driver: Component


class Reference(Struct, frozen=True):
    """A descriptor, by id and index."""

    id: str
    index: int


class Notification(Struct, frozen=True, omit_defaults=True):
    """What hindered the run."""

    descriptor: Reference
    level: Level
    message: Message
    locations: list[Location]


class Invocation(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """How the run went."""

    execution_successful: bool
    exit_code: int
    exit_code_description: str
    tool_execution_notifications: list[Notification]


class Suppression(Struct, frozen=True, omit_defaults=True):
    """An accepted exception."""

    kind: Literal["inSource", "external"]
    justification: str
    location: Location
    status: Literal["accepted"] | UnsetType = UNSET
    properties: Bag | UnsetType = UNSET


class Result(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A finding."""

    rule_id: str
    rule_index: int
    level: Level
    message: Message
    locations: list[Location]
    partial_fingerprints: dict[str, str]
    suppressions: list[Suppression]
    rank: float
    properties: Bag
    related_locations: list[Location] | UnsetType = UNSET
    baseline_state: Literal["new", "unchanged"] | UnsetType = UNSET


class Artifact(Struct, frozen=True, omit_defaults=True):
    """A document with the scores of its tables."""

    location: ArtifactLocation
    roles: list[str]
    properties: Bag


class Run(Struct, frozen=True, omit_defaults=True, rename="camel"):
    """All of a report."""

    tool: Tool
    invocations: list[Invocation]
    artifacts: list[Artifact]
    results: list[Result]
    language: str
    column_kind: str
    original_uri_base_ids: dict[str, ArtifactLocation]
    properties: Bag


class Log(Struct, frozen=True):
    """A SARIF file."""

    schema: str = field(name="$schema", default="https://json.schemastore.org/sarif-2.1.0.json")
    version: str = "2.1.0"
    runs: list[Run] = []
