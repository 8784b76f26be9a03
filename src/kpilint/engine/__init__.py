"""Running rules over documents. It knows no files and no terminal."""

from kpilint.engine.outcomes import CRASH_MESSAGE, CRASHED
from kpilint.engine.run import DocumentCheck, Engine, TableCheck

__all__ = ["CRASHED", "CRASH_MESSAGE", "DocumentCheck", "Engine", "TableCheck"]
