"""Template text, fillers and leftovers in place of content."""
