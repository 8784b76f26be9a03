"""What .docx and .doc come to, once they are read: paragraphs and tables as values, without the XML or the binary.

`paragraphs` and `tables` hold what a document is made of, `geometry` gives cells their places, `flow` hands the parts
out in order; `symbols`, `raised` and `counting` write signs and numbers as Word shows them.
"""
