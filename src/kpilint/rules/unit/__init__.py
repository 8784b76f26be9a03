"""Numbers and units that do not work together or do not fit what is measured."""
