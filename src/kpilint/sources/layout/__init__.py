"""From rows of cells, of whatever format, to tables: headers, levels and the layouts that counties publish in."""
