"""Three units of two branches, one person of every kind, and every address of one unit's rows.

    finance bureau ── branch ────────── unit (whose rows are asked for), beside
                  └── other branch ──── far
    finance bureau of another place

Every text of a unit carries a sign of its own, so that a page can be searched for it.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from perf.assure.access.administration import administration
from perf.assure.access.finances import NEW, Finances
from perf.assure.access.findings import Findings
from perf.assure.access.monitoring import Monitoring
from perf.assure.access.narratives import Narratives
from perf.assure.access.people import World, admit, settle, sign_in
from perf.assure.making.finances import make_document
from perf.assure.making.rows import (
    AT,
    fill_sheet,
    leaves_of,
    make_draft,
    make_entry,
    make_evidence,
    make_job,
    make_notice,
    make_plan,
    make_project,
    make_sheet,
    make_template,
    make_window,
    make_year,
)
from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import (
    Department,
    Indicator,
    Job,
    Notice,
    Plan,
    Project,
    Stage,
    User,
)
from projects.services.jobs import finish_job, take_job
from projects.services.windows import windows_mark
from projects.trail import last_change
from scoring.entries import LineEntry
from scoring.forms.rates import was_of
from scoring.forms.tasks import links_mark
from scoring.models import Sheet
from scoring.services.findings import recheck

Rows = dict[str, list[Any]]
Forms = dict[str, dict[str, Any]]


class Chosen:
    """A file that a form sends again and again."""

    name = "佐证.txt"
    content_type = "text/plain"

    def read(self) -> bytes:
        """All of it, every time."""
        return "签到表".encode()


def build(files: Path) -> World:
    """Make the world; files of jobs lie in the folder `files`."""
    world = World()
    departments = settle(world)
    admit(world, departments)
    for place in ("beside", "far", "branch"):
        _rows(world, place, departments[place])
    _addresses(world, departments["unit"], files)
    _kept_by_the_bureau(world, departments["bureau"])
    _add_monitoring(world, departments)
    _add(world, Narratives(departments["unit"], world.people["filer"]))
    _add_finances(world, departments["unit"])
    _add_findings(world, departments)
    addresses, forms = administration(world.people, departments)
    world.addresses |= addresses
    world.forms |= forms
    # The year with a plan that waits for its sheet; without one the latest would be asked for.
    world.addresses["scoring:sheets_open"] = f"{reverse('scoring:sheets_open')}?year=2021"
    sign_in(world, departments)
    return world


def _rows(world: World, place: str, department: Department) -> tuple[Sheet, Plan]:
    """A filed sheet, and a draft plan of a project; their texts carry the department's sign."""
    sign = department.name.replace("名", "数")
    draft = make_draft(mark=sign)
    sheet = make_sheet(plan=make_plan(department=department, draft=draft))
    head = department.name.replace("名", "目")
    world.heads[place] = {head}
    project = make_project(department=department, name=head)
    plan = make_plan(department=department, project=project, draft=draft, is_approved=False)
    rows = [sheet, sheet.plan, plan]
    if place != "unit":  # the unit's own has addresses
        rows.append(make_document(department=department, mark=sign))
    world.signs[place] |= {sign, *(str(row.public_id) for row in rows)}
    return sheet, plan


def _waiting(world: World, unit: Department, filer: User) -> tuple[Plan, Sheet]:
    """An approved plan without its sheet, and a sheet that lacks nothing."""
    draft = make_draft(mark=unit.name.replace("名", "数"))
    plans = [
        make_plan(
            department=unit, project=make_project(department=unit, name=f"待办{n}"), draft=draft
        )
        for n in range(2)
    ]
    sheet = make_sheet(plan=plans[1])
    entry = LineEntry(text="99%")
    words = LineEntry(text="提升", share=Decimal(1))
    lines = {0: entry, 1: entry, 2: entry, 3: words}
    fill_sheet(sheet=sheet, by=filer, lines=lines, executed=["200", "200"])
    world.signs["unit"] |= {str(row.public_id) for row in (*plans, sheet)}
    return plans[0], Sheet.objects.get(pk=sheet.pk)


def _addresses(world: World, unit: Department, files: Path) -> None:
    sheet, plan = _rows(world, "unit", unit)
    filer = world.people["filer"]
    job, done = (make_job(by=filer, department=unit) for _ in range(2))
    finish(done, files)
    world.signs["unit"] |= {str(job.public_id), str(done.public_id)}
    line = leaves_of(sheet.plan)[0]
    unopened, filled = _waiting(world, unit, filer)
    _begun(world, plan)
    assert plan.project is not None
    wholes, typed = _whole_department(world, unit, plan.project)
    ids: Rows = {
        "scoring:department": [unit],
        "scoring:plan": [plan],
        "scoring:plan_step": [plan, "submit"],
        "scoring:plan_history": [plan],
        "scoring:sheet_open": [unopened],
        "scoring:plan_edit": [plan],
        "scoring:sheet": [sheet],
        "scoring:sheet_step": [filled, "submit"],
        "scoring:sheet_history": [sheet],
        **wholes,
        "scoring:sheet_xlsx": [sheet],
        "scoring:sheet_entry": [sheet],
        "scoring:sheet_paste": [sheet],
        **_evidence(world, sheet, line),
        **_of_those_above(unit, filer),
        "scoring:job": [job],
        "scoring:job_file": [done],
        "api:sheet": [sheet],
    }
    for view, rows in ids.items():
        world.addresses[view] = reverse(view, args=[_place(row) for row in rows])
        missing = [row if isinstance(row, str) else uuid4() for row in rows]
        world.missing[view] = reverse(view, args=missing)
    world.addresses["scoring:sheet_row"] = _row_address(sheet.public_id, line.public_id)
    world.missing["scoring:sheet_row"] = _row_address(uuid4(), uuid4())
    world.forms = _forms(unit, line, plan, filled) | typed


def _whole_department(world: World, unit: Department, project: Project) -> tuple[Rows, Forms]:
    """Rows and forms of pages that only whole departments have: a draft plan, an open sheet."""
    plan = make_plan(department=unit, year=2022, is_approved=False)
    sheet = make_sheet(plan=make_plan(department=unit, year=2023, draft=rate_draft()))
    world.signs["unit"] |= {str(row.public_id) for row in (plan, sheet, sheet.plan)}
    task, rate = plan.tasks.get(), leaves_of(sheet.plan)[0]
    forms = {
        "scoring:plan_tasks": {
            f"task-{task.public_id.hex}": project.public_id.hex,
            "was": links_mark({}),
        },
        "scoring:sheet_rates": {
            "adopt": rate.public_id.hex,
            f"was-{rate.public_id.hex}": was_of(0, ""),
        },
    }
    return {"scoring:plan_tasks": [plan], "scoring:sheet_rates": [sheet]}, forms


def rate_draft() -> PlanDraft:
    """One management rate, which the budgets of the plan come to."""
    return PlanDraft(
        funds=[FundDraft(label="部门预算总额", initial="200", annual="190", is_total=True)],
        indicators=[
            IndicatorDraft(
                level1="投入管理指标", level2="预算和财务管理", level3="预算调整率",
                target="<=20%", points=Decimal(2),
            )
        ],
    )  # fmt: skip


def _of_those_above(unit: Department, filer: User) -> Rows:
    """The unit among those its supervisor looks at, and a notice to its filer."""
    views = ("window", "progress", "progress_remind", "progress_extend", "progress_unlock")
    for state in ("SUBMITTED", "DEPARTMENT_PASSED"):  # one for the supervisor, one for finance
        project = make_project(department=unit, name=f"项目{state}")
        sent = make_plan(department=unit, project=project, is_approved=False)
        Plan.objects.filter(pk=sent.pk).update(state=state)
    found: Rows = {f"scoring:{view}": [unit] for view in views}
    return found | {"scoring:notice_read": [_notice(filer)]}


def _evidence(world: World, sheet: Sheet, line: Indicator) -> Rows:
    """A file behind the line, and the addresses of evidence."""
    file = make_evidence(sheet=sheet, by=world.people["filer"])
    world.signs["unit"].add(str(file.public_id))
    return {
        "scoring:evidence": [sheet],
        "scoring:evidence_zip": [sheet],
        "scoring:evidence_row": [sheet, line],
        "scoring:evidence_file": [sheet, file],
        "scoring:evidence_remove": [sheet, file],
    }


def _add_monitoring(world: World, departments: dict[str, Department]) -> None:
    _add(world, Monitoring(departments["branch"], departments["unit"], world.people))


def _add(world: World, made: Monitoring | Narratives) -> None:
    """The addresses, forms and signs of rows that were made by themselves."""
    world.signs["unit"] |= made.ids
    for view, rows in made.rows().items():
        world.addresses[view] = reverse(view, args=[row.public_id for row in rows])
        world.missing[view] = reverse(view, args=[uuid4() for _ in rows])
    world.forms |= made.forms()


def _add_finances(world: World, unit: Department) -> None:
    made = Finances(unit, world.people["filer"], mark=unit.name.replace("名", "数"))
    world.signs["unit"].add(str(made.document.public_id))
    for view, rows in made.rows().items():
        name = f"scoring:{view}"
        world.addresses[name] = reverse(name, args=[_place(row) for row in rows])
        world.missing[name] = reverse(name, args=[uuid4(), *rows[1:]])
    world.forms |= {f"scoring:{view}": form for view, form in made.forms().items()}
    world.forms["scoring:finance_add"] = NEW | {"year": "2022"}


def _add_findings(world: World, departments: dict[str, Department]) -> None:
    for place in ("beside", "far", "branch"):
        recheck(department=departments[place], year=2021, at=AT)
    made = Findings(departments["unit"], world.people["filer"])
    world.signs["unit"] |= made.ids
    for view, rows in made.rows().items():
        world.addresses[view] = reverse(view, args=[row.public_id for row in rows])
        world.missing[view] = reverse(view, args=[uuid4() for _ in rows])
    world.forms |= made.forms()


def _forms(unit: Department, line: Indicator, plan: Plan, filled: Sheet) -> Forms:
    """What is posted to a view by a person who may."""
    target, project = leaves_of(plan)[0].public_id.hex, plan.project
    assert project is not None
    return _forms_of_those_above(unit) | {
        "signin": {"username": "nobody", "password": "wrong"},
        "scoring:plan_step": {"version": str(last_change(plan))},
        "scoring:sheet_step": {"version": str(last_change(filled))},
        "scoring:plan_new": {"year": "2022", "subject": str(project.public_id)},
        "scoring:plan_roll": {"plan": str(plan.public_id)},
        "scoring:plans_submit": {
            "plan": str(plan.public_id),
            f"version-{plan.public_id.hex}": str(last_change(plan)),
        },
        "scoring:plan_edit": {"row": target, f"t-{target}": "≥96.5%", f"was-{target}": "1."},
        "scoring:sheet_entry": _typed(line),
        "scoring:sheet_row": _typed(line),
        "scoring:sheet_paste": _typed(line) | {"at": f"text-{line.public_id.hex}", "block": "94%"},
        "scoring:evidence_row": {"files": Chosen()},
        "scoring:evidence_remove": {"reason": "传错文件"},
        "scoring:jobs_ask": {"year": "2021", "department": str(unit.public_id)},
    }  # fmt: skip


def _forms_of_those_above(unit: Department) -> Forms:
    """Windows of a year, and one unit that is urged and given more time."""
    soon = timezone.localtime() + timedelta(days=30)
    urged = {"year": "2021", "stage": "ACTUALS", "unit": str(unit.public_id)}
    return {
        "scoring:window": {
            "TARGETS_opens": "2021-01-04T09:00", "TARGETS_closes": "2021-02-26T18:00",
            "seen": windows_mark([]),  # the latest year, which has none
        },
        "scoring:progress_remind": urged,
        "scoring:progress_extend": urged | {"until": f"{soon:%Y-%m-%dT%H:%M}", "reason": "停机"},
        "scoring:progress_unlock": urged | {"stage": "TARGETS", "reason": "口径有误"},
    }  # fmt: skip


def _place(row: Any) -> object:
    """What stands in the address: an id, or a word as it is."""
    return row if isinstance(row, str) else row.public_id


def _notice(filer: User) -> Notice:
    """A notice to the unit's filer, in a stage whose deadline is still to come."""
    assert filer.department is not None
    soon = timezone.now() + timedelta(days=7)
    make_window(department=filer.department, stage=Stage.ACTUALS, opens_at=AT, closes_at=soon)
    return make_notice(to=filer)


def _begun(world: World, plan: Plan) -> None:
    """Where plans begin: beside the library, as a template, out of the year before."""
    make_year(2022)
    world.addresses["scoring:plan_roll"] = reverse("scoring:plan_roll") + "?year=2022"
    for view in ("scoring:plan_pick", "scoring:plan_template"):
        world.addresses[view] = reverse(view, args=[plan.public_id])
        world.missing[view] = reverse(view, args=[uuid4()])


def _kept_by_the_bureau(world: World, bureau: Department) -> None:
    """The library and templates of the bureau: everybody below it may know of them."""
    finance = world.people["finance"]
    entry, template = make_entry(by=finance), make_template(by=finance)
    world.names["bureau"] |= {entry.name, str(entry.public_id), str(template.public_id)}
    kept_by: dict[str, Any] = {
        "library_entry": entry, "library_change": entry, "library_retire": entry,
        "template": template, "template_edit": template, "template_retire": template,
    }  # fmt: skip
    for view, kept in kept_by.items():
        world.addresses[f"scoring:{view}"] = reverse(f"scoring:{view}", args=[kept.public_id])
        world.missing[f"scoring:{view}"] = reverse(f"scoring:{view}", args=[uuid4()])
    said = {
        "name": "名录七", "level1": "产出指标", "for_projects": "on", "source": "自定",
    }  # fmt: skip
    world.forms |= {
        "scoring:library_add": said,
        "scoring:library_change": said | {"seen": "1"},
        "scoring:library_retire": {"in_use": "0"},
        "scoring:template_edit": {
            "name": "模板七", "kind": "DEPARTMENT", "seen": "1", "level1-1": "产出指标",
            "level3-1": "某项",
        },
        "scoring:template_retire": {"in_use": "0"},
        "scoring:plan_pick": {"entry": str(entry.public_id)},
        "scoring:plan_template": {"name": "模板八", "kind": "PROJECT"},
    }  # fmt: skip


def _row_address(sheet: UUID, line: UUID) -> str:
    return reverse("scoring:sheet_row", args=[sheet, "lines", line])


def _typed(line: Indicator) -> dict[str, str]:
    return {f"text-{line.public_id.hex}": "93%", f"v-{line.public_id.hex}": "0"}


def finish(job: Job, files: Path) -> None:
    """Let a job end with a file."""
    (files / "done.zip").write_bytes(b"zip")
    taken = take_job(job_id=job.pk, at=AT)
    assert taken is not None
    assert finish_job(job=taken, file_name="done.zip", file_path="done.zip", digest="", at=AT)
