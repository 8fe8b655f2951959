"""A declared target table as the checks read it: targets without actual values or scores."""

from projects.funds import total_at
from projects.values import Kind, Value
from scoring.audit.audit import checked_texts
from scoring.audit.scored import headings_of, target_of
from scoring.checks import sheet as checks
from scoring.checks.terms import terms_of
from scoring.published.sheet import PublishedLine, PublishedSheet
from scoring.rules.shelf import Choice
from scoring.rules.terms import Sign

_SIGNS = {sign.value: sign for sign in Sign}


def checked_plan(plan: PublishedSheet, choice: Choice | None) -> checks.Sheet:
    """The targets as the checks read them, of a copy: points that fall short say that it is cut."""
    total = total_at([fund.label for fund in plan.funds])
    return checks.Sheet(
        lines=tuple(
            _line(at, row, headings)
            for at, (row, headings) in enumerate(zip(plan.lines, headings_of(plan), strict=True))
        ),
        funds=tuple(
            checks.Fund(
                row=at,
                label=fund.label,
                initial=fund.initial_budget,
                annual=fund.annual_budget,
                arrived=fund.arrived,
                is_total=at == total,
                reason=fund.reason,
            )
            for at, fund in enumerate(plan.funds)
        ),
        blocks=plan.block_points,
        terms=terms_of(choice.edition, chosen=choice.chosen) if choice else None,
        is_copy=True,
        is_plan=True,
        year=plan.year,
        kind=plan.kind,
        subject=plan.subject,
        money_unit=plan.money_unit,
        goals=checked_texts(plan.goals),
        tasks=checked_texts(plan.tasks),
    )


def _line(at: int, row: PublishedLine, headings: tuple[str, str]) -> checks.Line:
    due = target_of(row)
    return checks.Line(
        row=at,
        block=headings[0],
        heading=headings[1],
        name=row.level3,
        target=row.target or due.text,
        points=row.points,
        sign=_sign(due),
        target_number=due.number,
        upper_number=due.upper,
        unit=due.unit or "",
        due=due,
        description=row.desc,
    )


def _sign(due: Value) -> Sign | None:
    if due.kind is Kind.RANGE:
        return Sign.WITHIN
    if due.kind is not Kind.NUMBER:
        return None
    return _SIGNS.get(due.operator or "", Sign.EQUAL)
