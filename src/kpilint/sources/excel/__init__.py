"""Readers of spreadsheets: Office Open XML (.xlsx, .xlsm), binary files (.xls, .et) and XML of Excel 2003."""

from kpilint.sources.excel.xls import parts_xls
from kpilint.sources.excel.xlsx import parts_xlsx
from kpilint.sources.excel.xml2003 import parts_xml2003

__all__ = ["parts_xls", "parts_xlsx", "parts_xml2003"]
