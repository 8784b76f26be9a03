"""What stands above the indicators: titles, labels, units, plans and goals."""
