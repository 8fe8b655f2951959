"""Papers of a unit for its explanatory text, made small."""

from decimal import Decimal

from projects.values import BLANK, Printed
from scoring.checks import sheet as checks
from scoring.checks.papers import Document, Paper, Table, Unit
from scoring.narrative.figures import figures_of
from scoring.narrative.terms import BUDGET, FINAL

FUNCTION = ("科目名称", "本年支出合计", "基本支出", "项目支出", "经营支出")
SPLIT = (
    "单位（科目名称）", "合计", "基本支出/小计", "基本支出/人员经费/工资福利支出",
    "基本支出/人员经费/对个人和家庭的补助", "基本支出/公用经费/商品和服务支出", "项目支出/小计",
)  # fmt: skip
BY_KIND = ("人员经费/科目名称", "人员经费/决算数", "公用经费/科目名称", "公用经费/决算数")


def cell(text):
    """A printed cell; None is a blank one, a word has no amount."""
    if text is None:
        return BLANK
    body = text.replace(".", "", 1)
    return Printed(text, Decimal(text) if body.isdecimal() else None)


def table(role, columns, *rows, place="公开03表"):
    """A printed table."""
    return Table(role, place, columns, tuple(tuple(map(cell, row)) for row in rows))


def accounts(*tables, kind=FINAL, year=2021, unit="万元"):
    """A budget or a final account."""
    return Document(year=year, kind=kind, tables=tables, money_unit=unit)


def by_function(*total, columns=FUNCTION, **more):
    """Expenditure by function: the total row and one that is not."""
    rows = (("教育支出", *("1.00" for _ in total)), ("合计", *total))
    return table("expenditure_by_function", columns, *rows, **more)


def by_kind(personnel, public):
    """Basic expenditure by economic kind, two columns side by side."""
    row = ("人员经费合计", personnel, "公用经费合计", public)
    return table("basic_by_economic", BY_KIND, row, place="公开06表")


def paper(*, project="", score=None, state="SUBMITTED", lines=(), grade="", **amounts):
    """A plan or a sheet: its funds' total row, its score, outcomes of its rows."""
    printed = {name: Printed(text, Decimal(text)) for name, text in amounts.items()}
    made = checks.Sheet(
        lines=tuple(
            checks.Line(row=at, block="", name="", outcome=one, points=Printed("1", Decimal(1)))
            for at, one in enumerate(lines)
        ),
        funds=(checks.Fund(row=0, label="资金总额", is_total=True, **printed),),
        kind="project" if project else "department",
        subject=project,
    )
    number = None if score is None else Decimal(score)
    return Paper(name=project, sheet=made, project=project, state=state, score=number, grade=grade)


def unit(*documents, plans=(), sheets=(), year=2021):
    """The papers of a unit's year."""
    return Unit(
        name="某市科协", year=year, accounts=documents, plans=tuple(plans), sheets=tuple(sheets)
    )


def printed(papers, stage=FINAL):
    """Key -> figure in the text, of those that are known."""
    return {key: one.printed for key, one in figures_of(papers, stage).items() if one.is_known}


def why(papers, key, stage=FINAL):
    """The source of a figure, or what is missing."""
    return figures_of(papers, stage)[key].source


__all__ = [
    "BUDGET", "FINAL", "SPLIT", "accounts", "by_function", "by_kind", "paper", "printed", "table",
    "unit", "why",
]  # fmt: skip
