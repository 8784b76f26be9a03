"""Running rules over documents. It knows no files and no terminal."""

from kpilint.engine.kept import KeptChecks
from kpilint.engine.outcomes import CRASHED
from kpilint.engine.run import DocumentCheck, Engine, TableCheck

__all__ = ["CRASHED", "DocumentCheck", "Engine", "KeptChecks", "TableCheck"]
