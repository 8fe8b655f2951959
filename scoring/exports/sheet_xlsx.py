"""A sheet as a workbook. (Stub until its own commit.)"""

from scoring.queries.sheet_page import SheetPage


def sheet_workbook(page: SheetPage) -> bytes:
    """The workbook's bytes."""
    raise NotImplementedError
