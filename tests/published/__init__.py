"""Documents as counties publish them, written from known contents; nothing here uses a reader of kpilint.

A `page.Page` is what a reader sees: paragraphs and tables with merged cells. `word`, `excel` and `web` write pages as
files, `forms` lays tables of known contents out as pages, `office` converts files with LibreOffice.
"""
