"""kpilint's own rules: one folder a family, one module a rule, each readable without opening another."""
