"""Every model of departments, people, projects, plans, accounts, trail and jobs."""

from projects.models.accounts import AccountCell, AccountDocument, AccountTable
from projects.models.departments import Department, DepartmentName
from projects.models.history import FundLineEvent, GoalEvent, IndicatorEvent, TaskEvent
from projects.models.imports import Import
from projects.models.indicators import Indicator
from projects.models.jobs import Job
from projects.models.library import LibraryEntry, PlanTemplate
from projects.models.notices import Notice
from projects.models.people import User
from projects.models.plans import FundLine, Goal, Plan, Task
from projects.models.projects import Project
from projects.models.returns import PlanReturn, PlanReturnLine
from projects.models.revisions import PlanRevision
from projects.models.task_projects import TaskProject
from projects.models.trail import TrailEntry
from projects.models.windows import MONITORING, Extension, Stage, StageWindow
from projects.models.years import FiscalYear

__all__ = [
    "MONITORING",
    "AccountCell",
    "AccountDocument",
    "AccountTable",
    "Department",
    "DepartmentName",
    "Extension",
    "FiscalYear",
    "FundLine",
    "FundLineEvent",
    "Goal",
    "GoalEvent",
    "Import",
    "Indicator",
    "IndicatorEvent",
    "Job",
    "LibraryEntry",
    "Notice",
    "Plan",
    "PlanReturn",
    "PlanReturnLine",
    "PlanRevision",
    "PlanTemplate",
    "Project",
    "Stage",
    "StageWindow",
    "Task",
    "TaskEvent",
    "TaskProject",
    "TrailEntry",
    "User",
]
