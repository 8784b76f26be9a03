"""Workbooks, changed in place."""
