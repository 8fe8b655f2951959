"""Rows to try things on, made by the services as people would make them. Plain functions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from projects.drafts import EntryDraft, FundDraft, IndicatorDraft, PlanDraft, TextDraft
from projects.models import (
    Department,
    FiscalYear,
    Indicator,
    Job,
    LibraryEntry,
    Notice,
    Plan,
    PlanTemplate,
    Project,
    Stage,
    StageWindow,
    User,
)
from projects.points import spread
from projects.services.departments import add_department
from projects.services.jobs import ask_job
from projects.services.library import add_entry
from projects.services.notices import notify
from projects.services.people import ADMINISTRATORS, create_account
from projects.services.plans import approve_plan, declare_plan
from projects.services.projects import add_project
from projects.services.templates import bare, save_template
from projects.services.years import open_year
from scoring.entries import FundEntry, LineEntry, SheetEntry
from scoring.files import Upload
from scoring.models import Evidence, Sheet
from scoring.services.actuals import save_entry
from scoring.services.evidence import add_evidence
from scoring.services.sheets import open_sheet

AT = datetime(2022, 3, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
PASSWORD = "a-long-enough-1"
_numbers = count(1)


def make_year(year: int = 2021) -> FiscalYear:
    """The fiscal year, opened when it was not."""
    return open_year(year=year)


def make_department(
    *,
    name: str = "",
    parent: Department | None = None,
    kind: str = Department.Kind.UNIT,
    region: str = "410800",
) -> Department:
    """A department with a code of its own; of Henan, so that the rule book of 2021 fits."""
    number = next(_numbers)
    return add_department(
        code=f"T{number:05}",
        name=name or f"单位{number}",
        kind=kind,
        region=region,
        parent=parent,
        by=None,
        at=AT,
    )


def make_user(
    *,
    role: str = User.Role.FILER,
    department: Department | None = None,
    name: str = "张三",
    is_active: bool = True,
) -> User:
    """An account with `PASSWORD`; a business role without a department gets a new one."""
    if department is None and role not in ADMINISTRATORS:
        department = make_department()
    user = create_account(
        username=f"user{next(_numbers)}",
        name=name,
        role=role,
        department=department,
        password=PASSWORD,
        by=None,
        at=AT,
    )
    if not is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
    return user


def make_client(user: User | None = None) -> Client:
    """A browser in which `user` is signed in (nobody without one)."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_project(*, department: Department, name: str = "", code: str | None = None) -> Project:
    """A project of a department."""
    name = name or f"项目{next(_numbers)}"
    return add_project(department=department, code=code, name=name, by=None, at=AT)


def make_draft(*, lines: int = 4, mark: str = "") -> PlanDraft:
    """A target table that adds up to 90 points: quantitative lines in two blocks, one in words.

    `mark` goes into every text, so that a test can tell whose it is.
    """
    shares = spread(Decimal(90), lines)
    return PlanDraft(
        funds=[
            FundDraft(label=f"资金总额{mark}", initial="100", annual="200.00", is_total=True),
            FundDraft(label=f"财政拨款{mark}", initial="100", annual="200.00"),
        ],
        goals=[TextDraft(name=f"目标{mark}", content="")],
        tasks=[TextDraft(name=f"任务{mark}", content="")],
        indicators=[
            _indicator(row, share, mark, is_last=row == lines - 1)
            for row, share in enumerate(shares)
        ],
    )


def _indicator(row: int, points: Decimal, mark: str, *, is_last: bool) -> IndicatorDraft:
    return IndicatorDraft(
        level1="效益指标" if is_last else "产出指标",
        level2=None if is_last else "数量指标",
        level3=f"第{row}项{mark}",
        target="提升" if is_last else f"≥{row + 95}%",
        points=points,
    )


def make_plan(
    *,
    department: Department,
    year: int = 2021,
    project: Project | None = None,
    draft: PlanDraft | None = None,
    is_approved: bool = True,
) -> Plan:
    """The target table of a whole department or of one project."""
    plan = declare_plan(
        department=department,
        year=make_year(year),
        project=project,
        draft=draft or make_draft(),
        by=None,
        at=AT,
    )
    return approve_plan(plan=plan, by=None, at=AT) if is_approved else plan


def make_sheet(*, plan: Plan | None = None, department: Department | None = None) -> Sheet:
    """The empty sheet of a plan, or of a new plan of the department."""
    plan = plan or make_plan(department=department or make_department())
    return open_sheet(plan=plan, by=None, at=AT)


def make_window(
    *, department: Department, stage: str, opens_at: datetime, closes_at: datetime, year: int = 2021
) -> StageWindow:
    """When a stage is open for a department and all below it."""
    return StageWindow.objects.create(
        department=department,
        year=make_year(year),
        stage=stage,
        opens_at=opens_at,
        closes_at=closes_at,
    )


def thaw(plan: Plan) -> None:
    """Make a plan a draft again, past the services, so that a test can change its rows."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)


def leaves_of(plan: Plan) -> list[Indicator]:
    """The level-3 indicators of a plan in printed order."""
    return list(Indicator.objects.filter(plan=plan, level=3).order_by("position"))


def fill_sheet(
    *,
    sheet: Sheet,
    by: User,
    lines: Mapping[int, LineEntry] | None = None,
    executed: Sequence[str] = (),
) -> Sheet:
    """Enter lines (by row from 0) and executed amounts (of the first fund lines); score again."""
    leaves = leaves_of(sheet.plan)
    funds = zip(sheet.plan.funds.order_by("position"), executed, strict=False)
    entry = SheetEntry(
        lines={leaves[row].public_id: line for row, line in (lines or {}).items()},
        funds={fund.public_id: FundEntry(executed=amount) for fund, amount in funds},
    )
    return save_entry(sheet=sheet, entry=entry, by=by, at=AT)


def make_evidence(*, sheet: Sheet, by: User, row: int = 0, name: str = "通知.pdf") -> Evidence:
    """A small PDF behind a row; every one with a content of its own."""
    content = b"%PDF-1.7\n" + str(next(_numbers)).encode() + b"\n%%EOF\n"
    upload = Upload(name=name, media_type="application/pdf", stream=BytesIO(content))
    indicator = leaves_of(sheet.plan)[row]
    return add_evidence(sheet=sheet, indicator=indicator, files=[upload], by=by, at=AT)[0]


def make_job(*, by: User, department: Department, year: int = 2021) -> Job:
    """A waiting job that nobody was told of."""
    return ask_job(
        kind="sheets-zip",
        title=f"{department.name} 打包",
        department=department,
        year=make_year(year),
        by=by,
        at=AT,
        send=lambda job_id: None,
    )


def make_notice(*, to: User, occasion: str = "2022-03-14", year: int = 2021) -> Notice:
    """A notice that a person has not read."""
    assert to.department is not None
    notify(
        people=[to],
        department=to.department,
        year=make_year(year),
        kind=Notice.Kind.URGED,
        stage=Stage.ACTUALS,
        occasion=occasion,
        text=f"请尽快提交 {occasion}",
        by=None,
        at=AT,
    )
    return Notice.objects.get(to=to, occasion=occasion)


def make_entry(*, by: User, name: str = "", level1: str = "产出指标", **said: Any) -> LibraryEntry:
    """An entry of the library of `by`'s bureau."""
    name = name or f"指标{next(_numbers)}"
    draft = EntryDraft(name=name, level1=level1, **{"source": "自定", **said})
    return add_entry(department=_bureau(by), draft=draft, by=by, at=AT)


def make_template(
    *, by: User, name: str = "", kind: str = PlanTemplate.Kind.DEPARTMENT, lines: int = 4
) -> PlanTemplate:
    """A template of `by`'s bureau."""
    return save_template(
        department=_bureau(by),
        name=name or f"模板{next(_numbers)}",
        kind=kind,
        note="",
        draft=bare(make_draft(lines=lines), with_texts=True),
        by=by,
        at=AT,
    )


def _bureau(person: User) -> Department:
    assert person.department is not None
    return person.department
