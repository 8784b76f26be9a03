"""Settings, exceptions and the baseline, as text."""
