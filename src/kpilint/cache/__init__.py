"""What earlier runs read and found, kept on disk: results are the same with it and without.

Entries are kept by content. The key of what a reader made of a file is the file; the key of what the rules of row and
table grain found in a table is the whole table and the rules with their options; and the code and knowledge of
kpilint and its plugins are part of every key. Rules that look at whole documents and across them are always run.
A cache that cannot be used, for whatever reason, costs time only.
"""
