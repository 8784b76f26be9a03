"""Readers: one module a format, each turning bytes into a `Document`."""
