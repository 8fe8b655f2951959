"""All checks over the papers of one department and year, each finding with its paper."""

from collections.abc import Iterator
from dataclasses import replace

from scoring.checks.catalogue import looking_at
from scoring.checks.check import Subject
from scoring.checks.finding import Finding
from scoring.checks.papers import Document, Paper, Unit
from scoring.checks.run import findings
from scoring.checks.traces import Branch

_OF_DOCUMENT = [one.look for one in looking_at(Subject.DOCUMENT)]
_OF_BRANCH = [one.look for one in looking_at(Subject.BRANCH)]
_OF_UNIT = [one.look for one in looking_at(Subject.UNIT)]


def document_findings(document: Document) -> tuple[Finding, ...]:
    """Every finding of a budget or final account by itself, in the order of the checks."""
    return tuple(finding for look in _OF_DOCUMENT for finding in look(document))


def across_findings(unit: Unit) -> tuple[Finding, ...]:
    """What one paper of a unit says against another; `paper` names the one to be looked at."""
    return tuple(finding for look in _OF_UNIT for finding in look(unit))


def unit_findings(unit: Unit) -> Iterator[Finding]:
    """Every finding of a unit: of its accounts, its plans, its sheets, then between them."""
    for document in unit.accounts:
        yield from (replace(one, paper=document.name) for one in document_findings(document))
    plans, sheets = paper_findings(unit)
    for paper, own in (*plans, *sheets):
        yield from (replace(one, paper=paper.name) for one in own)
    yield from across_findings(unit)


Found = list[tuple[Paper, list[Finding]]]
"""Papers with what was found on each."""


def paper_findings(unit: Unit) -> tuple[Found, Found]:
    """The plans and the sheets of a unit, each with what was found on it by itself.

    A sheet prints the targets of its plan: what it says already is not said of the plan again.
    """
    sheets = [(paper, list(findings(paper.sheet))) for paper in unit.sheets]
    told = {(paper.project, paper.code, *said_of(one)) for paper, own in sheets for one in own}
    plans = []
    for paper in unit.plans:
        whose = paper.project, paper.code
        own = [one for one in findings(paper.sheet) if (*whose, *said_of(one)) not in told]
        plans.append((paper, own))
    return plans, sheets


def said_of(finding: Finding) -> tuple[str, str, str | None, str | None]:
    """What a finding says, whichever paper it stands in."""
    return finding.check, finding.place, finding.printed, finding.expected


def branch_findings(branch: Branch) -> Iterator[Finding]:
    """What the papers of several departments of one year say side by side."""
    for look in _OF_BRANCH:
        yield from look(branch)
