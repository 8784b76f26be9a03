"""What a performance target table must have: goals, indicators, levels, whole rows."""
