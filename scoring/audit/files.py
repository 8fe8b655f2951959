"""Files audited together: each paper by itself, then those of one department and year side by side.

Pure: the files are read, the editions loaded, nothing is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from projects.values.grammar import fold
from scoring.audit.audit import Audit, audit_sheet, edition_for
from scoring.audit.plans import checked_plan
from scoring.checks import sheet as checks
from scoring.checks.finding import Finding
from scoring.checks.papers import Document, Paper, Table, Unit, place_of
from scoring.checks.run import findings
from scoring.checks.run_unit import across_findings, document_findings
from scoring.published.plans import PublishedPlan
from scoring.published.reading import SheetUnreadable
from scoring.published.sheet import PublishedSheet
from scoring.published.whole import Published
from scoring.rules.edition import Edition
from scoring.rules.shelf import Choice, choose

WHOLE_DEPARTMENT = "部门整体"
_LONGEST_NAME = 40


class PlanAudit(NamedTuple):
    """A declared target table with what the checks read of it and found in it."""

    plan: PublishedPlan
    choice: Choice | None
    checked: checks.Sheet
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAudit:
    """What was found in one file.

    `findings`: of all its papers, each with its whole place in the file, then those that compare
    it with other papers of its department and year. `beside`: the names of the other files of the
    same unit. `unit_note`: what is odd about these files being one unit, "" without it.
    """

    published: Published
    sheet: Audit | None
    document: Document | None
    plans: tuple[PlanAudit, ...]
    findings: tuple[Finding, ...]
    beside: tuple[str, ...] = ()
    unit_note: str = ""


class Audited(NamedTuple):
    """A file and what came of it."""

    file: str
    result: FileAudit | SheetUnreadable


class _Where(NamedTuple):
    """Where a paper of a unit is: the index of its file, and the path to it there."""

    file: int
    path: str


def audit_files(
    files: Sequence[tuple[str, Published | SheetUnreadable]],
    editions: Mapping[str, Edition],
    *,
    code: str | None = None,
    one_unit: bool = False,
) -> list[Audited]:
    """Audit files that were read, in their order; `code`: the edition asked for.

    Files of one department and year are one unit; `one_unit`: all of them are. Raises KeyError for
    a code that no edition has.
    """
    audits = {
        at: audit_file(published, editions, code)
        for at, (_, published) in enumerate(files)
        if not isinstance(published, SheetUnreadable)
    }
    names = [name for name, _ in files]
    for group in _units(audits, one_unit=one_unit):
        own = {at: audits[at] for at in group}
        audits |= _side_by_side(own, names)
    return [
        Audited(name, published if isinstance(published, SheetUnreadable) else audits[at])
        for at, (name, published) in enumerate(files)
    ]


def audit_file(
    published: Published, editions: Mapping[str, Edition], code: str | None
) -> FileAudit:
    """Every finding in the papers of one file by themselves."""
    sheet = published.sheet
    own = None if sheet is None else audit_sheet(sheet, edition_for(sheet, editions, code))
    document = _document(published)
    plans = tuple(_plan(plan, editions, code) for plan in published.plans)
    found = [
        *(own.findings if own else ()),
        *(document_findings(document) if document else ()),
        *(one for plan in plans for one in plan.findings),
    ]
    return FileAudit(
        published=published, sheet=own, document=document, plans=plans, findings=tuple(found)
    )


def placed_at(finding: Finding, path: str) -> Finding:
    """The finding with its whole place in a file; a cell of a table is told apart by its role."""
    if not path or finding.place.startswith("tables."):
        return finding
    return replace(finding, place=f"{path}.{finding.place}")


def plan_title(plan: PublishedPlan) -> str:
    """What people call a target table."""
    return f"{_subject(plan.sheet)} 绩效目标表"


def _subject(sheet: PublishedSheet) -> str:
    return sheet.subject or WHOLE_DEPARTMENT


def _plan(plan: PublishedPlan, editions: Mapping[str, Edition], code: str | None) -> PlanAudit:
    sheet = plan.sheet
    if code is not None and editions[code].kind == sheet.kind:
        choice: Choice | None = Choice(editions[code], True)
    else:
        choice = choose(editions.values(), region=sheet.region, kind=sheet.kind, year=sheet.year)
    checked = checked_plan(sheet, choice)
    found = tuple(placed_at(one, plan.path) for one in findings(checked))
    return PlanAudit(plan, choice, checked, found)


def _document(published: Published) -> Document | None:
    """The accounts of a file as the checks read them; None without tables."""
    if published.account is None or published.year is None:
        return None
    tables = tuple(
        Table(table.role, place_of(table.form, table.title), table.columns, table.rows)
        for table in published.tables
    )
    title = published.title or ("预算" if published.account == "BUDGET" else "决算")
    name = title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"
    return Document(
        year=published.year,
        kind=published.account,
        tables=tables,
        money_unit=published.money_unit,
        title=published.title,
        name=name,
    )


def _units(audits: Mapping[int, FileAudit], *, one_unit: bool) -> Iterator[list[int]]:
    """The files of each unit; one that does not name its department and year is by itself."""
    if one_unit:
        yield list(audits)
        return
    groups: dict[tuple[str, int], list[int]] = {}
    for at, audit in audits.items():
        name = "".join(fold(audit.published.department).split())
        if name and audit.published.year is not None:
            groups.setdefault((name, audit.published.year), []).append(at)
        else:
            yield [at]
    yield from groups.values()


def _side_by_side(audits: Mapping[int, FileAudit], names: Sequence[str]) -> dict[int, FileAudit]:
    """The audits of one unit with what its papers say against each other."""
    unit, where = _unit(audits, names)
    found: dict[int, list[Finding]] = {at: [] for at in audits}
    for finding in across_findings(unit) if unit else ():
        place = where.get(finding.paper, _Where(min(audits), ""))
        told = placed_at(finding, place.path)
        if told not in found[place.file]:
            found[place.file].append(told)
    note = _note([audit.published for audit in audits.values()])
    return {
        at: replace(
            audit,
            findings=(*audit.findings, *found[at]),
            beside=tuple(names[other] for other in audits if other != at),
            unit_note=note,
        )
        for at, audit in audits.items()
    }


def _unit(
    audits: Mapping[int, FileAudit], names: Sequence[str]
) -> tuple[Unit | None, dict[str, _Where]]:
    """The papers of some files under names of their own; None where no year is known."""
    heads = [audit.published for audit in audits.values()]
    years = [head.year for head in heads if head.year is not None]
    where: dict[str, _Where] = {}
    accounts: list[Document] = []
    plans: list[Paper] = []
    sheets: list[Paper] = []
    for at, audit in audits.items():
        file = f"（{_last(names[at])}）" if len(audits) > 1 else ""
        if audit.document:
            name = _named(where, audit.document.name + file, _Where(at, ""))
            accounts.append(audit.document._replace(name=name))
        for plan in audit.plans:
            name = _named(where, plan_title(plan.plan) + file, _Where(at, plan.plan.path))
            plans.append(_paper(name, plan.checked, plan.plan.code))
        if audit.sheet:
            name = f"{_subject(audit.sheet.sheet)} 自评表{file}"
            name = _named(where, name, _Where(at, ""))
            sheets.append(_paper(name, audit.sheet.checked, ""))
    if not years:
        return None, where
    title = next((head.department for head in heads if head.department), "")
    return Unit(title, max(years), tuple(accounts), tuple(plans), tuple(sheets)), where


def _paper(name: str, sheet: checks.Sheet, code: str) -> Paper:
    return Paper(name=name, sheet=sheet, code=code, project=sheet.subject)


def _named(where: dict[str, _Where], name: str, place: _Where) -> str:
    """Keep a paper under a name that no other one has."""
    own, times = name, 1
    while own in where:
        times += 1
        own = f"{name}（{times}）"
    where[own] = place
    return own


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def _note(heads: Sequence[Published]) -> str:
    """What differs between files that were said to be of one unit."""
    years = _known(str(head.year) for head in heads if head.year is not None)
    units = _known(head.department for head in heads)
    said = []
    if len(units) > 1:
        said.append(f"单位名称不同：{'、'.join(units)}")
    if len(years) > 1:
        said.append(f"年度不同：{'、'.join(years)}")
    return "；".join(said)


def _known(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
