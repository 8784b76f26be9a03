"""Names of kpilint's own files beside the data: they are settings, and never taken for documents."""

from typing import Final

SETTINGS_NAME: Final = "kpilint.yaml"
BASELINE_NAME: Final = "kpilint-baseline.json"
"""Where a baseline is kept unless it is told otherwise."""
