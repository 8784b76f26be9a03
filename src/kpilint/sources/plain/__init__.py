"""Readers of text, Markdown and CSV: lines and tables drawn in them."""
