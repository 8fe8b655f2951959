"""The tree of departments as a whole: one change of its shape at a time."""

from datetime import date

from django.db import connection
from django.db.models import Max, Value
from django.db.models.functions import Concat, Length, Substr

from projects.models import Department, User

LONGEST_PATH = 200  # of the column; some twenty levels
_TREE = 0x74726565  # "tree": the advisory lock that changes of its shape wait for


class DepartmentRefused(ValueError):
    """The department cannot be changed as asked; the message says why and what to do."""


def hold_tree() -> None:
    """Wait until nobody else changes the shape of the tree, and keep others waiting.

    Until the end of the transaction. Rows alone would not do: who moves a branch cannot lock the
    rows that somebody is adding to it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE])


def held(department: Department) -> Department:
    """The department as it stands now, locked; `hold_tree` comes first."""
    return Department.objects.select_for_update(of=("self",)).get(pk=department.pk)


def path_below(parent: Department | None, pk: int) -> str:
    """The path of a department below `parent`; raises DepartmentRefused where it is too deep."""
    path = f"{parent.path if parent else ''}{pk}."
    if len(path) > LONGEST_PATH:
        raise DepartmentRefused("层级太深，请选层级较高的上级单位。")
    return path


def rewrite_branch(department: Department, path: str) -> int:
    """Give a department and everything below it their new paths; returns how many, in one UPDATE.

    Raises DepartmentRefused where the deepest path would be too long.
    """
    branch = Department.objects.filter(path__startswith=department.path)
    longest = branch.aggregate(longest=Max(Length("path")))["longest"]
    if longest - len(department.path) + len(path) > LONGEST_PATH:
        raise DepartmentRefused("移动后层级太深，请选层级较高的上级单位。")
    rest = Substr("path", len(department.path) + 1)
    return branch.update(path=Concat(Value(path), rest))


def require_open(department: Department | None, what: str, day: date) -> None:
    """Raise DepartmentRefused where a department that is to take something in is closed."""
    if department is not None and department.is_closed(day):
        raise DepartmentRefused(f"“{department.name}”已撤销，不能作为{what}。请选别的单位。")


def require_finance_above(department: Department, parent: Department | None) -> None:
    """Raise DepartmentRefused where a department would lose the finance bureau above it.

    What it has on its way, and all that comes later, would wait for nobody. A tree that never had
    a bureau is left as it is.
    """
    bureaus = Department.objects.filter(kind=Department.Kind.FINANCE)
    had = set(bureaus.filter(pk__in=department.path_ids).values_list("pk", flat=True))
    if not had or department.pk in had:
        return
    if parent is None or not bureaus.filter(pk__in=parent.path_ids).exists():
        place = f"“{parent.name}”上面" if parent else "顶级单位上面"
        raise DepartmentRefused(
            f"{place}没有财政部门，移过去以后“{department.name}”的目标和自评没有人审定。"
            "请选财政部门或它下面的单位作上级。"
        )


def require_finance_stays(department: Department) -> None:
    """Raise DepartmentRefused where others would lose the last finance bureau above them.

    What they have on their way would wait for nobody. Those that were closed count too: they may
    be opened again.
    """
    bureaus = Department.objects.filter(kind=Department.Kind.FINANCE).exclude(pk=department.pk)
    left = set(bureaus.values_list("pk", flat=True))
    below = Department.objects.filter(path__startswith=department.path).exclude(pk=department.pk)
    alone = [row.name for row in below.order_by("path") if left.isdisjoint(row.path_ids)]
    if alone:
        raise DepartmentRefused(
            f"下面 {len(alone)} 个单位（如“{alone[0]}”）上面没有别的财政部门，改了类别，"
            "它们的目标和自评没有人审定。请先把它们移到另一个财政部门下面。"
        )


def open_below(department: Department) -> int:
    """How many departments below it are not closed."""
    return (
        Department.objects.filter(path__startswith=department.path, closed_on__isnull=True)
        .exclude(pk=department.pk)
        .count()
    )


def open_people(department: Department) -> list[User]:
    """The active accounts of a department, locked."""
    return list(
        User.objects.select_related(None)
        .select_for_update()
        .filter(department=department, is_active=True)
        .order_by("pk")
    )
