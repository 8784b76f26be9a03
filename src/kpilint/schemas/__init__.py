"""The published JSON Schemas: of the input format, the report, rulesets and profiles."""
