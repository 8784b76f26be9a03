"""Forms of other shapes: wide sheets, tables on their side, running text, duties and activities."""
