"""One row of every model that has a constraint, and ways to make a wrong one of it."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from projects.drafts import TableDraft
from projects.models import (
    AccountCell,
    AccountDocument,
    AccountTable,
    Department,
    DepartmentName,
    Extension,
    FundLine,
    Goal,
    Import,
    Indicator,
    LibraryEntry,
    Notice,
    Plan,
    PlanReturn,
    PlanReturnLine,
    PlanRevision,
    PlanTemplate,
    Project,
    StageWindow,
    Task,
    TaskProject,
    TrailEntry,
    User,
)
from projects.services.accounts import store_document
from scoring.entries import LineEntry
from scoring.models import (
    Actual,
    Evidence,
    FundResult,
    GoalResult,
    ScoreLine,
    Sheet,
    SheetReturn,
    SheetReturnLine,
    TaskResult,
)
from scoring.services.sheets import record_results
from tests.factories import (
    AT,
    fill_sheet,
    make_department,
    make_entry,
    make_evidence,
    make_job,
    make_notice,
    make_plan,
    make_project,
    make_sheet,
    make_template,
    make_user,
    make_year,
    thaw,
)


@dataclass
class World:
    """A unit with one of everything; `other` is a unit with a plan without a sheet."""

    rows: dict[type, Any] = field(default_factory=dict)
    other: Any = None
    bare_plan: Any = None

    def __getitem__(self, model: type) -> Any:
        return self.rows[model]


def make_world() -> World:
    world = World()
    parent = make_department(kind="FINANCE")
    unit = make_department(parent=parent)
    world.other = make_department(parent=parent)
    world.bare_plan = make_plan(department=world.other)
    filer = make_user(department=unit)
    make_year(2022)
    for row in (unit, filer, make_year(), make_job(by=filer, department=unit)):
        world.rows[type(row)] = row
    finance = make_user(role=User.Role.FINANCE, department=parent)
    world.rows |= {
        LibraryEntry: make_entry(by=finance),
        PlanTemplate: make_template(by=finance),
    }
    _add_sheet(world.rows, filer)
    _add_document(world.rows, filer)
    _add_windows(world.rows, unit, filer)
    world.rows[Notice] = make_notice(to=filer)
    _add_returns(world.rows, unit, filer)
    for plan in (world[Plan], world.bare_plan):
        thaw(plan)  # else a trigger would refuse first
    task, project = world[Task], world[Project]
    world.rows[TaskProject] = TaskProject.objects.create(
        task=task, project=project, department=unit, year=task.year
    )
    _add_administration(world.rows, unit, filer)
    return world


def _add_administration(rows: dict[type, Any], unit: Department, by: User) -> None:
    name = DepartmentName(department=unit, name="原名", from_day=AT.date())
    staged = Import(kind="DEPARTMENTS", file_name="a.xlsx", file_digest="0" * 64, by=by)
    for row in (name, staged):
        row.save()
        rows[type(row)] = row


def _add_windows(rows: dict[type, Any], unit: Department, by: User) -> None:
    common = {"department": unit, "year": make_year(), "stage": "ACTUALS", "by": by}
    rows[StageWindow] = StageWindow.objects.create(
        **common, opens_at=AT, closes_at=AT + timedelta(days=9)
    )
    rows[Extension] = Extension.objects.create(**common, until=AT, reason="迟到的凭证")


def _add_returns(rows: dict[type, Any], unit: Department, by: User) -> None:
    common = {"department": unit, "year": make_year(), "reason": "改"}
    step = {"by": by, "at": AT, "from_state": "SUBMITTED"}
    row = {"lineage": rows[Indicator].lineage, "number": 1, "name": "指标"}
    plan_return = PlanReturn.objects.create(plan=rows[Plan], **common, **step)
    sheet_return = SheetReturn.objects.create(sheet=rows[Sheet], **common, **step)
    rows[PlanReturn], rows[SheetReturn] = plan_return, sheet_return
    rows[PlanReturnLine] = PlanReturnLine.objects.create(returned=plan_return, **common, **row)
    rows[SheetReturnLine] = SheetReturnLine.objects.create(returned=sheet_return, **common, **row)
    rows[PlanRevision] = PlanRevision.objects.get(plan=rows[Plan])


def _add_sheet(rows: dict[type, Any], filer: User) -> None:
    project = make_project(department=filer.department, code="4" * 20)
    plan = make_plan(department=filer.department, project=project)
    sheet = make_sheet(plan=plan)
    sheet = fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="95%")}, executed=["1"])
    record_results(
        sheet=sheet,
        goals={plan.goals.get().pk: "完成"},
        tasks={plan.tasks.get().pk: "完成"},
        narrative_total=None,
        by=filer,
        at=AT,
    )
    rows |= {Project: project, Plan: plan, Sheet: sheet}
    rows[Evidence] = make_evidence(sheet=sheet, by=filer)
    for model in (FundLine, Goal, Task):
        rows[model] = model.objects.filter(plan=plan).order_by("position").first()
    rows[Indicator] = Indicator.objects.filter(plan=plan, level=3).order_by("position")[0]
    for model in (Actual, GoalResult, TaskResult, ScoreLine, FundResult):
        rows[model] = model.objects.filter(sheet=sheet).first()


def _add_document(rows: dict[type, Any], filer: User) -> None:
    document = store_document(
        department=filer.department,
        year=make_year(),
        kind="FINAL",
        title="决算",
        money_unit="万元",
        tables=[TableDraft(role="income", title="收入", columns=["合计"], rows=[["1.50"]])],
        by=filer,
        at=AT,
    )
    rows[AccountDocument] = document
    rows[AccountTable] = document.tables.get()
    rows[AccountCell] = AccountCell.objects.get(table__document=document)
    rows[TrailEntry] = TrailEntry.objects.get(subject_id=document.public_id)


def changed(model: type, **wrong: Any):
    """Write wrong values into the world's row of a model; a value may be made from the world."""

    def attempt(world: World) -> None:
        values = {name: make(world) if callable(make) else make for name, make in wrong.items()}
        rows = model._default_manager.filter(pk=world[model].pk)
        assert rows.update(**values) == 1

    return attempt


def added(model: type, **wrong: Any):
    """Add a copy of the world's row of a model, with new ids and these values."""

    def attempt(world: World) -> None:
        row = model._default_manager.get(pk=world[model].pk)
        row.pk = None
        if "public_id" in vars(row):
            row.public_id = uuid.uuid4()
        for name, make in wrong.items():
            setattr(row, name, make(world) if callable(make) else make)
        row._state.adding = True
        row.save(force_insert=True)

    return attempt
