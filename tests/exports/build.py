"""Sheets as they are shown, built in memory, and workbooks read back."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from projects.models import Department, FiscalYear, Goal, Plan, Project, Task
from scoring.checks import sheet as checks
from scoring.exports.sheet_xlsx import sheet_workbook
from scoring.models import Sheet
from scoring.queries.sheet_parts import BlockPart, FundRow, LineRow, SheetPage
from scoring.rules.edition import load_all
from scoring.sums import Sums
from scoring.tables import Block, Place

EDITIONS = load_all()


def number(text):
    return None if text is None else Decimal(text)


def fund(label="部门预算总额", *, initial=None, annual=None, executed=None, is_total=True):
    amounts = [number(text) for text in (initial, annual, executed)]
    rate = None
    if amounts[2] is not None and amounts[1]:
        rate = (amounts[2] * 100 / amounts[1]).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return FundRow(
        public_id=None,
        label=label,
        is_total=is_total,
        initial=amounts[0],
        initial_text=initial or "",
        annual=amounts[1],
        annual_text=annual or "",
        executed=amounts[2],
        executed_text=executed or "",
        printed_rate="",
        rate=rate,
        findings=[],
    )


def line(name="完成率", *, points="10", claimed=None, target=">=95%", **other):
    values = {
        "public_id": None,
        "place": Place(1, False, "", 0),
        "target_is_number": True,
        "worded": False,
        "text": "",
        "share": None,
        "not_applicable": False,
        "deviation": "",
        "computed": None,
        "why": "",
        "rule": None,
        "outcome": None,
        "findings": [],
        "mark": "",
        "explanation": "",
        "points_shown": "",
        "computed_shown": "",
        "claimed_shown": "",
        "difference_shown": "",
        "difference_class": "",
        "share_shown": "",
    } | other
    return LineRow(
        name=name,
        target=target,
        points=number(points),
        claimed=number(claimed),
        returned="",
        **values,
    )


def block(name, lines, *, level2="数量指标", points=None):
    """A block whose lines all stand under one level-2 cell."""
    for index, row in enumerate(lines):
        row.place = Place(index + 1, index == 0, level2, 0 if index else len(lines))
    part = BlockPart(Block(1, name, number(points), lines), Sums())
    for row in lines:
        part.sums.add(row.points, row.computed, row.claimed)
    return part


def text_row(model, name="", content="", result=None):
    row = model(name=name, content=content)
    row.result_text = result
    return row


def goal(name="", content="", result=None):
    return text_row(Goal, name, content, result)


def task(name="", content="", result=None):
    return text_row(Task, name, content, result)


def page(*, project=None, department="某局", funds=(), blocks=(), goals=(), tasks=(), **head):
    """A sheet of a whole department, or of the project that is named."""
    body = Department(name=department, kind=Department.Kind.UNIT)
    year = FiscalYear(2021)
    owned = {"department": body, "year": year}
    named = Project(id=1, name=project, department=body) if project is not None else None
    plan = Plan(project=named, points_note=head.pop("points_note", ""), **owned)
    sheet = Sheet(plan=plan, execution_points=Decimal(10), **head, **owned)
    execution, lines = Sums(), Sums()
    execution.add(sheet.execution_points, None, sheet.claimed_execution)
    for part in blocks:
        for row in part.block.rows:
            lines.add(row.points, row.computed, row.claimed)
    return SheetPage(
        sheet=sheet,
        edition=EDITIONS["national-2020" if named else "henan-department-2021"],
        funds=list(funds),
        execution_why="",
        execution=execution,
        blocks=list(blocks),
        lines=lines,
        adjustments=[],
        total=Sums(),
        rescaled=None,
        total_findings=[],
        goals=list(goals),
        tasks=list(tasks),
        trail=[],
        returned=None,
        checked=checks.Sheet(),
        waived=frozenset(),
    )


def worksheet(workbook, *, values=False):
    """The one worksheet of a workbook's bytes; `values`: results in place of formulas."""
    return load_workbook(BytesIO(workbook), data_only=values).active


def printed(shown):
    return worksheet(sheet_workbook(shown))


def find(sheet, text):
    """The one cell with this text."""
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    return cell


def row_texts(sheet, row):
    """What a row says from left to right, without blanks."""
    return [cell.value for cell in sheet[row] if cell.value is not None]


def merged(sheet):
    return {str(area) for area in sheet.merged_cells.ranges}


def xml_of(workbook, member="xl/worksheets/sheet1.xml"):
    with ZipFile(BytesIO(workbook)) as archive:
        return archive.read(member).decode()
