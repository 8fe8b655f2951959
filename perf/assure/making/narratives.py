"""Explanatory texts, made by the services as people would make them."""

from typing import Any

from perf.assure.making.rows import AT, make_year
from projects.models import Department, User
from scoring.models import Narrative
from scoring.services.narratives import begin_narrative, publish_narrative

BUDGET, FINAL = Narrative.Stage.BUDGET, Narrative.Stage.FINAL


def make_narrative(
    *, department: Department, by: User, year: int = 2021, stage: str = FINAL
) -> Narrative:
    """The text of a stage as it is generated."""
    return begin_narrative(department=department, year=make_year(year), stage=stage, by=by, at=AT)


def make_published(
    *, department: Department, by: User, year: int = 2021, stage: str = FINAL
) -> Narrative:
    """The same, made public."""
    row = make_narrative(department=department, by=by, year=year, stage=stage)
    return publish_narrative(narrative=row, version=row.version, by=by, at=AT)


def make_stale(narrative: Narrative) -> Narrative:
    """Let a figure of a draft be another than the data give, behind the service's back."""
    key = next(iter(narrative.figures))
    narrative.figures[key] |= {"printed": "977", "amount": "977"}
    narrative.save(update_fields=["figures"])
    return narrative


def paragraphs_form(narrative: Narrative) -> dict[str, Any]:
    """What the edit page sends: its paragraphs, one typed behind them, and the version."""
    lines = [*narrative.text.splitlines(), "以上数据以公开的报表为准。"]
    return {"p": lines, "version": str(narrative.version)}
