"""Add projects."""

from datetime import datetime

from django.db import transaction

from projects.models import Department, Project, User
from projects.trail import record


@transaction.atomic
def add_project(
    *,
    department: Department,
    code: str | None,
    name: str,
    kind: str = "",
    by: User | None,
    at: datetime,
) -> Project:
    """Add a project to a department and return it; raises IntegrityError on a taken code."""
    project = Project(department=department, code=code, name=name, kind=kind)
    project.save(force_insert=True)
    record(by=by, at=at, action="project.added", on=project, summary=f"新增项目 {name}")
    return project
