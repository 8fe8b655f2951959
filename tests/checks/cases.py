"""Case files of checks: papers written out, and what one check says of them, and no more.

A file `cases/CODE.yaml` is a list of cases. Each has `case` (what it shows), one of `sheet`, `plan`
(both in the format of sheet files), `document` (a budget or final account), `unit` and `branch` (a
list of units), perhaps the `edition` to score by, and `found`: severity, place, printed and
expected of every finding of that check. `says` is a part of the message; `paper` and `unit` as the
finding names them. Papers may have `tasks` (names), `goals` (contents) and a `state`.
"""

from functools import cache
from pathlib import Path

import yaml

from projects.values import BLANK, Printed, parse
from scoring.audit.audit import checked_sheet
from scoring.audit.scored import score_published
from scoring.checks.papers import Document, Narrative, Paper, Table, Told, Unit, place_of
from scoring.checks.run import findings
from scoring.checks.run_unit import branch_findings, document_findings, unit_findings
from scoring.checks.sheet import Text
from scoring.checks.traces import Branch, traces_of
from scoring.narrative.terms import LABELS
from scoring.published.reading import read_text
from scoring.rules.edition import load_all
from scoring.rules.shelf import Choice, choose

FOLDER = Path(__file__).parent / "cases"
EDITIONS = load_all()
_OF_PAPERS = ("tasks", "goals", "state")


@cache
def cases_of(code):
    """The cases of a check, as written."""
    return yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))


def found_in(case):
    """Every finding of the case's papers."""
    edition = case.get("edition")
    if "document" in case:
        return document_findings(document_of(case["document"]))
    if "unit" in case:
        return tuple(unit_findings(unit_of(case["unit"], edition)))
    if "branch" in case:
        units = (unit_of(one, edition) for one in case["branch"])
        traces = tuple(trace for unit in units for trace in traces_of(unit))
        return tuple(branch_findings(Branch(2023, traces)))
    if "plan" in case:
        return findings(sheet_of(case["plan"], edition, is_plan=True))
    return findings(sheet_of(case["sheet"], edition))


def sheet_of(data, edition=None, *, is_plan=False, is_copy=True):
    """A sheet as the checks read it, scored by the edition or by the one that fits it."""
    head = {"kind": "project", "year": 2023}
    printed = {key: value for key, value in data.items() if key not in _OF_PAPERS}
    published = read_text(yaml.safe_dump(head | printed, allow_unicode=True))
    choice = choose(
        EDITIONS.values(), region=published.region, kind=published.kind, year=published.year
    )
    if edition is not None:
        choice = Choice(EDITIONS[edition], True)
    scored = score_published(published, choice.edition if choice else None)
    tasks = [Text(row, name) for row, name in enumerate(data.get("tasks", ()))]
    goals = [Text(row, "", content) for row, content in enumerate(data.get("goals", ()))]
    return checked_sheet(published, choice, scored)._replace(
        is_plan=is_plan,
        is_copy=is_copy and not is_plan,
        tasks=tuple(tasks),
        goals=tuple(goals),
    )


def document_of(data):
    """A budget or final account; `kind` is budget or final."""
    return Document(
        year=data.get("year", 2023),
        kind=data.get("kind", "budget").upper(),
        tables=tuple(table_of(table) for table in data["tables"]),
        money_unit=data.get("money_unit", "万元"),
        title=data.get("title", "公开材料"),
        name=data.get("title", "公开材料"),
    )


def table_of(data):
    """A printed table; null is a blank cell."""
    title = data.get("title", data["role"])
    return Table(
        role=data["role"],
        place=place_of(data.get("form") or "", title),
        columns=tuple(data["columns"]),
        rows=tuple(tuple(map(cell_of, row)) for row in data["rows"]),
        title=title,
    )


def cell_of(text):
    """A printed cell with its amount, as the database keeps it."""
    if text is None:
        return BLANK
    value = parse(text)
    return Printed(text, value.number if value.unit in (None, "%") else None)


def unit_of(data, edition=None):
    """The papers of one department and year."""
    return Unit(
        name=data.get("name", "测试单位"),
        year=data.get("year", 2023),
        accounts=tuple(document_of(one) for one in data.get("accounts", ())),
        plans=tuple(_paper(one, edition, is_plan=True) for one in data.get("plans", ())),
        sheets=tuple(_paper(one, edition, is_plan=False) for one in data.get("sheets", ())),
        narratives=tuple(narrative_of(one) for one in data.get("narratives", ())),
    )


def narrative_of(data):
    """An explanatory text: figures as [printed, now, source], or [printed] for a stated one."""
    return Narrative(
        name=data.get("name", "预算绩效情况说明"),
        stage=data.get("stage", "FINAL"),
        figures=tuple(_told(key, *one) for key, one in data["figures"].items()),
        paragraphs=tuple(data.get("paragraphs", ())),
        is_published=data.get("published", True),
    )


def _told(key, printed, now="", source=""):
    return Told(
        key=key,
        label=LABELS[key],
        printed=printed,
        amount=_number(printed),
        now_printed=now,
        now=_number(now),
        source=source,
        is_stated=not source,
    )


def _number(text):
    return parse(text).number if text else None


def _paper(data, edition, *, is_plan):
    sheet = sheet_of(data, edition, is_plan=is_plan, is_copy=False)
    what = "绩效目标表" if is_plan else "自评表"
    name = f"{sheet.subject or '部门整体'} {what}"
    return Paper(name=name, sheet=sheet, project=sheet.subject, state=data.get("state", ""))
