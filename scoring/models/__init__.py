"""Every model of sheets, actual values and scores."""

from scoring.models.actuals import Actual
from scoring.models.evidence import Evidence
from scoring.models.history import (
    ActualEvent,
    FundResultEvent,
    GoalResultEvent,
    TaskResultEvent,
)
from scoring.models.results import FundResult, GoalResult, TaskResult
from scoring.models.returns import SheetReturn, SheetReturnLine
from scoring.models.scores import ScoreAdjustment, ScoreLine
from scoring.models.sheets import Sheet

__all__ = [
    "Actual",
    "ActualEvent",
    "Evidence",
    "FundResult",
    "FundResultEvent",
    "GoalResult",
    "GoalResultEvent",
    "ScoreAdjustment",
    "ScoreLine",
    "Sheet",
    "SheetReturn",
    "SheetReturnLine",
    "TaskResult",
    "TaskResultEvent",
]
