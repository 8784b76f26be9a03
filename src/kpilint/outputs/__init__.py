"""Renderers: one module a format, each turning a report or documents into text, without side effects."""
