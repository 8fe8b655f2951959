"""The value parser: what a printed target or actual value means. Plain Python, no Django.

`parse` never raises and never guesses: whatever is not certain is words, and the printed text is
always kept. `reading` says in Chinese what was understood; `read_decimal` is for typed figures.
"""

from projects.values.parsing import parse
from projects.values.terms import Kind, Value, to_json
from projects.values.typed import NotANumber, read_decimal
from projects.values.wording import reading

__all__ = ["Kind", "NotANumber", "Value", "parse", "read_decimal", "reading", "to_json"]
