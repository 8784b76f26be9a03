"""Zip archives, OOXML packages and compound files: opened within limits, what is in them by name."""
