"""The entry page of a plan: its rows with what the system understood, balance and gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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
from scoring.checks.finding import Finding
from scoring.checks.run import Found
from scoring.gaps import Gap
from scoring.plan_checks import PlanHead, about, plan_found, said_beside
from scoring.plan_gaps import FIELDS, PlanFund, PlanLine, PlanText, hints, plan_gaps
from scoring.queries.last_year import LastYear, last_year
from scoring.queries.plan_balance import BalanceTold, balance_told
from scoring.queries.returns import OpenReturn, open_return
from scoring.queries.sheet_findings import head_of
from scoring.rules.edition import Edition
from scoring.rules.headings import usual_level1, usual_level2

_FIELDS = {"level1": "l1", "level2": "l2", "level3": "l3", "target": "t", "points": "p"}


@dataclass(frozen=True)
class PlanState:
    """The rows of a plan as they stand, and what follows from them. Of the grid, pure values.

    What the checks say is asked once: `found` runs beside the rows.
    """

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

    @cached_property
    def found(self) -> Found:
        """What the checks say, each beside its row."""
        head = PlanHead(**head_of(self.plan))
        return plan_found(head, self.lines, self.funds, self.texts, self.edition)

    @cached_property
    def line_findings(self) -> dict[str, list[Finding]]:
        """What the checks say of a line, by its key; not what its own fault says already."""
        rows = zip(self.lines, self.found.lines, strict=True)
        return {line.key: said_beside(line, own) for line, own in rows}

    @property
    def questions(self) -> list[Gap]:
        """What will be asked: hints, then findings of places that no gap and no hint names."""
        told = self.hints
        named = {gap.anchor for gap in (*self.gaps, *told)}
        return [*told, *(one for one in self._asked() if one.anchor not in named)]

    def _asked(self) -> Iterator[Gap]:
        for finding in self.found.total:
            yield Gap(anchor="balance", label="全表", message=finding.message)
        for fund, found in zip(self.funds, self.found.funds, strict=True):
            for finding in found:
                field = "fi" if finding.place.endswith("initial_budget") else "fa"
                yield Gap(anchor=f"{field}-{fund.key}", label=fund.label, message=finding.message)
        for line in self.lines:
            for finding in self.line_findings[line.key]:
                field = _FIELDS.get(finding.place.rpartition(".")[2], "t")
                label = f"第 {line.number} 行 {FIELDS[field]}"
                yield Gap(anchor=f"{field}-{line.key}", label=label, message=finding.message)


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
        about=about(said["description"], said["explanation"]),
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
