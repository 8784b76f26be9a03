"""Cells that contradict each other."""
