"""Which county, unit and year a document or table belongs to: by its content, its folder or a manifest."""

from kpilint.belonging.counties import Counties
from kpilint.belonging.names import Named, named, without_code
from kpilint.belonging.placing import belonging
from kpilint.belonging.values import (
    Belonging,
    Claim,
    Disagreement,
    DocumentFacts,
    Manifest,
    ManifestEntry,
    Source,
    TableFacts,
)

__all__ = [
    "Belonging", "Claim", "Counties", "Disagreement", "DocumentFacts", "Manifest", "ManifestEntry", "Named", "Source",
    "TableFacts", "belonging", "named", "without_code",
]  # fmt: skip
