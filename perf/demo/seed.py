"""Fill a database with the five disclosures, once; run again, it changes nothing."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from perf.demo.accounts import ACCOUNTS, DEPARTMENTS
from perf.demo.drafts import department_plan, disclosures, project_plan, tables
from perf.demo.monitoring import seed_monitoring
from perf.demo.narratives import seed_narratives
from perf.demo.workflow import seed_workflow
from perf.library.usual import load_usual
from projects.models import (
    Department,
    FiscalYear,
    Indicator,
    Plan,
    PlanTemplate,
    Project,
    User,
)
from projects.queries.contents import plan_content
from projects.services.accounts import store_document
from projects.services.departments import add_department
from projects.services.people import create_account
from projects.services.plans import approve_plan, declare_plan
from projects.services.projects import add_project
from projects.services.templates import bare, save_template
from projects.services.years import open_year
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.rechecks import recheck_everything
from scoring.services.sheets import open_sheet, record_results

SHANGHAI = ZoneInfo("Asia/Shanghai")
FOUNDED = datetime(2021, 1, 4, 9, 0, tzinfo=SHANGHAI)
STILL_DRAFTS = {("261301", 2024)}  # so that a filer has targets to change
NO_SHEETS_YET = {2024}
TEMPLATES = (
    ("部门整体（2024年表样）", PlanTemplate.Kind.DEPARTMENT),
    ("项目支出（含成本指标）", PlanTemplate.Kind.PROJECT),
)


@transaction.atomic
def seed() -> None:
    """Add departments, accounts, documents, plans and sheets, where the demo is not there yet.

    They are checked at the end, so that pages show findings at once. It came whole or not at all.
    Its accounts tell, for they are neither removed nor called otherwise; all the rest people may
    have renamed, moved, closed or voided since.
    """
    if not _lacks_accounts():
        return
    departments = _departments()
    _accounts(departments)
    load_usual(at=FOUNDED)
    by_code = {
        "焦作市科学技术协会": "254101",
        "三门峡市科学技术协会": "311001",
        "张家口市科学技术协会": "731",
        "焦作市产业技术科学院": "261301",
    }
    for data in disclosures():
        department = departments[by_code[data["document"]["unit_name"]]]
        _Disclosure(data, department).store()
    _templates()
    seed_monitoring()
    seed_workflow()
    seed_narratives()
    recheck_everything(at=timezone.now())


def _lacks_accounts() -> bool:
    names = {row.username for row in ACCOUNTS}
    return User.objects.filter(username__in=names).count() < len(names)


def _departments() -> dict[str, Department]:
    found = {row.code: row for row in Department.objects.all()}
    for row in DEPARTMENTS:
        if row.code not in found:
            found[row.code] = add_department(
                code=row.code,
                name=row.name,
                kind=row.kind,
                region=row.region,
                parent=found[row.parent] if row.parent else None,
                by=None,
                at=FOUNDED,
            )
    return found


def _templates() -> None:
    """Templates of the finance bureau, made of two plans of 2024 without their goals and tasks."""
    finance = _account(User.Role.FINANCE)
    assert finance.department is not None  # as the demo's accounts say
    for name, kind in TEMPLATES:
        is_whole = kind == PlanTemplate.Kind.DEPARTMENT
        plan = Plan.objects.get(department__code="311001", year=2024, project__isnull=is_whole)
        save_template(
            department=finance.department,
            name=name,
            kind=kind,
            note="取自一张已公开的目标表，供演示",
            draft=bare(plan_content(plan), with_texts=False),
            by=finance,
            at=datetime(2024, 3, 1, 9, 0, tzinfo=SHANGHAI),
        )


def _accounts(departments: dict[str, Department]) -> None:
    taken = set(User.objects.values_list("username", flat=True))
    for row in ACCOUNTS:
        if row.username not in taken:
            create_account(
                username=row.username,
                name=row.name,
                role=row.role,
                department=departments[row.code] if row.code else None,
                password=row.password,
                phone=row.phone,
                by=None,
                at=FOUNDED,
            )


def _account(role: User.Role, code: str | None = None) -> User:
    """The demo's own account of a role; people may have added others since."""
    names = [row.username for row in ACCOUNTS if row.role == role and code in (None, row.code)]
    return User.objects.get(username=names[0])


class _Disclosure:
    """One document and the plans and sheets that it tells of."""

    def __init__(self, data: dict[str, Any], department: Department) -> None:
        self.data = data
        self.document = data["document"]
        self.department = department
        self.year: FiscalYear = open_year(year=self.document["year"])
        self.filer = _account(User.Role.FILER, department.code)
        self.finance = _account(User.Role.FINANCE)

    def store(self) -> None:
        """Store the document, its plans and, where the year is over, its sheets."""
        self._accounts()
        for project in self.data["projects"]:
            self._project(project)
        if self.data["whole_department"]:
            self._whole_department(self.data["whole_department"])

    def _at(self, month: int, day: int, hour: int = 9, *, next_year: bool = False) -> datetime:
        year = self.year.year + (1 if next_year else 0)
        return datetime(year, month, day, hour, 0, tzinfo=SHANGHAI)

    def _accounts(self) -> None:
        store_document(
            department=self.department,
            year=self.year,
            kind=self.document["kind"].upper(),
            title=self.document["title"],
            money_unit=self.document["money_unit"],
            tables=tables(self.data),
            by=self.filer,
            at=self._at(2, 20),
        )

    def _project(self, data: dict[str, Any]) -> None:
        project = add_project(
            department=self.department,
            code=data["code"],
            name=data["name"],
            by=None,
            at=self._at(1, 20),
        )
        draft = project_plan(data, self.document["money_unit"])
        self._open(self._plan(project, draft))

    def _whole_department(self, whole: dict[str, Any]) -> None:
        plan = self._plan(None, department_plan(whole, self.document["money_unit"]))
        if whole["indicators"]:
            sheet = self._open(plan)
            if sheet and self.data["self_evaluation"]:
                self._fill(sheet, self.data["self_evaluation"])

    def _plan(self, project: Project | None, draft: Any) -> Plan:
        plan = declare_plan(
            department=self.department,
            year=self.year,
            project=project,
            draft=draft,
            by=self.filer,
            at=self._at(1, 20, 10),
        )
        if (self.department.code, self.year.year) not in STILL_DRAFTS:
            plan = approve_plan(plan=plan, by=self.finance, at=self._at(2, 26))
        return plan

    def _open(self, plan: Plan) -> Sheet | None:
        if self.year.year in NO_SHEETS_YET:
            return None
        return open_sheet(plan=plan, by=self.filer, at=self._at(3, 11, next_year=True))

    def _fill(self, sheet: Sheet, told: dict[str, Any]) -> None:
        leaves = list(Indicator.objects.filter(plan=sheet.plan, level=3).order_by("position"))
        lines = {
            leaf.public_id: LineEntry(
                text=row["actual"] or "",
                claimed=Decimal(row["score"]) if row["score"] else None,
                deviation=row["reason"] or "",
            )
            for leaf, row in zip(leaves, told["indicators"], strict=True)
        }
        funds = {
            line.public_id: FundEntry(
                executed=row["executed"] or "", printed_rate=row["rate"] or ""
            )
            for line, row in zip(sheet.plan.funds.all(), told["funds"], strict=True)
        }
        head = HeadEntry(
            claimed_execution=Decimal(told["funds"][0]["score"]),
            printed_total=Decimal(told["printed_total"]),
            printed_total_text=told["printed_total"],
        )
        entry = SheetEntry(lines=lines, funds=funds, head=head)
        at = self._at(3, 14, 16, next_year=True)
        sheet = save_entry(sheet=sheet, entry=entry, by=self.filer, at=at)
        record_results(
            sheet=sheet,
            goals=dict(zip(_ids(sheet.plan.goals), told["goals"], strict=True)),
            tasks=dict(zip(_ids(sheet.plan.tasks), told["tasks"], strict=True)),
            narrative_total=Decimal(told["narrative_total"]),
            by=self.filer,
            at=at,
        )


def _ids(rows: Any) -> list[int]:
    return [row.pk for row in rows.all()]
