"""From YAML and JSON, read as trees with the place of every node, to tables."""
