"""Every model of departments, people, projects, plans, accounts, trail and jobs."""

from projects.models.accounts import AccountCell, AccountDocument, AccountTable
from projects.models.departments import Department
from projects.models.indicators import Indicator
from projects.models.jobs import Job
from projects.models.people import User
from projects.models.plans import FundLine, Goal, Plan, Task
from projects.models.projects import Project
from projects.models.trail import TrailEntry
from projects.models.years import FiscalYear

__all__ = [
    "AccountCell",
    "AccountDocument",
    "AccountTable",
    "Department",
    "FiscalYear",
    "FundLine",
    "Goal",
    "Indicator",
    "Job",
    "Plan",
    "Project",
    "Task",
    "TrailEntry",
    "User",
]
