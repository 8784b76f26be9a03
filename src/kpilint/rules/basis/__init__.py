"""Bases that are empty, generic or cut short."""
