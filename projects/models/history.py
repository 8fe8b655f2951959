"""Every state of a row that people fill in, kept by triggers: bulk writes and raw SQL too.

`TrailEntry` says in words who did what; history says what exactly stood there, by the row's
`version`. A row of history is the whole row after it was added or changed, or before it was
removed (`pgh_label`: insert, update, delete). It outlives its row; nobody changes or removes it.
"""

from typing import Any

import pghistory
from django.db import models

from projects.models.indicators import Indicator
from projects.models.plans import FundLine, Goal, Task


def history_of(
    model: type[models.Model], *, of: str | None = None, fields: list[str] | None = None
) -> Any:
    """The abstract model of a table of history.

    `of` is the field of the document that the row belongs to; `fields` are kept, all unless named.
    """
    return pghistory.create_event_model(
        model,
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
        context_field=None,  # type: ignore[arg-type] # the trail has the business
        context_id_field=None,  # type: ignore[arg-type]
        append_only=True,
        attrs={"pgh_id": models.BigAutoField(primary_key=True)},
        fields=fields,
        meta={"indexes": [models.Index(fields=[of])] if of else []},
    )


class FundLineEvent(history_of(FundLine, of="plan")):  # type: ignore[misc]
    """A state of a row of the funds table."""


class GoalEvent(history_of(Goal, of="plan")):  # type: ignore[misc]
    """A state of a goal."""


class TaskEvent(history_of(Task, of="plan")):  # type: ignore[misc]
    """A state of a task."""


class IndicatorEvent(history_of(Indicator, of="plan")):  # type: ignore[misc]
    """A state of an indicator."""
