"""All papers of one department and year as the checks read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery

from projects.models import (
    AccountCell,
    AccountDocument,
    AccountTable,
    Department,
    FundLine,
    Goal,
    Indicator,
    Plan,
    Task,
)
from projects.values import Printed
from scoring.adapter import edition_for, edition_of, line_words
from scoring.checks.extent import measure
from scoring.checks.papers import Document, Paper, Table, Unit, place_of
from scoring.checks.totals import scores_of
from scoring.management.accounts import carried_over
from scoring.models import Evidence, Sheet
from scoring.queries.lines import ACTUAL, SCORE, TARGET, TREE, WORDS
from scoring.queries.plan_findings import checked_plan, texts_of
from scoring.queries.rates import (
    NOTHING,
    KnownFigures,
    known_figures,
    rates_by_line,
    read_known,
)
from scoring.queries.sheet_findings import checked_sheet
from scoring.queries.sheets import PRINTED_ORDER
from scoring.queries.told import narratives_of, score_of, with_narratives
from scoring.tables import placed


def unit_of(department: Department, year: int) -> Unit:
    """Everything that is known of one department and year: at most twelve queries.

    One for the plans, five for what stands in them, one for their sheets and one for what the
    system knows of the whole department's; one for the accounts and two for what they print; one
    for the explanatory texts. How many rows, plans or sheets there are does not matter.
    """
    plans = list(_plans(department, year))
    asked = [plan.pk for plan in plans]
    nodes = _by_plan(_nodes(asked)) if plans else {}
    funds = _by_plan(_funds(asked)) if plans else {}
    goals = _by_plan(_texts(Goal, asked)) if plans else {}
    tasks = _by_plan(_texts(Task, asked)) if plans else {}
    sheets = list(_sheets(asked)) if plans else []
    unit = Unit(
        name=department.name,
        key=str(department.pk),
        year=year,
        accounts=tuple(_accounts(department, year)),
        plans=tuple(
            Paper(
                name=f"{plan.title} 绩效目标表",
                sheet=checked_plan(
                    plan, edition_for(plan), nodes[plan.pk], funds[plan.pk],
                    goals=goals[plan.pk], tasks=tasks[plan.pk],
                ),
                code=_code(plan),
                project="" if plan.project is None else plan.project.name,
                state=plan.state,
                key=str(plan.public_id),
            )
            for plan in plans
        ),
        sheets=tuple(_sheet(sheet, nodes, funds, goals, tasks) for sheet in sheets),
    )  # fmt: skip
    return with_narratives(unit, narratives_of(department, year))


def _code(plan: Plan) -> str:
    return "" if plan.project is None else plan.project.code or ""


def _sheet(
    sheet: Sheet,
    nodes: Mapping[int, list[Any]],
    funds: Mapping[int, list[Any]],
    goals: Mapping[int, list[Any]],
    tasks: Mapping[int, list[Any]],
) -> Paper:
    plan = sheet.plan
    rows, sources = nodes[plan.pk], funds[plan.pk]
    known = _known(sheet)
    blocks = placed(rows)
    made = checked_sheet(
        sheet,
        edition_of(sheet),
        sources,
        blocks,
        [line_words(node) for _, own in blocks for node, _ in own],
        carried_over(known.cells, year=sheet.year_id, unit=plan.money_unit),
        rates_by_line(sheet, known, sources, rows),
        known.told,
    )
    score, grade = score_of(
        sheet,
        points=measure(made).points,
        blank=scores_of(made).blank,
        rescaled=made.rescaled,
    )
    made = made._replace(goals=texts_of(goals[plan.pk]), tasks=texts_of(tasks[plan.pk]))
    return Paper(
        name=f"{plan.title} 自评表",
        sheet=made,
        code=_code(plan),
        project="" if plan.project is None else plan.project.name,
        state=sheet.state,
        score=score,
        grade=grade,
        key=str(sheet.public_id),
        plan_key=str(plan.public_id),
    )


def _plans(department: Department, year: int) -> Iterable[Plan]:
    rows = Plan.objects.filter(department=department, year_id=year)
    return rows.select_related("project", "department", "year").order_by(
        F("project__code").asc(nulls_first=True), "pk"
    )


def _sheets(plans: list[int]) -> Iterable[Sheet]:
    rows = Sheet.objects.filter(plan__in=plans).order_by(*PRINTED_ORDER)
    return rows.select_related("plan__project", "department", "year")


def _known(sheet: Sheet) -> KnownFigures:
    """What the system knows of a whole department's year: one query, none for a project."""
    if not sheet.plan.is_whole_department:
        return NOTHING
    rows = Sheet.objects.filter(pk=sheet.pk).annotate(known=known_figures(sheet))
    return read_known(rows.values_list("known", flat=True).get())


def _nodes(plans: list[int]) -> Iterable[Any]:
    """Every node of the plans with the actual value and the score of its sheet: one query."""
    files = Evidence.objects.there().filter(indicator=OuterRef("pk")).order_by()
    return (
        Indicator.objects.filter(plan__in=plans)
        .annotate(
            files=Subquery(files.values("indicator").annotate(n=Count("pk")).values("n")),
            **{f"a_{name}": F(f"actuals__{name}") for name in ACTUAL},
            **{f"s_{name}": F(f"score_lines__{name}") for name in SCORE},
        )
        .order_by("plan", "position")
        .values_list(
            "plan_id", *TREE, *TARGET, *WORDS,
            *(f"a_{name}" for name in ACTUAL), *(f"s_{name}" for name in SCORE), "files",
            named=True,
        )
    )  # fmt: skip


def _funds(plans: list[int]) -> Iterable[Any]:
    return (
        FundLine.objects.filter(plan__in=plans)
        .annotate(
            executed=F("results__executed"),
            executed_text=F("results__executed_text"),
            printed_rate=F("results__printed_rate"),
        )
        .order_by("plan", "position")
    )


def _texts(model: type[Goal] | type[Task], plans: list[int]) -> Iterable[Any]:
    rows = model._default_manager.filter(plan__in=plans)
    return rows.annotate(result_text=F("results__text")).order_by("plan", "position")


def _by_plan(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(row)
    return found


def _accounts(department: Department, year: int) -> Sequence[Document]:
    """The budget and the final account of the year, the budget first."""
    documents = AccountDocument.objects.filter(department=department, year_id=year)
    return documents_of(list(documents.order_by("kind")))


def document_of(document: AccountDocument) -> Document:
    """A stored budget or final account with its printed cells: two queries."""
    return documents_of([document])[0]


def documents_of(documents: Sequence[AccountDocument]) -> list[Document]:
    """Stored budgets and final accounts with their printed cells: two queries for all of them."""
    if not documents:
        return []
    asked = [document.pk for document in documents]
    cells = AccountCell.objects.filter(table__document__in=asked).order_by(
        "table__document", "table__position", "row", "column"
    )
    by_table = {
        table: list(own)
        for table, own in groupby(
            cells.values_list("table_id", "row", "column_path", "text", "amount"),
            key=lambda cell: cell[0],
        )
    }
    tables = defaultdict(list)
    for table in AccountTable.objects.filter(document__in=asked).order_by("position"):
        tables[table.document_id].append(_table(table, by_table.get(table.pk, [])))
    return [
        Document(
            year=document.year_id,
            kind=document.kind,
            tables=tuple(tables[document.pk]),
            money_unit=document.money_unit,
            title=document.title,
            name=document.title,
            key=str(document.public_id),
        )
        for document in documents
    ]


def _table(table: AccountTable, cells: list[Any]) -> Table:
    """A table of headings alone is stored with one blank row: it has no rows."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell[1])]
    columns = tuple(path for _, _, path, _, _ in rows[0]) if rows else ()
    if len(rows) == 1 and not any(text for *_, text, _ in rows[0]):
        rows = []
    return Table(
        role=table.role,
        place=place_of(table.form, table.title),
        columns=columns,
        rows=tuple(tuple(Printed(text, amount) for *_, text, amount in row) for row in rows),
        title=table.title,
    )
