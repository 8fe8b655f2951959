"""What a workbook may be at most. The gate looks at the zip before anything is unpacked."""

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 200
MOST_INFLATED = 60 * 1024 * 1024  # of all members together, counted while reading
MOST_RATIO = 100  # inflated to packed, of members over a megabyte
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_SHEETS = 30
MOST_CELLS = 400_000  # of one worksheet, blank ones between filled ones counted in
MOST_CELL_TEXT = 32_767  # characters; what a spreadsheet cell holds
MOST_TEXT = 8 * 1024 * 1024  # characters of all cells together
HEADER_WITHIN = 10  # rows from the top
READER_MEMORY = 768 * 1024 * 1024
READER_SECONDS = 20
