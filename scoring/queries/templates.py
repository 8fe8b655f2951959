"""Templates of target tables: the list of a person's bureaus, and one with its rows."""

from django.db.models import QuerySet

from projects.access import shared
from projects.models import PlanTemplate, TrailEntry, User


def template_list(user: User, *, retired: bool) -> "QuerySet[PlanTemplate]":
    """The templates of the bureaus above the person; those out of use only when asked for."""
    rows = shared(user, PlanTemplate).select_related("department")
    return rows if retired else rows.filter(is_active=True)


def template_trail(template: PlanTemplate) -> "QuerySet[TrailEntry]":
    """The latest entries about a template."""
    return TrailEntry.objects.filter(subject_kind="PlanTemplate", subject_id=template.public_id)[
        :20
    ]


def name_is_taken(department_id: int, name: str, *, but: PlanTemplate | None) -> bool:
    """Whether a bureau has another template of that name."""
    rows = PlanTemplate.objects.filter(department_id=department_id, name=name)
    return (rows.exclude(pk=but.pk) if but else rows).exists()
