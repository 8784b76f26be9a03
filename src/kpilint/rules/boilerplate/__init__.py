"""The same rows, goals and cells in several projects or documents."""
