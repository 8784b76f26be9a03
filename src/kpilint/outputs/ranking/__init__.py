"""Rankings for people and programs: a `Ranking` to text or bytes, one module a format."""
