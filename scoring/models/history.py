"""Every state of what people say in a sheet, see `projects.models.history`. Scores have none."""

from projects.models.history import history_of
from scoring.models.actuals import Actual
from scoring.models.results import FundResult, GoalResult, TaskResult
from scoring.models.sheets import Sheet

HEAD = ["claimed_execution", "printed_total_text", "head_version"]


class ActualEvent(history_of(Actual, of="sheet")):  # type: ignore[misc]
    """A state of an actual value."""


class FundResultEvent(history_of(FundResult, of="sheet")):  # type: ignore[misc]
    """A state of an executed amount."""


class GoalResultEvent(history_of(GoalResult, of="sheet")):  # type: ignore[misc]
    """A state of what became of a goal."""


class TaskResultEvent(history_of(TaskResult, of="sheet")):  # type: ignore[misc]
    """A state of what became of a task."""


class SheetHeadEvent(history_of(Sheet, fields=HEAD)):  # type: ignore[misc]
    """A state of what a filer says beside the rows of a sheet."""
