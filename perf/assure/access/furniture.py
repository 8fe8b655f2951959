"""What a department has, one row of every kind, and at which doors it is asked for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from perf.assure.access.finances import Finances
from perf.assure.access.findings import Findings
from perf.assure.access.turns import STEPS
from perf.assure.access.world import Chosen, finish, rate_draft
from perf.assure.making.monitoring import RED, fill, hand_in, make_round, notify
from perf.assure.making.narratives import BUDGET, make_narrative, make_stale, paragraphs_form
from perf.assure.making.rows import (
    AT,
    fill_sheet,
    leaves_of,
    make_draft,
    make_evidence,
    make_job,
    make_notice,
    make_plan,
    make_project,
    make_sheet,
    make_window,
)
from projects.models import Department, LibraryEntry, Plan, Stage, User
from projects.services.windows import windows_mark
from projects.trail import last_change
from scoring.entries import LineEntry
from scoring.forms.monitoring import line_mark
from scoring.forms.rates import was_of
from scoring.forms.tasks import links_mark
from scoring.models import MonitoringReport, Rectification, Sheet

Form = dict[str, Any]
WORDS = {"reason": "与台账不符"}


@dataclass(frozen=True, slots=True)
class Door:
    """An address that a row has, the same with random ids, and what is posted to it.

    `kind` says whose state counts there.
    """

    view: str
    kind: str
    address: str
    missing: str
    form: Form
    step: str = ""

    @property
    def name(self) -> str:
        """The view, and the step where there are several."""
        return f"{self.view} {self.step}" if self.step else self.view


@dataclass(slots=True)
class Place:
    """The rows of one department. `is_alone`: no supervising department stands over it."""

    department: Department
    filer: User
    is_alone: bool
    plans: list[Plan]
    sheets: list[Sheet]
    report: MonitoringReport
    mending: Rectification
    doors: dict[str, Door] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)

    def add(self, view: str, kind: str, *rows: Any, form: Form | None = None) -> None:
        """Give the row a door; words in the address stay in the missing one."""
        words = [row for row in rows if isinstance(row, str)]
        door = Door(
            view=f"scoring:{view}" if ":" not in view else view,
            kind=kind,
            address=_address(view, rows),
            missing=_address(view, [row if isinstance(row, str) else uuid4() for row in rows]),
            form=form or {},
            step=words[0] if view.endswith("_step") else "",
        )
        self.doors[f"{door.name} {words}"] = door
        self.signs |= {str(row.public_id) for row in rows if not isinstance(row, str | Department)}


def _address(view: str, rows: Any) -> str:
    name = f"scoring:{view}" if ":" not in view else view
    return reverse(name, args=[getattr(row, "public_id", row) for row in rows])


def furnish(
    department: Department,
    *,
    filer: User,
    overseer: User,
    month: int,
    entry: LibraryEntry,
    files: Path,
    is_alone: bool,
) -> Place:
    """Make one row of every kind, each in its first state, lacking nothing."""
    sign = _sign(department)
    whole = make_plan(
        department=department, year=2022, draft=make_draft(mark=sign), is_approved=False
    )
    rated = make_sheet(plan=make_plan(department=department, year=2023, draft=rate_draft()))
    sheet, watched = _filled(_plan(department, "评"), filer), _plan(department, "监")
    opened = make_round(department=department, by=overseer, month=month, closes_at=_soon())
    first, second = (opened.reports.get(plan=one) for one in (sheet.plan, watched))
    fill(first, filer, RED)
    hand_in(second, filer)
    made = Place(
        department=department,
        filer=filer,
        is_alone=is_alone,
        plans=[_plan(department, "申", is_approved=False), whole, _plan(department, "开")],
        sheets=[sheet, rated, make_sheet(plan=_plan(department, "空"))],
        report=MonitoringReport.objects.get(pk=first.pk),
        mending=notify(second, overseer),
        names={department.name, department.code},
        signs={sign},
    )
    for state in ("SUBMITTED", "DEPARTMENT_PASSED"):  # one for the supervisor, one for finance
        sent = _plan(department, state, is_approved=False)
        Plan.objects.filter(pk=sent.pk).update(state=state)
    _plan_doors(made, entry)
    _sheet_doors(made)
    _monitoring_doors(made, opened)
    _doors_without_states(made, files)
    return made


def _sign(department: Department) -> str:
    return department.name.replace("名", "数")


def _plan(department: Department, title: str, *, is_approved: bool = True) -> Plan:
    """The target table of a new project; its texts carry the department's sign."""
    sign = _sign(department)
    return make_plan(
        department=department,
        project=make_project(department=department, name=f"{title}{sign}"),
        draft=make_draft(mark=sign),
        is_approved=is_approved,
    )


def _filled(plan: Plan, filer: User) -> Sheet:
    """A sheet that lacks nothing."""
    sheet = make_sheet(plan=plan)
    entry, words = LineEntry(text="99%"), LineEntry(text="提升", share=Decimal(1))
    lines = {0: entry, 1: entry, 2: entry, 3: words}
    fill_sheet(sheet=sheet, by=filer, lines=lines, executed=["200", "200"])
    return Sheet.objects.select_related("plan").get(pk=sheet.pk)


def _plan_doors(place: Place, entry: LibraryEntry) -> None:
    plan, whole, unopened = place.plans
    target, task, project = leaves_of(plan)[0], whole.tasks.get(), plan.project
    assert project is not None
    for view in ("plan", "plan_history"):
        place.add(view, "plan", plan)
    place.add(
        "plan_edit",
        "plan",
        plan,
        form={
            "row": target.public_id.hex,
            f"t-{target.public_id.hex}": "≥96.5%",
            f"was-{target.public_id.hex}": f"{target.version}.",
        },
    )
    place.add("plan_pick", "plan", plan, form={"entry": str(entry.public_id)})
    place.add("plan_template", "plan", plan, form={"name": "模板九", "kind": "PROJECT"})
    links = {f"task-{task.public_id.hex}": project.public_id.hex, "was": links_mark({})}
    place.add("plan_tasks", "plan", whole, form=links)
    place.add("sheet_open", "plan", unopened)
    for step in STEPS["scoring:plan_step"]:
        seen = {"version": str(last_change(plan))}
        place.add("plan_step", "plan", plan, step, form=WORDS | seen)


def _sheet_doors(place: Place) -> None:
    sheet, rated, blank = place.sheets
    line, rate = leaves_of(sheet.plan)[0], leaves_of(rated.plan)[0]
    fund, goal = sheet.plan.funds.all()[0], sheet.plan.goals.get()
    file = make_evidence(sheet=sheet, by=place.filer)
    typed = {f"text-{line.public_id.hex}": "93%", f"v-{line.public_id.hex}": _seen(sheet, line)}
    pasted = typed | {"at": f"text-{line.public_id.hex}", "block": "94%"}
    for view in ("sheet", "sheet_history", "sheet_xlsx", "api:sheet", "evidence", "evidence_zip"):
        place.add(view, "sheet", sheet)
    place.add("sheet_entry", "sheet", sheet, form=typed)
    place.add("sheet_paste", "sheet", sheet, form=pasted)
    place.add("sheet_row", "sheet", sheet, "lines", line, form=typed)
    spent = {f"executed-{fund.public_id.hex}": "150"}
    spent[f"v-{fund.public_id.hex}"] = str(fund.results.get().version)
    place.add("sheet_row", "sheet", sheet, "funds", fund, form=spent)
    done = {f"goal-{goal.public_id.hex}": "成", f"v-{goal.public_id.hex}": _goal_seen(sheet, goal)}
    place.add("sheet_row", "sheet", sheet, "goals", goal, form=done)
    place.add("sheet_rates", "sheet", rated, form=_rate_form(rate))
    place.add("evidence_row", "sheet", sheet, line, form={"files": Chosen()})
    place.add("evidence_file", "sheet", sheet, file)
    place.add("evidence_remove", "sheet", sheet, file, form=WORDS)
    for step in STEPS["scoring:sheet_step"]:
        row = blank if step == "discard" else sheet
        seen = {"version": str(last_change(row))}
        place.add("sheet_step", "sheet", row, step, form=WORDS | seen)
    _narrative_doors(place)


def _monitoring_doors(place: Place, opened: Any) -> None:
    report, mending = place.report, place.mending
    line = report.lines.all()[0]
    typed = {f"text-{line.public_id.hex}": "9", f"was-{line.public_id.hex}": line_mark(line)}
    window = {"name": "改名", "opens_at": "2022-03-01T09:00", "closes_at": "2024-12-31T18:00"}
    window["seen"] = str(opened.version)
    place.add("monitoring_round", "", opened, form=window)
    place.add("monitoring_round_fill", "", opened)
    more = {"unit": str(report.department.public_id), "until": _later(), "reason": "停机"}
    place.add("monitoring_round_extend", "", opened, form=more)
    place.add("monitoring_report", "report", report)
    place.add("monitoring_entry", "report", report, form=typed)
    place.add("monitoring_line", "report", report, line, form=typed)
    shown, asked = ({"version": str(row.version)} for row in (report, mending))
    place.add("monitoring_submit", "report", report, form=shown)
    place.add("monitoring_return", "report", report, form=WORDS | shown)
    asked_for = {"notice": "请整改", "due": _later()[:10]}
    place.add("notice", "report", report, form=asked_for | shown)
    place.add("rectification", "mending", mending)
    place.add("rectification_answer", "mending", mending, form={"answer": "已补招"} | asked)
    place.add("rectification_accept", "mending", mending, form=asked)
    place.add("rectification_return", "mending", mending, form=WORDS | asked)


def _narrative_doors(place: Place) -> None:
    """Of a draft with an old figure, and of a fresh one that may be published."""
    unit, filer = place.department, place.filer
    old = make_stale(make_narrative(department=unit, by=filer))
    fresh = make_narrative(department=unit, by=filer, year=2023, stage=BUDGET)
    shown, asked = ({"version": str(row.version)} for row in (old, fresh))
    place.add("narrative", "narrative", old)
    place.add("narrative_docx", "narrative", old)
    place.add("narrative_edit", "narrative", old, form=paragraphs_form(old))
    place.add("narrative_renew", "narrative", old, form=shown)
    place.add("narrative_publish", "narrative", fresh, form=asked)
    place.add("narrative_withdraw", "narrative", fresh, form=WORDS | asked)


def _finding_doors(place: Place) -> None:
    found = Findings(place.department, place.filer)
    forms = found.forms()
    for view, rows in found.rows().items():
        place.add(view.removeprefix("scoring:"), "", *rows, form=forms[view])


def _doors_without_states(place: Place, files: Path) -> None:
    unit = place.department
    _finding_doors(place)
    make_window(department=unit, stage=Stage.ACTUALS, opens_at=AT, closes_at=_soon())
    job, done = (make_job(by=place.filer, department=unit) for _ in range(2))
    finish(done, files)
    urged = {"year": "2021", "stage": "ACTUALS", "unit": str(unit.public_id)}
    spans = {"TARGETS_opens": "2021-01-04T09:00", "TARGETS_closes": "2021-02-26T18:00"}
    spans["seen"] = windows_mark([])  # the latest year, which has none
    _finance_doors(place)
    place.add("department", "", unit)
    place.add("progress", "", unit)
    place.add("progress_remind", "", unit, form=urged)
    more = {"until": _later(), "reason": "停机"}
    place.add("progress_extend", "", unit, form=urged | more)
    place.add("progress_unlock", "", unit, form=urged | {"stage": "TARGETS", **WORDS})
    place.add("window", "", unit, form=spans)
    place.add("job", "", job)
    place.add("job_file", "", done)
    place.add("notice_read", "", make_notice(to=place.filer))


def _finance_doors(place: Place) -> None:
    made = Finances(place.department, place.filer, mark=_sign(place.department))
    forms = made.forms()
    for view, rows in made.rows().items():
        place.add(view, "", *rows, form=forms.get(view))


def _soon() -> datetime:
    return timezone.now() + timedelta(days=7)


def _later() -> str:
    """A moment after every deadline of a place, as a browser sends it."""
    return f"{timezone.localtime() + timedelta(days=30):%Y-%m-%dT%H:%M}"


def _rate_form(rate: Any) -> dict[str, str]:
    """Taking the system's figure over, on a row of which nothing was said yet."""
    return {"adopt": rate.public_id.hex, f"was-{rate.public_id.hex}": was_of(0, "")}


def _seen(sheet: Sheet, line: Any) -> str:
    """The version of a row as the person who fills it has seen it."""
    return str(sheet.actuals.get(indicator=line).version)


def _goal_seen(sheet: Sheet, goal: Any) -> str:
    """The same of a goal, of which nothing was said yet."""
    found = sheet.goal_results.filter(goal=goal).first()
    return str(found.version if found else 0)
