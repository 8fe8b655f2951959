"""All checks over one sheet: `findings` in printed order, `by_part` for showing them in place."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scoring.checks.blocks import blocks_are_the_editions, blocks_have_their_points
from scoring.checks.catalogue import looking_at
from scoring.checks.check import Subject
from scoring.checks.evidence import evidence_is_there
from scoring.checks.execution import execution_findings
from scoring.checks.extent import counted, measure, total_row
from scoring.checks.finding import Finding
from scoring.checks.funds import (
    parts_make_the_total,
    rate_matches_its_amounts,
    sub_row_has_no_points,
)
from scoring.checks.judged import rule_can_judge
from scoring.checks.lines import line_findings
from scoring.checks.management import rate_is_the_known_one
from scoring.checks.sheet import Fund, Line, Sheet
from scoring.checks.totals import (
    points_make_the_whole,
    scores_are_filled_in,
    scores_of,
    total_is_the_narrative,
    total_of_either,
)
from scoring.checks.weights import weight_is_applied_once, weighted_score, weighted_twice

_OF_LINE = [one.look for one in looking_at(Subject.LINE)]
_OF_FUND = [one.look for one in looking_at(Subject.FUND)]
_OF_SHEET = [one.look for one in looking_at(Subject.SHEET)]
_UNREADABLE = ("value-prompt", "scale-name", "actual-signed", "actual-not-a-result")
_UNIT_DOUBTED = ("unit-lost", "unit-changed", "unit-scale")
# what is said more closely -> what is not said beside it: one cause is told once, and nothing that
# rests on a figure whose unit is doubted
_IN_PLACE_OF = (
    dict.fromkeys(_UNREADABLE, frozenset({"line-judged"}))
    | dict.fromkeys(_UNIT_DOUBTED, frozenset({"line-judged", "line-score", "far-above"}))
    | {"reason-prompt": frozenset({"reason-missing"})}
)
_NOTHING: frozenset[str] = frozenset()
_ROW = re.compile(r"(funds|indicators)\[(\d+)\]")


Look = Callable[[Line, Sheet], Iterator[Finding]]
"""A check of a row."""


class Found(NamedTuple):
    """The findings of a sheet where they belong: `funds` and `lines` run beside the sheet's."""

    total: list[Finding]
    funds: list[list[Finding]]
    lines: list[list[Finding]]


def findings(sheet: Sheet) -> tuple[Finding, ...]:
    """Every finding of a sheet in printed order: totals and blocks first, then funds, then rows."""
    found = by_part(sheet)
    return tuple(finding for part in (found.total, *found.funds, *found.lines) for finding in part)


def by_part(sheet: Sheet) -> Found:
    """Every finding of a sheet, each with the part that it speaks about."""
    found = Found(
        list(total_findings(sheet)),
        _by_fund(sheet),
        _by_line(sheet),
    )
    _tell_of_weights(found.lines, sheet)
    _tell_of_the_whole(found, sheet)
    return found


def _tell_of_the_whole(found: Found, sheet: Sheet) -> None:
    """Put what is said of the sheet as a whole beside the row that it names, else to the total."""
    lines: dict[int, int] | None = None
    for look in _OF_SHEET:
        for finding in look(sheet):
            row = _ROW.match(finding.place)
            if row is None:
                found.total.append(finding)
            elif row[1] == "funds":
                found.funds[int(row[2])].append(finding)
            else:
                lines = lines or {line.row: at for at, line in enumerate(sheet.lines)}
                found.lines[lines[int(row[2])]].append(finding)


def _tell_of_weights(found: list[list[Finding]], sheet: Sheet) -> None:
    """Put what is said of many rows beside the first of them, in place of what each would say."""
    twice = weighted_twice(sheet.lines)
    rows = {line.row for line in twice}
    own = [at for at, line in enumerate(sheet.lines) if line.row in rows] if rows else []
    for at in own:
        found[at][:] = [one for one in found[at] if one.check != "line-score"]
    for finding in weight_is_applied_once(twice):
        found[own[0]].append(finding)


def total_findings(sheet: Sheet) -> Iterator[Finding]:
    """What is wrong with the totals and with the points of the blocks."""
    measured = measure(sheet)
    scores = scores_of(sheet)
    if not (measured.execution_apart and scores.without_execution == sheet.total.number):
        yield from total_of_either(sheet, measured)
    yield from total_is_the_narrative(sheet.total, sheet.narrative_total)
    yield from scores_are_filled_in(sheet)
    yield from points_make_the_whole(sheet, measured)
    yield from blocks_have_their_points(sheet, measured)
    yield from blocks_are_the_editions(sheet, measured)
    yield from rule_can_judge(place="total_printed", outcome=sheet.whole_outcome)


def _by_fund(sheet: Sheet) -> list[list[Finding]]:
    total = total_row(sheet.funds)
    return [list(_of_fund(fund, total, sheet)) for fund in sheet.funds]


def _of_fund(fund: Fund, total: Fund | None, sheet: Sheet) -> Iterator[Finding]:
    yield from rate_matches_its_amounts(fund)
    for look in _OF_FUND:
        yield from look(fund, sheet)
    if total is None:
        return
    if fund is not total:
        yield from sub_row_has_no_points(fund, total)
        return
    parts = list(parts_make_the_total(sheet.funds))
    yield from parts
    annual = f"funds[{fund.row}].annual_budget"
    broken = any(finding.place == annual for finding in parts)
    for finding in execution_findings(sheet, total):
        if not (broken and finding.check == "line-judged"):  # a budget of 0 is told by its parts
            yield finding


def _by_line(sheet: Sheet) -> list[list[Finding]]:
    rows = {line.row for line in counted(sheet)}
    return [
        _of_line(line, sheet, looks=_OF_LINE if line.row in rows else ()) for line in sheet.lines
    ]


def line_checks(line: Line, sheet: Sheet) -> list[Finding]:
    """What the checks of single rows say of one that is being typed: nothing of its scores."""
    return [finding for look in _OF_LINE for finding in look(line, sheet)]


def _of_line(line: Line, sheet: Sheet, looks: Sequence[Look]) -> list[Finding]:
    found = line_findings(line, sheet.terms, is_copy=sheet.is_copy)
    weighted = list(weighted_score(line)) if line.raw.number is not None else []
    if weighted:  # one cause: the score is not even that of its own weight
        found = [one for one in found if one.check != "line-score"]
    known = rate_is_the_known_one(line)
    own = [finding for look in looks for finding in look(line, sheet)]
    if own and found:
        told = _NOTHING.union(*(_IN_PLACE_OF.get(one.check, _NOTHING) for one in own))
        found = [one for one in found if one.check not in told]
    return [*found, *own, *weighted, *known, *evidence_is_there(line, sheet.terms)]
