"""Add departments to the tree."""

from datetime import datetime

from django.db import transaction

from projects.models import Department, User
from projects.trail import record


@transaction.atomic
def add_department(
    *,
    code: str,
    name: str,
    kind: str,
    region: str,
    parent: Department | None,
    by: User | None,
    at: datetime,
) -> Department:
    """Add a department below `parent` (or as a root) and return it.

    Raises IntegrityError when the code is taken; forms check that before.
    """
    department = Department(code=code, name=name, kind=kind, region=region, parent=parent)
    department.path = f"?{department.public_id}"  # unique until the id is known
    department.save(force_insert=True)
    department.path = f"{parent.path if parent else ''}{department.pk}."
    department.save(update_fields=["path"])
    record(by=by, at=at, action="department.added", on=department, summary=f"新增单位 {name}")
    return department
