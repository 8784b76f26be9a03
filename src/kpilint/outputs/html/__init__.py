"""The report as one self-contained HTML page: for reading, filtering, printing and sending on."""

from kpilint.outputs.html.page import render

__all__ = ["render"]
