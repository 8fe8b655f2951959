"""What waits for a person."""

from dataclasses import dataclass

from projects.models import Department, User
from scoring.checks.finding import Finding
from scoring.models import Sheet
from scoring.queries.departments import department_list, sheet_counts
from scoring.queries.sheet_findings import total_finding
from scoring.queries.sheets import sheet_list, with_points


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that still wants something, and what is wrong with its printed total, if anything."""

    sheet: Sheet
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class FilerHome:
    """A unit's own year: every sheet, and those that still want something."""

    sheets: list[Sheet]

    @property
    def open(self) -> list[OpenSheet]:
        """Drafts, those with the least left to fill first."""
        drafts = [sheet for sheet in self.sheets if sheet.state == Sheet.State.DRAFT]
        drafts.sort(key=lambda sheet: sheet.line_count - sheet.filled_count)
        return [OpenSheet(sheet, total_finding(sheet)) for sheet in drafts]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as its supervisor sees it."""

    department: Department
    due: int
    sent: int
    unscored: int


@dataclass(frozen=True, slots=True)
class SupervisorHome:
    """The units of a branch in one year."""

    units: list[UnitRow]

    @property
    def due(self) -> int:
        """Sheets that are due in the branch."""
        return sum(unit.due for unit in self.units)

    @property
    def sent(self) -> int:
        """Sheets that have left the filers' hands."""
        return sum(unit.sent for unit in self.units)

    @property
    def unscored(self) -> int:
        """Sheets in which a line has no computed score."""
        return sum(unit.unscored for unit in self.units)


def filer_home(user: User, year: int | None) -> FilerHome:
    """Read a unit's sheets of a year: one query."""
    return FilerHome(list(with_points(sheet_list(user, year))))


def supervisor_home(user: User, year: int | None) -> SupervisorHome:
    """Read the units of a branch that have sheets that year, those with most open first."""
    counts = sheet_counts(user, year)
    units = [
        UnitRow(
            department=department,
            due=found["due"],
            sent=found["sent"],
            unscored=found["unscored"],
        )
        for department in department_list(user)
        if (found := counts.get(department.pk))
    ]
    return SupervisorHome(sorted(units, key=lambda unit: unit.sent - unit.due))
