"""Findings in the world of access: one that is open, one that its unit set aside."""

from typing import Any

from perf.assure.making.rows import AT
from projects.models import Department, User
from scoring.models import Finding
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark

REASON = "凭证已核对"


class Findings:
    """Two doubts of a department's year: what is asked for of each, and what is posted to it."""

    def __init__(self, department: Department, filer: User, *, year: int = 2021) -> None:
        recheck(department=department, year=year, at=AT)
        rows = Finding.objects.select_related("department").order_by("pk")
        doubts = rows.filter(department=department, year=year, severity="doubt", blocks=False)
        self.open, self.aside = doubts[:2]
        self.unit = department
        seen = waiver_mark(self.aside)
        waive(finding=self.aside, reason=REASON, seen=seen, by=filer, at=AT)
        self.aside.refresh_from_db()
        self.ids = {str(one.public_id) for one in doubts}

    def rows(self) -> dict[str, list[Any]]:
        """view -> the rows whose ids its address carries."""
        return {"scoring:finding": [self.open], "scoring:finding_withdraw": [self.aside]}

    def forms(self) -> dict[str, dict[str, str]]:
        """view -> what a permitted person posts."""
        return {
            "scoring:finding": {"reason": REASON, "seen": waiver_mark(self.open)},
            "scoring:finding_withdraw": {"reason": "凭证有误", "seen": waiver_mark(self.aside)},
            "scoring:findings_check": {"year": "2021", "branch": str(self.unit.public_id)},
        }
