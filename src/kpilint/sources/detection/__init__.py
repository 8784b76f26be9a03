"""Which format a file is in, by its content first and its name second."""
