"""Explanatory texts of the demo: one as it was published, one that is being written.

The figures of 2021 are those of the published final account. The sheets of its eight projects were
not published, so the system has no source for what it tells of them. The text of 2023 is generated
from sheets that are still on their way.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from projects.models import Department, FiscalYear, User
from scoring.models import Narrative
from scoring.services.narratives import begin_narrative, transcribe_narrative

SHANGHAI = ZoneInfo("Asia/Shanghai")
FINAL = Narrative.Stage.FINAL
PUBLISHED_2021 = {
    "total": "329.22",
    "personnel": "175.77",
    "public": "18.41",
    "spending": "135.04",
    "projects": "9",
    "evaluated": "8",
    "evaluated_amount": "131.42",
    "department_score": "97.9",
    "scored": "8",
    "average": "96.75",
    "department_evaluations": "0",
    "finance_evaluations": "0",
}


def seed_narratives() -> None:
    """Record the published text of 2021 and begin that of 2023."""
    transcribe_narrative(
        department=Department.objects.get(code="254101"),
        year=FiscalYear.objects.get(year=2021),
        stage=FINAL,
        figures=PUBLISHED_2021,
        by=User.objects.get(username="lijing"),
        at=_at(2022, 8, 24),
    )
    begin_narrative(
        department=Department.objects.get(code="731"),
        year=FiscalYear.objects.get(year=2023),
        stage=FINAL,
        by=User.objects.get(username="wuhao"),
        at=_at(2024, 3, 20),
    )


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 15, 0, tzinfo=SHANGHAI)
