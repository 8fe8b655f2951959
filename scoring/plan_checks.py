"""A target table that is being written, as the checks read it. Pure.

The entry page asks after every change, so nothing is read twice: rows come as the page has them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from projects.values import BLANK, Kind, Printed, parse_named
from scoring.checks import sheet as checks
from scoring.checks.finding import Finding
from scoring.checks.rounding import plain
from scoring.checks.run import Found, by_part, line_checks
from scoring.checks.terms import terms_of
from scoring.plan_gaps import PlanFund, PlanLine, PlanText, line_fault
from scoring.rules.edition import Edition
from scoring.rules.terms import Sign

_SIGNS = {sign.value: sign for sign in Sign}
_OTHER_SIGNS = {Kind.RANGE: Sign.WITHIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """What the checks ask of a plan beside its rows; `kind`: "project" or "department"."""

    year: int | None
    kind: str
    subject: str
    money_unit: str


def about(description: str, explanation: str) -> str:
    """What a row says of itself beside its name, as the checks read it."""
    return " ".join(filter(None, (description, explanation)))


def plan_found(
    head: PlanHead,
    lines: Iterable[PlanLine],
    funds: Iterable[PlanFund],
    texts: Sequence[PlanText],
    edition: Edition | None,
) -> Found:
    """What the checks say of a plan's rows, each beside its row; `total`: of the whole table."""
    return by_part(
        checks.Sheet(
            lines=tuple(map(checked_line, lines)),
            funds=tuple(_fund(row, fund) for row, fund in enumerate(funds)),
            terms=None if edition is None else terms_of(edition, chosen=edition.region != ""),
            is_copy=False,
            is_plan=True,
            year=head.year,
            kind=head.kind,
            subject=head.subject,
            money_unit=head.money_unit,
            goals=_texts("goals", texts),
            tasks=_texts("tasks", texts),
        )
    )


def said_of(line: PlanLine) -> list[Finding]:
    """What the checks say of one row by itself while it is typed."""
    found = line_checks(checked_line(line), checks.Sheet(is_copy=False, is_plan=True))
    return said_beside(line, found)


_AS_A_FAULT = frozenset({"value-prompt", "scale-name"})


def said_beside(line: PlanLine, found: Iterable[Finding]) -> list[Finding]:
    """What is shown beside a row: not what its fault (`line_fault`) says already."""
    if not line_fault(line.target):
        return list(found)
    return [one for one in found if one.check not in _AS_A_FAULT]


def checked_line(line: PlanLine) -> checks.Line:
    """A row of the table as the checks read it."""
    due = parse_named(line.target, name=line.level3)
    is_number = due.kind is Kind.NUMBER
    return checks.Line(
        row=line.number - 1,
        block=line.level1.strip(),
        heading=line.level2.strip(),
        name=line.level3.strip(),
        target=line.target,
        points=BLANK if line.points is None else Printed(plain(line.points), line.points),
        sign=_SIGNS[due.operator or "="] if is_number else _OTHER_SIGNS.get(due.kind),
        target_number=due.number,
        unit=due.unit or "",
        due=due,
        description=line.about,
    )


def _fund(row: int, fund: PlanFund) -> checks.Fund:
    return checks.Fund(
        row=row,
        label=fund.label,
        initial=fund.initial,
        annual=fund.annual,
        is_total=fund.is_total,
    )


def _texts(kind: str, texts: Iterable[PlanText]) -> tuple[checks.Text, ...]:
    own = (text for text in texts if text.kind == kind)
    return tuple(checks.Text(row, text.name, text.content) for row, text in enumerate(own))
