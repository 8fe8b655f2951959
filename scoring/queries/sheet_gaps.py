"""What a sheet still lacks before it can be submitted, read from its rows."""

from scoring.gaps import Gap
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page


def gaps_of_sheet(sheet: Sheet) -> list[Gap]:
    """Everything that keeps the sheet from being submitted, in printed order."""
    return sheet_page(sheet, with_trail=False).gaps
