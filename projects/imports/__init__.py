"""Reading of workbooks: a gate, a sandboxed reader, rows with faults per cell, templates.

Pure: nothing here knows the database. Whoever imports something names its columns
(`columns.Column`), reads with `reading.read_table` and keeps or shows what came out.
"""
