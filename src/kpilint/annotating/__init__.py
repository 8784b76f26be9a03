"""Findings written into the county's own Word or Excel file, as comments on the cells that they are about."""
