"""Audit one published sheet: score it by its edition and let every check of sheets speak."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from projects.values import BLANK
from scoring.audit.scored import NOTHING, Scored, ScoredLine, score_published
from scoring.checks import sheet as checks
from scoring.checks.extent import Extent, measure
from scoring.checks.finding import Finding
from scoring.checks.known import Known
from scoring.checks.rounding import added
from scoring.checks.run import findings
from scoring.checks.terms import terms_of
from scoring.published.sheet import PublishedFund, PublishedSheet, PublishedText
from scoring.rules.edition import Edition
from scoring.rules.sheet import brought_to_the_whole
from scoring.rules.shelf import Choice, choose
from scoring.rules.terms import Sign

ZERO = Decimal(0)
NOTHING_KNOWN: Mapping[int, Known] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found in one sheet, and what it was scored by (`choice` None: no edition).

    `checked`: as the checks read it.
    `total`: by the rules; None where a row has no computed score or the copy lacks rows.
    `is_cut`: its points fall short of the whole, so its totals and its last block are not compared.
    """

    sheet: PublishedSheet
    choice: Choice | None
    checked: checks.Sheet
    scored: Scored
    total: Decimal | None
    is_cut: bool
    findings: tuple[Finding, ...]


def edition_for(
    sheet: PublishedSheet, editions: Mapping[str, Edition], code: str | None
) -> Choice | None:
    """The edition asked for, else the one of the sheet's region, kind and year (contract).

    Raises KeyError for a code that no edition has.
    """
    if code is not None:
        return Choice(editions[code], True)
    return choose(editions.values(), region=sheet.region, kind=sheet.kind, year=sheet.year)


def audit_sheet(sheet: PublishedSheet, choice: Choice | None) -> Audit:
    """Score a sheet and check it by itself; never raises for a sheet that was read."""
    audit = scored_sheet(sheet, choice)
    return replace(audit, findings=findings(audit.checked))


def scored_sheet(
    sheet: PublishedSheet, choice: Choice | None, known: Mapping[int, Known] = NOTHING_KNOWN
) -> Audit:
    """A sheet scored and made ready for the checks, which have not looked at it yet.

    `known`: row -> what the accounts of the year say of it.
    """
    scored = score_published(sheet, choice.edition if choice else None)
    checked = checked_sheet(sheet, choice, scored, known)
    extent = measure(checked).extent
    return Audit(
        sheet=sheet,
        choice=choice,
        checked=checked,
        scored=scored,
        total=scored.total if extent is Extent.COMPLETE else None,
        is_cut=extent is Extent.CUT,
        findings=(),
    )


def sum_of_printed(sheet: PublishedSheet, scored: Scored) -> Decimal | None:
    """The printed scores of rows and execution added up; None when none is printed."""
    scores = [row.score.number for row in sheet.lines if row.score.number is not None]
    if scored.funds.score.number is not None:
        scores.append(scored.funds.score.number)
    return added(scores) if scores else None


def checked_sheet(
    sheet: PublishedSheet,
    choice: Choice | None,
    scored: Scored,
    known: Mapping[int, Known] = NOTHING_KNOWN,
) -> checks.Sheet:
    """A published sheet as the checks read it, with what the rule book made of it."""
    outcome, rescaled = _brought_to_the_whole(sheet, scored)
    return checks.Sheet(
        lines=tuple(_line(row, one, known.get(row)) for row, one in enumerate(scored.lines)),
        funds=tuple(_fund(row, fund, scored) for row, fund in enumerate(sheet.funds)),
        execution_score=scored.funds.score if scored.funds.total_row is None else BLANK,
        blocks=sheet.block_points,
        total_points=sheet.total_points,
        total=sheet.total,
        narrative_total=sheet.narrative_total,
        carried_over=sheet.carried_over,
        execution_computed=scored.execution.score if scored.execution else None,
        execution_outcome=scored.execution.outcome if scored.execution else None,
        rescaled=rescaled,
        whole_outcome=outcome,
        terms=terms_of(choice.edition, chosen=choice.chosen) if choice else None,
        is_copy=True,
        year=sheet.year,
        kind=sheet.kind,
        subject=sheet.subject,
        money_unit=sheet.money_unit,
        goals=checked_texts(sheet.goals),
        tasks=checked_texts(sheet.tasks),
    )


def checked_texts(texts: Iterable[PublishedText]) -> tuple[checks.Text, ...]:
    """Goals or tasks as the checks read them."""
    return tuple(checks.Text(row, *text) for row, text in enumerate(texts))


def _line(row: int, one: ScoredLine, known: Known | None) -> checks.Line:
    printed, compared, score = one.printed, one.compared, one.score
    if compared.sign is Sign.BY:  # days are no figures to weigh
        compared = NOTHING
    return checks.Line(
        row=row,
        block=one.headings[0],
        heading=one.headings[1],
        name=printed.level3,
        target=printed.target,
        actual=printed.actual,
        points=printed.points,
        score=printed.score,
        reason=printed.reason,
        weight=printed.weight_pct,
        raw=printed.raw_score,
        sign=compared.sign,
        target_number=_number(compared.target),
        upper_number=_number(compared.upper),
        actual_number=_number(compared.actual),
        unit=compared.unit,
        outcome=score.outcome if score else None,
        rule=score.rule if score else None,
        computed=score.score if score else None,
        words=one.explanation,
        tag=one.tag,
        not_applicable=not one.applies,
        known=known,
        due=one.due,
        done=one.done,
        description=printed.desc,
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fund(row: int, fund: PublishedFund, scored: Scored) -> checks.Fund:
    """A row of the funds; points of the execution that stand elsewhere count on the total row."""
    own = scored.funds
    is_total = row == own.total_row
    points, score = fund.points, fund.score
    if is_total:
        points, score = own.points, own.score
    elif row == own.carrier:
        points = score = BLANK
    return checks.Fund(
        row=row,
        label=fund.label,
        initial=fund.initial_budget,
        annual=fund.annual_budget,
        arrived=fund.arrived,
        executed=fund.executed,
        points=points,
        rate=fund.rate,
        score=score,
        is_total=is_total,
        reason=fund.reason,
    )


def _brought_to_the_whole(
    sheet: PublishedSheet, scored: Scored
) -> tuple[str | None, Decimal | None]:
    """The printed scores brought to the whole, where rows do not apply."""
    left_out = [_points(one) for one in scored.lines if not one.applies]
    claimed = sum_of_printed(sheet, scored)
    if not sum(left_out, ZERO) or claimed is None:
        return None, None
    execution = scored.execution.points if scored.execution else ZERO
    lines = sum((_points(one) for one in scored.lines), ZERO)
    return brought_to_the_whole(
        claimed, execution=execution, lines=lines, left_out=sum(left_out, ZERO)
    )


def _points(one: ScoredLine) -> Decimal:
    return one.printed.points.number or ZERO
