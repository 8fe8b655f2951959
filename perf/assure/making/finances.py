"""A document of two tables, as tests and long checks need it."""

from perf.assure.making.rows import AT, make_year
from projects.drafts import TableDraft
from projects.models import AccountDocument, Department, User
from projects.services.accounts import store_document


def make_document(
    *,
    department: Department,
    by: User | None = None,
    mark: str = "数",
    year: int = 2021,
    kind: str = "FINAL",
) -> AccountDocument:
    """A final account with an income table of two rows and an empty table; `mark` is its sign."""
    columns = ["科目编码", "科目名称", "本年收入/合计", "本年收入/财政拨款"]
    rows = [["", f"合计{mark}", "3.50", "3.50"], ["205", "教育支出", "3.50", "3.50"]]
    return store_document(
        department=department,
        year=make_year(year),
        kind=kind,
        title=f"{mark}决算",
        money_unit="万元",
        tables=[
            TableDraft(
                role="income", form="公开02表", title="收入决算表", columns=columns, rows=rows
            ),
            TableDraft(role="government_fund", title="政府性基金", columns=["项目", "金额"]),
        ],
        by=by,
        at=AT,
    )
