"""The upper part of the form: title, whose it is, and 预算执行情况."""

from projects.models import Department
from scoring.exports import styles
from scoring.exports.layout import LAST, Cell, Form, Formula, Value
from scoring.exports.words import Words
from scoring.queries.sheet_parts import FundRow, SheetPage

SOURCE = "资金来源"
NO_BASE = "不可计算"
NO_SCORE = "—"  # sub-rows of the national form have neither points nor score
RATE_TEXT = (
    '=IF(AND(ISNUMBER(E{0}),ISNUMBER(F{0})),IF(E{0}=0,"' + NO_BASE + '",ROUND(F{0}/E{0},4)),"")'
)


def add_head(form: Form, page: SheetPage, words: Words) -> None:
    """Put title, year and names at the top."""
    sheet = page.sheet
    form.add(Cell(0, LAST, words.title, styles.TITLE), keep=True, least=32)
    form.add(Cell(0, LAST, f"（{sheet.year_id} 年度）", styles.YEAR), keep=True)
    unit = f"金额单位：{sheet.plan.money_unit}"
    form.add(Cell(0, LAST, unit, styles.NOTE_RIGHT), keep=True)
    if sheet.plan.project is None:
        _named(form, "部门（单位）名称", page.name_then)
        return
    _named(form, "项目名称", sheet.plan.project.name)
    form.add(
        Cell(0, 1, "主管部门", styles.LABEL),
        Cell(2, 3, supervisor_name(sheet.department), styles.TEXT),
        Cell(4, 4, "实施单位", styles.LABEL),
        Cell(5, LAST, page.name_then, styles.TEXT),
        keep=True,
    )


def supervisor_name(department: Department) -> str:
    """The supervising department (主管部门): the nearest above, or itself; empty without one."""
    body: Department | None = department
    while body is not None and body.kind != Department.Kind.SUPERVISING:
        body = body.parent
    return body.name if body is not None else ""


def _named(form: Form, label: str, name: str) -> None:
    form.add(Cell(0, 1, label, styles.LABEL), Cell(2, LAST, name, styles.TEXT), keep=True)


def add_funds(form: Form, page: SheetPage, words: Words) -> int:
    """Put the money table and return its first row of figures, which has points and score.

    A plan without fund rows keeps one empty row: the form has it, and the score stands there.
    """
    figures = zip(((3, 3), (4, 4), (5, 6), (7, 7), (8, 8), (9, 9)), words.money, strict=True)
    head = form.add(
        Cell(1, 2, "", styles.HEAD),
        *(Cell(first, last, text, styles.HEAD) for (first, last), text in figures),
        keep=True,
    )
    rows: list[FundRow | None] = list(page.funds) or [None]
    whole = page.sheet.plan.is_whole_department
    top = head + 1
    for number, fund in enumerate(rows):
        cells = _amounts(fund, top + number) if fund else _no_amounts(words)
        if not whole:
            cells += _scores(page) if number == 0 else _no_scores()
        form.add(*cells, keep=number < len(rows) - 1)
    bottom = top + len(rows) - 1
    form.span(head, bottom, Cell(0, 0, words.funds, styles.LABEL))
    if whole:
        for cell in _scores(page):
            form.span(top, bottom, cell)
    _add_sources(form, page.funds, top)
    return top


def _amounts(fund: FundRow, row: int) -> list[Cell]:
    initial, initial_style = styles.money(fund.initial, fund.initial_text)
    annual, annual_style = styles.money(fund.annual, fund.annual_text)
    executed, executed_style = styles.money(fund.executed, fund.executed_text)
    return [
        *_label(fund),
        Cell(3, 3, initial, initial_style),
        Cell(4, 4, annual, annual_style),
        Cell(5, 6, executed, executed_style),
        Cell(8, 8, _rate(fund, row), styles.RATE),
    ]


def _no_amounts(words: Words) -> list[Cell]:
    return [
        Cell(1, 2, words.funds_total, styles.TEXT),
        *(Cell(a, b, None, styles.FIGURE) for a, b in ((3, 3), (4, 4), (5, 6), (8, 8))),
    ]


def _rate(fund: FundRow, row: int) -> Value:
    share = fund.rate.scaleb(-2) if fund.rate is not None else None
    if share is not None and not (styles.is_exact(fund.annual) and styles.is_exact(fund.executed)):
        return share  # the amounts stand as texts, a formula could not read them
    no_base = fund.executed is not None and fund.annual == 0
    return Formula(RATE_TEXT, (row,), share if share is not None else NO_BASE if no_base else "")


def _scores(page: SheetPage) -> list[Cell]:
    claimed = page.execution.claimed
    return [
        Cell(7, 7, page.sheet.execution_points, styles.POINTS),
        Cell(9, 9, claimed, styles.SCORE),
    ]


def _no_scores() -> list[Cell]:
    return [Cell(column, column, NO_SCORE, styles.LABEL) for column in (7, 9)]


def _source(fund: FundRow) -> str | None:
    """The source where the label says that it is one (资金来源：财政性资金)."""
    prefix, _, source = fund.label.partition("：")
    return source if prefix == SOURCE and source else None


def _label(fund: FundRow) -> list[Cell]:
    source = _source(fund)
    if source is None:
        return [Cell(1, 2, fund.label, styles.TEXT)]
    return [Cell(2, 2, source, styles.TEXT)]


def _add_sources(form: Form, funds: list[FundRow], top: int) -> None:
    """Merge 资金来源 over the run of its rows, as the printed form does."""
    first = None
    for number, fund in enumerate([*funds, None]):
        is_source = fund is not None and _source(fund) is not None
        if is_source and first is None:
            first = number
        elif not is_source and first is not None:
            form.span(top + first, top + number - 1, Cell(1, 1, SOURCE, styles.LABEL))
            first = None
