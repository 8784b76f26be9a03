"""Documents in the input format, as YAML and JSON."""
