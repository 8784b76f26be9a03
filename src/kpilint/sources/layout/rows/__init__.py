"""Rows below a header: which cell is what, with or without known columns."""
