"""Word documents, changed in place."""
