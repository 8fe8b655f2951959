"""Every model of sheets, actual values, scores, monitoring and explanatory texts."""

from scoring.models.actuals import Actual
from scoring.models.evidence import Evidence
from scoring.models.findings import Finding, UnitCheck, Waiver
from scoring.models.history import (
    ActualEvent,
    FundResultEvent,
    GoalResultEvent,
    SheetHeadEvent,
    TaskResultEvent,
)
from scoring.models.monitoring import MonitoringLine, MonitoringReport, MonitoringRound
from scoring.models.narratives import Narrative
from scoring.models.rectifications import Rectification
from scoring.models.results import FundResult, GoalResult, TaskResult
from scoring.models.returns import SheetReturn, SheetReturnLine
from scoring.models.scores import ScoreAdjustment, ScoreLine
from scoring.models.sheets import Sheet

__all__ = [
    "Actual",
    "ActualEvent",
    "Evidence",
    "Finding",
    "FundResult",
    "FundResultEvent",
    "GoalResult",
    "GoalResultEvent",
    "MonitoringLine",
    "MonitoringReport",
    "MonitoringRound",
    "Narrative",
    "Rectification",
    "ScoreAdjustment",
    "ScoreLine",
    "Sheet",
    "SheetHeadEvent",
    "SheetReturn",
    "SheetReturnLine",
    "TaskResult",
    "TaskResultEvent",
    "UnitCheck",
    "Waiver",
]
