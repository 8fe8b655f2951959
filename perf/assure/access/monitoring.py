"""Monitoring in the world of access: rounds of the branch, reports of the unit in every state."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from perf.assure.making.monitoring import RED, answered, fill, hand_in, make_round, notify
from perf.assure.making.rows import make_plan, make_project, make_sheet
from projects.models import Department, FiscalYear, User
from projects.models.business import BusinessRow
from scoring.forms.monitoring import line_mark

MOMENTS = {"opens_at": "2022-03-01T09:00", "closes_at": "2024-12-31T18:00"}


class Monitoring:
    """One round a state: what is asked for of each address, and what is posted to it."""

    def __init__(self, branch: Department, unit: Department, people: dict[str, User]) -> None:
        by, filer = people["supervisor"], people["filer"]
        now = timezone.localtime()
        soon, later = now + timedelta(days=7), now + timedelta(days=30)
        self.soon = f"{later:%Y-%m-%d}"
        self.more = {"unit": str(unit.public_id), "until": f"{later:%Y-%m-%dT%H:%M}"}
        rounds = {
            month: make_round(department=branch, by=by, month=month, closes_at=soon)
            for month in (3, 6, 7, 8)
        }
        reports = {
            month: opened.reports.get(department=unit, plan__project=None)
            for month, opened in rounds.items()
        }
        self.opened, self.draft, self.full, self.sent = rounds[3], *list(reports.values())[:3]
        self.line = self.draft.lines.all()[0]
        late = make_plan(department=branch, project=make_project(department=branch))
        make_sheet(plan=late)  # to fill the round up with, and nothing to open a sheet of
        fill(self.full, filer, RED)
        hand_in(self.sent, filer)
        hand_in(reports[8], filer)
        finance = people["finance"]
        self.asked = notify(reports[8], finance)
        self.answered = answered(reports[8], finance, filer, row=1)
        for report in (self.full, self.sent):
            report.refresh_from_db()
        self.ids = {
            *(str(report.public_id) for report in reports.values()),
            *(str(mending.public_id) for mending in (self.asked, self.answered)),
        }

    def rows(self) -> dict[str, list[Any]]:
        """view -> the rows whose ids its address carries."""
        return {
            "scoring:monitoring_round": [self.opened],
            "scoring:monitoring_round_fill": [self.opened],
            "scoring:monitoring_round_extend": [self.opened],
            "scoring:monitoring_report": [self.sent],
            "scoring:monitoring_entry": [self.draft],
            "scoring:monitoring_line": [self.draft, self.line],
            "scoring:monitoring_submit": [self.full],
            "scoring:monitoring_return": [self.sent],
            "scoring:notice": [self.sent],
            "scoring:rectification": [self.asked],
            "scoring:rectification_answer": [self.asked],
            "scoring:rectification_accept": [self.answered],
            "scoring:rectification_return": [self.answered],
        }

    def forms(self) -> dict[str, dict[str, str]]:
        """view -> what a permitted person posts."""
        key = self.line.public_id.hex
        typed = {f"text-{key}": "9", f"was-{key}": line_mark(self.line)}
        year = str(FiscalYear.objects.get(year=self.opened.year_id).pk)
        return {
            "scoring:monitoring_round_add": {
                "year": year, "month": "12", "name": "1—12月", **MOMENTS,
            },
            "scoring:monitoring_round": {"name": "改名", "seen": "1", **MOMENTS},
            "scoring:monitoring_round_extend": self.more | {"reason": "停机"},
            "scoring:monitoring_entry": typed,
            "scoring:monitoring_line": typed,
            "scoring:monitoring_submit": _seen(self.full),
            "scoring:monitoring_return": {"reason": "与台账不符", **_seen(self.sent)},
            "scoring:notice": {"notice": "请整改", "due": self.soon, **_seen(self.sent)},
            "scoring:rectification_answer": {"answer": "已补招", **_seen(self.asked)},
            "scoring:rectification_accept": _seen(self.answered),
            "scoring:rectification_return": {"reason": "没有写明时间", **_seen(self.answered)},
        }  # fmt: skip


def _seen(row: BusinessRow) -> dict[str, str]:
    """The version of a row as the page shows it."""
    return {"version": str(row.version)}
