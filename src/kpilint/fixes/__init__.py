"""Automatic corrections (自动修正): what a cell should say instead. Knows no files and no terminal."""
