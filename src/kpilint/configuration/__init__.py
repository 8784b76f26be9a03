"""Settings files (`kpilint.yaml`): which rules and profile, exceptions, the baseline, and what belongs to whom.

They lie beside the data and may select and tune rules; they never load code.
"""

from kpilint.configuration.reading import NAME, load
from kpilint.configuration.run import nearest, of_file, of_run
from kpilint.configuration.values import RUN_KEYS, Configuration, Setting

__all__ = ["NAME", "RUN_KEYS", "Configuration", "Setting", "load", "nearest", "of_file", "of_run"]
