"""Headings and headers of indicator tables: which column holds what."""
