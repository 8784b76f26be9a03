"""Indicators under the wrong second level, or pointing the wrong way."""
