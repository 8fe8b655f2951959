"""Budgets and final accounts in the world of access: a document of the unit and its addresses."""

from typing import Any

from perf.assure.making.finances import make_document
from projects.models import AccountDocument, Department, User
from projects.services.account_tables import cell_mark, table_mark
from scoring.finances.staged import Block, to_json

TABLE, CELL = ("1",), ("1", "0", "2")  # position, row, column
ROWS = {
    "finance": (),
    "finance_xlsx": (),
    "finance_head": (),
    "finance_table_add": (),
    "finance_table": TABLE,
    "finance_table_replace": TABLE,
    "finance_table_remove": TABLE,
    "finance_cell": CELL,
}
NEW = {"kind": "BUDGET", "title": "新的预算", "money_unit": "万元"}


class Finances:
    """One document: the rows that its addresses carry, and what is posted to them."""

    def __init__(self, unit: Department, filer: User, *, mark: str) -> None:
        self.document: AccountDocument = make_document(department=unit, by=filer, mark=mark)

    def rows(self) -> dict[str, list[Any]]:
        """view -> the document and the words that its address carries."""
        return {view: [self.document, *words] for view, words in ROWS.items()}

    def forms(self) -> dict[str, dict[str, str]]:
        """view -> what a permitted person posts."""
        table = self.document.tables.get(position=1)
        cell = table.cells.get(row=0, column=2)
        staged = {
            "content": to_json([Block("粘贴", [["项目", "金额"], ["合计", "2.50"]])]),
            "role-0": "procurement",
            "title-0": "政府采购情况",
            "heads-0": "1",
            "do": "write",
        }
        return {
            "finance_head": NEW | {"seen": str(self.document.version)},
            "finance_table_add": staged,
            "finance_table_replace": staged | {"seen": table_mark(table)},
            "finance_table_remove": {"seen": table_mark(table)},
            "finance_cell": {"text": "9.90", "seen": cell_mark(cell)},
        }
