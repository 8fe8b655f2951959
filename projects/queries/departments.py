"""Reads of departments: lists, names at a date, what can be chosen."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from projects.models import Department, DepartmentName, Plan, Project, TrailEntry, User

MOST_CHOICES = 20


def department_rows(q: str, state: str) -> "QuerySet[Department]":
    """Departments in tree order whose code or names, present or past, hold the words asked for."""
    rows = Department.objects.order_by("path").select_related("merged_into")
    if q:
        named = DepartmentName.objects.filter(name__icontains=q).values("department_id")
        rows = rows.filter(Q(code__startswith=q) | Q(name__icontains=q) | Q(pk__in=named))
    if state == "open":
        rows = rows.filter(closed_on__isnull=True)
    elif state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    return rows


def any_department() -> "QuerySet[Department]":
    """Every department with those it names: for one by its id."""
    return Department.objects.select_related("parent", "merged_into")


def choices(q: str) -> list[Department]:
    """A few open departments by the beginning of a code or part of a name."""
    if not q:
        return []
    rows = Department.objects.filter(closed_on__isnull=True)
    found = rows.filter(Q(code__startswith=q) | Q(name__icontains=q))
    return list(found.order_by("code")[:MOST_CHOICES])


def departments_called(text: str) -> list[Department]:
    """The department with that code, else those with that name, open ones first; at most two."""
    by_code = list(Department.objects.filter(code=text))
    if by_code:
        return by_code
    rows = Department.objects.filter(name=text)
    opened = list(rows.filter(closed_on__isnull=True)[:2])
    return opened or list(rows[:2])


def code_is_taken(code: str, but: Department | None = None) -> bool:
    """Whether a department (another than `but`) has this code."""
    rows = Department.objects.filter(code=code)
    return (rows.exclude(pk=but.pk) if but else rows).exists()


def people_of(department: Department) -> "QuerySet[User]":
    """The accounts of a department, active ones first."""
    return User.objects.filter(department=department).order_by("-is_active", "username")


# What people of a department would still have to do, by the way to it from a plan. The tables of
# evaluation and monitoring belong to another part: only their numbers are asked for here.
_OPEN: tuple[tuple[str, str, Q], ...] = (
    ("没有审定的目标表", "pk", ~Q(state=Plan.State.FINANCE_APPROVED)),
    ("没有提交的自评表", "sheet", Q(sheet__state="DRAFT")),
    ("没有提交的监控表", "monitoring_reports", Q(monitoring_reports__state="DRAFT")),
    (
        "没有验收的整改",
        "monitoring_reports__rectifications",
        Q(monitoring_reports__rectifications__isnull=False)
        & ~Q(monitoring_reports__rectifications__state="ACCEPTED"),
    ),
)


def open_documents(of: Department | Project) -> list[tuple[str, int]]:
    """What of a department or project is open or under way, kind by kind: numbers, no content."""
    own = {"project": of} if isinstance(of, Project) else {"department": of}
    plans = Plan.objects.filter(**own).order_by()
    counts = [
        (what, plans.filter(is_open).values_list(way, flat=True).distinct().count())
        for what, way, is_open in _OPEN
    ]
    return [(what, count) for what, count in counts if count]


def names_of(department: Department) -> list[DepartmentName]:
    """The dated names of a department, newest first; none before the first renaming."""
    return list(department.names.order_by("-from_day"))


def with_counts(rows: "QuerySet[Department]") -> "QuerySet[Department]":
    """Departments with their numbers of open children and active accounts."""
    return rows.annotate(
        child_count=Count("children", filter=Q(children__closed_on__isnull=True), distinct=True),
        people_count=Count("people", filter=Q(people__is_active=True), distinct=True),
    )


def name_then() -> Coalesce:
    """The name that a document bears: what its department was called on the last day of its year.

    An expression for rows with `department` and `year`; documents keep the name when it changes.
    """
    dated = DepartmentName.objects.filter(
        department=OuterRef("department_id"), from_day__year__lte=OuterRef("year_id")
    )
    return Coalesce(Subquery(dated.order_by("-from_day").values("name")[:1]), "department__name")


def called_then(document: Any) -> str:
    """That name of a document that was read with `name_then`; today's where it was not."""
    return str(getattr(document, "name_then", document.department.name))


def trail_of(subject: Department | User | Project, most: int = 100) -> list[TrailEntry]:
    """The latest trail entries of a department or an account, newest first."""
    rows = TrailEntry.objects.filter(
        subject_kind=type(subject).__name__, subject_id=subject.public_id
    )
    return list(rows.order_by("-sequence")[:most])
