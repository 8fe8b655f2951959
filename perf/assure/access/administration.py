"""Addresses and forms of the system administrator, about the unit and what is his alone."""

from typing import Any

from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from perf.assure.making.rows import AT, PASSWORD, make_department, make_project
from projects.imports.reading import Row
from projects.imports.template import list_workbook
from projects.models import Department, Import, Project, User
from projects.services.closing import close_department
from projects.services.departments import department_mark, place_mark
from projects.services.imports import KINDS
from projects.services.people import account_mark
from projects.services.projects import close_project, owner_mark, project_mark
from projects.services.staging import to_json

Addresses = dict[str, str]
Forms = dict[str, dict[str, Any]]
WHY = {"reason": "机构改革"}
HEADINGS = ["单位编码", "单位名称", "类别", "行政区划代码"]
NEWCOMER = ["IMP1", "导入单位", "单位", "410800"]


class Workbook:
    """An upload that can be sent again and again."""

    name = "units.xlsx"
    content_type = "application/octet-stream"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self) -> bytes:
        """All of it, every time."""
        return self.data


def administration(
    people: dict[str, User], places: dict[str, Department]
) -> tuple[Addresses, Forms]:
    """What can be done to the unit, its filer, a project without plans; view -> address, form."""
    unit, system, filer = places["unit"], people["system"], people["filer"]
    AccessAttempt.objects.create(
        username=filer.username,
        ip_address="127.0.0.1",
        failures_since_start=5,
        attempt_time=timezone.now(),
    )
    project = make_project(department=unit, name="可移动")
    ended = make_project(department=unit, name="已终止")
    close_project(project=ended, from_day=AT.date(), reason="结束", by=system, at=AT)
    shut = make_department(name="已撤销")
    close_department(department=shut, from_day=AT.date(), reason="撤销", by=system, at=AT)
    rows: dict[str, Any] = {
        "department": unit, "department_change": unit, "department_move": unit,
        "department_rename": unit, "department_merge": unit, "department_close": unit,
        "department_reopen": shut, "account": filer, "account_change": filer,
        "account_disable": filer, "account_enable": people["disabled"], "account_reset": filer,
        "account_unlock": filer, "project": project, "project_change": project,
        "project_move": project, "project_close": project, "project_reopen": ended,
        "import": _preview(system), "import_errors": _preview(system),
    }  # fmt: skip
    addresses = {
        f"projects:{name}": reverse(f"projects:{name}", args=[row.public_id])
        for name, row in rows.items()
    }
    for name in ("import_new", "import_template"):
        addresses[f"projects:{name}"] = reverse(f"projects:{name}", args=["departments"])
    return addresses, {
        f"projects:{name}": form for name, form in _forms(people, places, project).items()
    } | {"password": {"old": PASSWORD, "new": "quite-another-2", "again": "quite-another-2"}}


def _forms(people: dict[str, User], places: dict[str, Department], project: Project) -> Forms:
    unit, other = places["unit"].code, places["beside"].code
    head = {"code": "NEW", "name": "新单位", "kind": "UNIT", "region": "410800"}
    person = {"name": "新人", "role": "FILER", "department": other, "phone": ""}
    accounts = {f"account-{people[who].public_id.hex}": "MOVE" for who in ("filer", "head")}
    end = {"from_day": "2022-03-01", **WHY}
    return {
        "years": {"year": "2031"},
        "department_add": {"parent": unit, **head},
        "department_change": head | {"seen": department_mark(places["unit"])},
        "department_move": {
            "parent": places["other branch"].code,
            "seen": place_mark(places["unit"]),
            **WHY,
        },
        "department_rename": {"name": "新名", "from_day": "2022-03-01", **WHY},
        "department_merge": {"into": other, **end, **accounts},
        "department_close": end,
        "department_reopen": WHY,
        "account_add": {"username": "newcomer", **person},
        "account_change": person | {"seen": account_mark(people["filer"])},
        "project_add": {"department": unit, "code": "", "name": "新项目", "kind": ""},
        "project_change": {
            "code": "4" * 20,
            "name": "新项目",
            "kind": "",
            "seen": project_mark(project),
        },
        "project_move": {"department": other, "seen": owner_mark(project), **WHY},
        "project_close": end,
        "project_reopen": WHY,
        "import_new": {"file": Workbook(list_workbook(HEADINGS, [NEWCOMER], title="单位"))},
    }


def _preview(system: User) -> Import:
    """A preview with one new department."""
    keys = ["code", "name", "kind", "region"]
    row = Row(
        sheet="单位",
        number=2,
        places=dict(zip(keys, "ABCD", strict=True)),
        typed=dict(zip(keys, NEWCOMER, strict=True)),
        values=dict(zip(keys, [*NEWCOMER[:2], "UNIT", NEWCOMER[3]], strict=True)),
    )
    planned = KINDS[Import.Kind.DEPARTMENTS].plan([row], system, AT)
    return Import.objects.create(
        kind=Import.Kind.DEPARTMENTS,
        file_name="units.xlsx",
        file_digest="0" * 64,
        rows=[to_json(one) for one in planned],
        by=system,
    )
