"""One row of every model that has a constraint, and ways to make a wrong one of it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from projects.models import (
    AccountCell,
    AccountTable,
    FiscalYear,
    FundLine,
    Goal,
    Indicator,
    Job,
    Task,
    TrailEntry,
)
from projects.services.accounts import TableDraft, store_document
from scoring.entries import LineEntry
from scoring.models import Actual, FundResult, GoalResult, ScoreLine, TaskResult
from scoring.services.sheets import record_results
from tests.factories import (
    AT,
    fill_sheet,
    make_department,
    make_job,
    make_plan,
    make_project,
    make_sheet,
    make_user,
    make_year,
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
    filer = make_user(department=unit)
    project = make_project(department=unit, code="4" * 20)
    world.bare_plan = make_plan(department=world.other)
    make_year(2022)
    plan = make_plan(department=unit, project=project)
    sheet = fill_sheet(
        sheet=make_sheet(plan=plan), by=filer, lines={0: LineEntry(text="95%")}, executed=["1"]
    )
    record_results(
        sheet=sheet,
        goals={plan.goals.get().pk: "完成"},
        tasks={plan.tasks.get().pk: "完成"},
        narrative_total=None,
        by=filer,
        at=AT,
    )
    document = store_document(
        department=unit,
        year=make_year(),
        kind="FINAL",
        title="决算",
        money_unit="万元",
        tables=[TableDraft(role="income", title="收入", columns=["合计"], rows=[["1.50"]])],
        by=filer,
        at=AT,
    )
    world.rows = {type(row): row for row in (unit, filer, project, plan, sheet, document)}
    world.rows[Job] = make_job(by=filer, department=unit)
    world.rows[FiscalYear] = make_year()
    for model in (FundLine, Goal, Task):
        world.rows[model] = model.objects.filter(plan=plan).order_by("position").first()
    world.rows[Indicator] = Indicator.objects.filter(plan=plan, level=3).order_by("position")[0]
    for model in (Actual, GoalResult, TaskResult, ScoreLine, FundResult):
        world.rows[model] = model.objects.filter(sheet=sheet).first()
    world.rows[AccountTable] = document.tables.get()
    world.rows[AccountCell] = AccountCell.objects.get(table__document=document)
    world.rows[TrailEntry] = TrailEntry.objects.get(subject_id=document.public_id)
    return world


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
        if hasattr(row, "public_id"):
            row.public_id = uuid.uuid4()
        for name, make in wrong.items():
            setattr(row, name, make(world) if callable(make) else make)
        row._state.adding = True
        row.save(force_insert=True)

    return attempt
