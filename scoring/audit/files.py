"""Files audited together: each paper by itself, then those of one department and year side by side.

Pure: the files are read, the editions loaded, nothing is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from projects.values.grammar import fold
from scoring.audit.audit import Audit, edition_for, scored_sheet
from scoring.audit.known import carried_into, known_rates
from scoring.audit.plans import checked_plan
from scoring.checks import sheet as checks
from scoring.checks.finding import Finding
from scoring.checks.papers import Document, Paper, Table, Unit, place_of
from scoring.checks.run import findings
from scoring.checks.run_unit import unit_findings
from scoring.published.plans import PublishedPlan
from scoring.published.reading import SheetUnreadable
from scoring.published.sheet import PublishedSheet
from scoring.published.whole import Published
from scoring.rules.edition import Edition
from scoring.rules.shelf import Choice, choose

WHOLE_DEPARTMENT = "部门整体"
_LONGEST_NAME = 40


class PlanAudit(NamedTuple):
    """A declared target table with what the checks read of it."""

    plan: PublishedPlan
    choice: Choice | None
    checked: checks.Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAudit:
    """What was found in one file.

    `findings`: of all its papers, each with its whole place in the file, and of what they say
    against other papers of their department and year. `beside`: the names of the other files of
    the same unit. `unit_note`: what is odd about these files being one unit, "" without it.
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
    read = {
        at: published
        for at, (_, published) in enumerate(files)
        if not isinstance(published, SheetUnreadable)
    }
    names = [name for name, _ in files]
    audits: dict[int, FileAudit] = {}
    for group in _units(read, one_unit=one_unit):
        audits |= _unit_audits({at: read[at] for at in group}, names, editions, code)
    return [
        Audited(name, published if isinstance(published, SheetUnreadable) else audits[at])
        for at, (name, published) in enumerate(files)
    ]


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


def _prepared(
    published: Published,
    accounts: Sequence[Document],
    editions: Mapping[str, Edition],
    code: str | None,
) -> FileAudit:
    """The papers of a file, ready for the checks; `accounts` are those of its unit."""
    sheet, own = published.sheet, None
    if sheet is not None:
        sheet = replace(sheet, carried_over=carried_into(sheet, accounts))
        choice = edition_for(sheet, editions, code)
        own = scored_sheet(sheet, choice, known_rates(sheet, accounts))
    return FileAudit(
        published=published,
        sheet=own,
        document=_document(published),
        plans=tuple(_plan(plan, editions, code) for plan in published.plans),
        findings=(),
    )


def _plan(plan: PublishedPlan, editions: Mapping[str, Edition], code: str | None) -> PlanAudit:
    sheet = plan.sheet
    if code is not None and editions[code].kind == sheet.kind:
        choice: Choice | None = Choice(editions[code], True)
    else:
        choice = choose(editions.values(), region=sheet.region, kind=sheet.kind, year=sheet.year)
    return PlanAudit(plan, choice, checked_plan(sheet, choice))


def _document(published: Published) -> Document | None:
    """The accounts of a file as the checks read them; None without tables."""
    if published.account is None or published.year is None:
        return None
    tables = tuple(
        Table(
            role=table.role,
            place=place_of(table.form, table.title),
            columns=table.columns,
            rows=table.rows,
            title=table.title,
        )
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


def _units(files: Mapping[int, Published], *, one_unit: bool) -> Iterator[list[int]]:
    """The files of each unit; one that does not name its department and year is by itself."""
    if one_unit and files:
        yield list(files)
        return
    groups: dict[tuple[str, int], list[int]] = {}
    for at, published in files.items():
        name = "".join(fold(published.department).split())
        if name and published.year is not None:
            groups.setdefault((name, published.year), []).append(at)
        else:
            yield [at]
    yield from groups.values()


def _unit_audits(
    files: Mapping[int, Published],
    names: Sequence[str],
    editions: Mapping[str, Edition],
    code: str | None,
) -> dict[int, FileAudit]:
    """The audits of the files of one unit, each finding with the file that it speaks about."""
    accounts = [one for one in map(_document, files.values()) if one is not None]
    audits = {at: _prepared(one, accounts, editions, code) for at, one in files.items()}
    unit, where = _unit(audits, names)
    found: dict[int, dict[Finding, None]] = {at: {} for at in audits}  # told once, in order
    for finding in _findings(unit):
        place = where.get(finding.paper, _Where(min(audits), ""))
        found[place.file][placed_at(finding, place.path)] = None
    note = _note(list(files.values()))
    return {
        at: replace(
            audit,
            findings=tuple(found[at]),
            beside=tuple(names[other] for other in audits if other != at),
            unit_note=note,
        )
        for at, audit in audits.items()
    }


def _findings(unit: Unit) -> Iterator[Finding]:
    """Every finding of a unit; of one without a year each paper is looked at by itself."""
    if unit.year:
        yield from unit_findings(unit)
        return
    for paper in (*unit.plans, *unit.sheets):
        yield from (replace(one, paper=paper.name) for one in findings(paper.sheet))


def _unit(audits: Mapping[int, FileAudit], names: Sequence[str]) -> tuple[Unit, dict[str, _Where]]:
    """The papers of some files under names of their own; the year is 0 where none is known."""
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
    title = next((head.department for head in heads if head.department), "")
    year = max(years, default=0)
    return Unit(title, year, tuple(accounts), tuple(plans), tuple(sheets)), where


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
