"""A finding at its place: on which paper, what the place is called, and what it is known by.

`digest_of` says which finding it is: the same paper, check and figures give the same digest, and a
finding whose figures changed is another one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from scoring.checks.catalogue import looking_at
from scoring.checks.check import Subject
from scoring.checks.finding import WORST_FIRST, Finding
from scoring.checks.papers import Document, Paper, Unit
from scoring.checks.places import Kind, Place, place_of, short, spot_of
from scoring.checks.rounding import difference, printed_percent
from scoring.checks.run_unit import (
    across_findings,
    branch_findings,
    document_findings,
    paper_findings,
)
from scoring.checks.traces import Branch, Trace

OF_BRANCH = frozenset(one.about.code for one in looking_at(Subject.BRANCH))
"""Codes of the checks that hold units side by side."""


class Located(NamedTuple):
    """A finding with the paper that it stands on (None: between papers) and its place there.

    `key` is the paper's own, or the unit's. `is_across`: one paper was held against another.
    `spot`: its path with rows by their names.
    """

    finding: Finding
    kind: Kind
    key: str
    place: Place
    is_across: bool
    spot: str
    paper: Paper | Document | None = None

    @property
    def digest(self) -> str:
        """Which finding it is; of a sheet that of the plan whose targets it prints."""
        plan = self.paper.plan_key if isinstance(self.paper, Paper) else ""
        kind, key = (Kind.PLAN, plan) if plan else (self.kind, self.key)
        return digest_of(self.finding, kind=kind, key=key, spot=self.spot)


def located_findings(unit: Unit, *, key: str) -> Iterator[Located]:
    """Every finding of a unit's papers once: of accounts, plans and sheets, then between them.

    `key` is what the unit is known by. What is said twice in the same words is one finding. A sheet
    prints the targets of its plan: what it says already is not said of the plan again.
    """
    seen: set[str] = set()
    for one in _all(unit, key):
        digest = one.digest
        if digest not in seen:
            seen.add(digest)
            yield one


def _all(unit: Unit, key: str) -> Iterator[Located]:
    for document in unit.accounts:
        yield from located_on(document, Kind.DOCUMENT, document_findings(document))
    for kind, found in zip((Kind.PLAN, Kind.SHEET), paper_findings(unit), strict=True):
        for paper, own in found:
            yield from located_on(paper, kind, own)
    for finding in across_findings(unit):
        yield located_across(finding, unit, key)


def located_on(paper: Paper | Document, kind: Kind, found: Iterable[Finding]) -> list[Located]:
    """What was found on one paper by itself, each at its place, in the same order."""
    return [
        Located(
            replace(finding, paper=paper.name),
            kind,
            paper.key,
            place_of(finding, paper),
            False,
            spot_of(finding, paper),
            paper,
        )
        for finding in found
    ]


def located_across(finding: Finding, unit: Unit, key: str) -> Located:
    """What one paper of a unit says against another, at its place.

    On the paper that it names; where none, or more than one, is called so, on none.
    """
    named: list[tuple[Kind, Paper | Document]] = [
        *((Kind.DOCUMENT, one) for one in unit.accounts if one.name == finding.paper),
        *((Kind.PLAN, one) for one in unit.plans if one.name == finding.paper),
        *((Kind.SHEET, one) for one in unit.sheets if one.name == finding.paper),
    ]
    if len(named) != 1:
        texts = (one.name for one in unit.narratives if one.name == finding.paper)
        place = Place(short(finding.level3 or next(texts, "各表之间")))
        return Located(finding, Kind.BETWEEN, key, place, True, finding.place)
    [(kind, paper)] = named
    place, spot = place_of(finding, paper), spot_of(finding, paper)
    return Located(finding, kind, paper.key, place, True, spot, paper)


def located_in_branch(branch: Branch) -> dict[str, list[Located]]:
    """What the papers of many departments say side by side, by the keys of the units."""
    where = {(one.check, one.of_paper.key, one.path): one for one in branch.traces}
    found: dict[str, list[Located]] = {}
    for finding in branch_findings(branch):
        trace = where[finding.check, finding.key, finding.place]
        paper = trace.of_paper
        located = Located(finding, trace.of, paper.key, trace.place, True, trace.spot, paper)
        found.setdefault(trace.unit_key, []).append(located)
    return found


def digest_of_trace(trace: Trace) -> str:
    """What a finding at this place of a branch is known by."""
    paper = trace.of_paper
    place = trace.place
    return Located(trace.finding(), trace.of, paper.key, place, True, trace.spot, paper).digest


def digest_of(finding: Finding, *, kind: Kind, key: str, spot: str) -> str:
    """The SHA-256 of paper, check, severity, place, both figures and the message.

    A sheet goes by its plan: what was said of the targets speaks for the sheet that prints them.
    A row counts with its name (`spot`): what was said of it neither passes to the one that takes
    its place nor ends when another one above it goes. Of a branch only the unit's own side counts:
    what it said of its figures stands while others change theirs.
    """
    said: list[str | None] = [
        kind.value, key, finding.check, finding.severity.value, spot,
        finding.level3 or "",
    ]  # fmt: skip
    if finding.check in OF_BRANCH:
        said.append(finding.printed)
    else:
        said += [finding.message, finding.printed, finding.expected]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def gap_of(finding: Finding) -> Decimal | None:
    """Printed minus expected figure; None where one side is no figure."""
    sides = [printed_percent(text or "") for text in (finding.printed, finding.expected)]
    if sides[0] is None or sides[1] is None:
        return None
    return difference(sides[0], sides[1])


def worst_first(finding: Finding) -> tuple[int, Decimal]:
    """What to sort by: severity, then how far the two figures lie apart."""
    gap = gap_of(finding)
    return WORST_FIRST.index(finding.severity), Decimal(0) if gap is None else -gap.copy_abs()
