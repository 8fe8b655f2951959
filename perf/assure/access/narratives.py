"""Explanatory texts in the world of access: a draft with an old figure, a fresh and a public one.

The unit has plans of these years, and of the one that is begun as everybody else has.
"""

from typing import Any

from perf.assure.making.narratives import (
    BUDGET,
    make_narrative,
    make_published,
    make_stale,
    paragraphs_form,
)
from projects.models import Department, User

SAID = {"reason": "数字有误"}


class Narratives:
    """What is asked for of each address, and what is posted to it."""

    def __init__(self, unit: Department, filer: User) -> None:
        self.draft = make_stale(make_narrative(department=unit, by=filer))
        self.fresh = make_narrative(department=unit, by=filer, year=2023, stage=BUDGET)
        self.public = make_published(department=unit, by=filer, year=2022, stage=BUDGET)
        self.ids = {str(row.public_id) for row in (self.draft, self.fresh, self.public)}

    def rows(self) -> dict[str, list[Any]]:
        """view -> the rows whose ids its address carries."""
        return {
            "scoring:narrative": [self.draft],
            "scoring:narrative_edit": [self.draft],
            "scoring:narrative_renew": [self.draft],
            "scoring:narrative_publish": [self.fresh],
            "scoring:narrative_withdraw": [self.public],
            "scoring:narrative_docx": [self.draft],
        }

    def forms(self) -> dict[str, dict[str, Any]]:
        """view -> what a permitted person posts."""
        return {
            "scoring:narrative_begin": {"year": "2021", "stage": "BUDGET"},
            "scoring:narrative_edit": paragraphs_form(self.draft),
            "scoring:narrative_renew": {"version": str(self.draft.version)},
            "scoring:narrative_publish": {"version": str(self.fresh.version)},
            "scoring:narrative_withdraw": {"version": str(self.public.version), **SAID},
        }
