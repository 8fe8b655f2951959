"""The rule book: how a self-evaluation sheet is scored. Plain Python, no framework, no database.

Start at `sheet.py` (what callers use), then `measured.py`, `described.py`, `execution.py` and
`adjustments.py` (the rules themselves, each a formula), `formula.py` (what a formula is made of),
`kernel.py` and `words.py` (its readers), `edition.py` (the dated numbers). See README.md.
"""
