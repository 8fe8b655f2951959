"""The value parser: what a printed target or actual value means. Plain Python, no Django.

`parse` never raises and never guesses: whatever is not certain is words, and the printed text is
always kept. `parse_named` and `parse_columns` read a value whose unit stands in the indicator's
name, or whose sign and unit stand in columns of their own; `printed_cell` reads a cell of an
account table. `reading` says in Chinese what was understood; `read_decimal` is for typed figures.
"""

from projects.values.cells import printed_cell
from projects.values.columns import parse_columns
from projects.values.naming import parse_actual, parse_named, unit_in_name
from projects.values.parsing import parse, sign_of
from projects.values.printed import BLANK, Printed
from projects.values.prompts import is_scale_name, is_template_rest
from projects.values.terms import Kind, Value, to_json
from projects.values.typed import NotANumber, read_decimal
from projects.values.wording import reading

__all__ = [
    "BLANK",
    "Kind",
    "NotANumber",
    "Printed",
    "Value",
    "is_scale_name",
    "is_template_rest",
    "parse",
    "parse_actual",
    "parse_columns",
    "parse_named",
    "printed_cell",
    "read_decimal",
    "reading",
    "sign_of",
    "to_json",
    "unit_in_name",
]
