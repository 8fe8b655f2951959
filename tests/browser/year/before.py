"""What is there before the year begins: 2023 with its actual values, and a second filer.

The demo has seven projects of 2023 with nothing filled in and no table of the whole department;
that of 2021 stands in for it. `begin_the_year` calls `add_the_year_before` in a process of its
own, because the process of the tests has another database.
"""

import os
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from perf import CHECKOUT
from perf.demo.accounts import PASSWORD
from projects.models import Department, Indicator, Plan, User
from projects.queries.contents import plan_content
from projects.services.people import create_account
from projects.services.plans import approve_plan, declare_plan
from scoring.entries import LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.sheets import open_sheet

UNIT = "焦作市科学技术协会"
TRAINING = "全民科学素质工作培训会"
WHOLE = "部门整体"
# What came of the training's rows in 2023: actual value, and the share of a target in words.
CAME_OF_IT = [("62人", None), ("65%", None), ("100%", None), ("提升", Decimal(1)), ("92%", None)]
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_IN_2023 = datetime(2023, 2, 20, 9, tzinfo=_SHANGHAI)
_IN_2024 = datetime(2024, 1, 15, 9, tzinfo=_SHANGHAI)
_CALL = "from tests.browser.year.before import add_the_year_before as add; add()"


def begin_the_year(folder: Path) -> None:
    """Add the year before to the system whose data lie in `folder`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", _CALL],
        cwd=CHECKOUT,
        env=kept | {"VAR_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def add_the_year_before() -> None:
    """Store a second filer, the whole department's table of 2023, and what came of it."""
    unit = Department.objects.get(name=UNIT)
    create_account(
        username="liuyang",
        name="刘洋",
        role=User.Role.FILER,
        department=unit,
        password=PASSWORD,
        phone="0000-0000000",
        by=None,
        at=_IN_2023,
    )
    filer = User.objects.get(username="lijing")
    training = Sheet.objects.get(plan__project__name=TRAINING, year=2023)
    _fill(training, CAME_OF_IT, filer)
    published = Sheet.objects.get(plan__project=None, department=unit, year=2021)
    values = published.actuals.order_by("indicator__position")
    whole = _whole_of_2023(published.plan, filer)
    _fill(whole, [(value.text, value.share) for value in values], filer)


def _whole_of_2023(plan: Plan, filer: User) -> Sheet:
    project = Plan.objects.get(project__name=TRAINING, year=2023)
    declared = declare_plan(
        department=plan.department,
        year=project.year,
        project=None,
        draft=plan_content(plan),
        by=filer,
        at=_IN_2023,
    )
    finance = User.objects.get(username="caizheng")
    approved = approve_plan(plan=declared, by=finance, at=_IN_2023)
    return open_sheet(plan=approved, by=filer, at=_IN_2024)


def _fill(sheet: Sheet, values: list[tuple[str, Decimal | None]], filer: User) -> None:
    leaves = Indicator.objects.filter(plan=sheet.plan, level=3).order_by("position")
    lines = {
        leaf.public_id: LineEntry(text=text, share=share)
        for leaf, (text, share) in zip(leaves, values, strict=True)
    }
    save_entry(sheet=sheet, entry=SheetEntry(lines=lines), by=filer, at=_IN_2024)
