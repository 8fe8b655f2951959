"""The entry page of a plan: its rows with what the system understood, balance and gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from projects import show
from projects.deadlines import Deadline
from projects.models import Indicator, Plan
from projects.queries.plan_rows import Row, StoredPart, stored_lines, stored_parts
from projects.queries.windows import plan_deadline
from projects.values import Printed, parse_named, reading
from scoring.adapter import edition_for
from scoring.balance import Balance, Share, balance
from scoring.gaps import Gap
from scoring.plan_gaps import PlanFund, PlanLine, PlanText, hints, plan_gaps
from scoring.queries.last_year import LastYear, last_year
from scoring.queries.plan_balance import BalanceTold, balance_told
from scoring.queries.returns import OpenReturn, open_return
from scoring.rules.edition import Edition
from scoring.rules.headings import usual_level1, usual_level2


@dataclass(frozen=True, slots=True)
class PlanState:
    """The rows of a plan as they stand, and what follows from them. Of the grid, pure values."""

    plan: Plan
    edition: Edition | None
    lines: list[PlanLine]
    funds: list[PlanFund]
    texts: list[PlanText]

    @property
    def balance(self) -> Balance:
        """Points due, given and missing, block by block."""
        return balance(
            (Share(line.key, line.level1, line.points) for line in self.lines), self.edition
        )

    @property
    def table(self) -> BalanceTold:
        """The balance in words."""
        return balance_told(self.balance)

    @property
    def gaps(self) -> list[Gap]:
        """Everything that keeps the plan from being submitted."""
        return plan_gaps(lines=self.lines, funds=self.funds, texts=self.texts, edition=self.edition)

    @property
    def hints(self) -> list[Gap]:
        """What a reader will ask about."""
        return hints(self.lines, self.funds, self.edition)


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """All that the entry page shows of stored rows."""

    state: PlanState
    lines: list[Row[Indicator]]
    parts: list[StoredPart]
    last_year: dict[UUID, LastYear]
    deadline: Deadline | None
    returned: OpenReturn | None

    @property
    def level1(self) -> list[str]:
        """Names of level one: the edition's, then the plan's own."""
        own = (row.said["level1"] for row in self.lines if row.said["level1"])
        return list(dict.fromkeys([*usual_level1(self.state.edition), *own]))

    @property
    def level2(self) -> list[str]:
        """Names of level two: the usual ones, then the plan's own."""
        own = (row.said["level2"] for row in self.lines if row.said["level2"])
        return list(dict.fromkeys([*usual_level2(self.state.edition), *own]))


def plan_state(plan: Plan, lines: Sequence[Row[Indicator]] | None = None) -> PlanState:
    """What stands in a plan: two queries, one when the lines were read before."""
    rows = stored_lines(plan)[0] if lines is None else lines
    return state_of(plan, rows, stored_parts(plan))


def gaps_of(plan: Plan) -> list[Gap]:
    """What still keeps a plan from being submitted: two queries."""
    return plan_state(plan).gaps


def plan_grid(plan: Plan) -> PlanGrid:
    """Read a plan for its entry page: four queries whatever the number of rows."""
    lines, parts = stored_lines(plan)[0], stored_parts(plan)
    return PlanGrid(
        state=state_of(plan, lines, parts),
        lines=lines,
        parts=parts,
        last_year=last_year(plan),
        deadline=plan_deadline(plan, at=timezone.now()),
        returned=open_return(plan),
    )


def state_of(plan: Plan, lines: Sequence[Row[Indicator]], parts: Sequence[StoredPart]) -> PlanState:
    """Lay out rows that were read as the pure rules take them."""
    return PlanState(
        plan=plan,
        edition=edition_for(plan),
        lines=[_line(number, row) for number, row in enumerate(lines, 1)],
        funds=[_fund(part) for part in parts if part.kind == "funds"],
        texts=[*_texts("goals", parts), *_texts("tasks", parts)],
    )


def reads_as(name: str, target: str) -> str:
    """How a target is understood, for 读作：."""
    return reading(parse_named(target, name=name))


def told_last_year(found: LastYear | None) -> str:
    """Target and actual value of the year before, as the grid shows them."""
    if found is None:
        return ""
    actual = "不适用" if found.not_applicable else found.actual
    target = found.target or "未填"
    return target if actual is None else f"{target} / {actual or '未填'}"


def _line(number: int, row: Row[Indicator]) -> PlanLine:
    said = row.said
    return PlanLine(
        key=row.node.public_id.hex,
        number=number,
        level1=said["level1"],
        level2=said["level2"],
        level3=said["level3"],
        target=said["target"],
        points=row.node.points,
    )


def _fund(part: StoredPart) -> PlanFund:
    return PlanFund(
        key=part.public_id.hex,
        label=part.first,
        is_total=part.is_total,
        initial=Printed(part.second, part.second_amount),
        annual=Printed(part.third, part.third_amount),
    )


def _texts(kind: str, parts: Sequence[StoredPart]) -> list[PlanText]:
    return [
        PlanText(
            key=part.public_id.hex, kind=kind, number=number, name=part.first, content=part.second
        )
        for number, part in enumerate((part for part in parts if part.kind == kind), 1)
    ]


def budget_told(state: PlanState) -> str:
    """The annual budget of the plan for its head, "" while there is none."""
    total: Decimal | None = next(
        (fund.annual.number for fund in state.funds if fund.is_total), None
    )
    return "" if total is None else f"{show.money(total)} {state.plan.money_unit}"
