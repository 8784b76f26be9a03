"""How a score came about: as text, as JSON, and the tables to choose from."""
