"""What a file holds, whatever it is: a sheet, a target table, or a whole disclosure."""

from dataclasses import dataclass
from typing import Literal

from scoring.published.plans import PublishedPlan
from scoring.published.sheet import PublishedSheet
from scoring.published.table import PublishedTable

AccountKind = Literal["BUDGET", "FINAL"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The papers of one file. `account` says what its tables belong to, None without tables.

    `unread`: the names in the file that nothing was read of, each with its line.
    """

    title: str
    department: str
    year: int | None
    money_unit: str
    account: AccountKind | None
    tables: tuple[PublishedTable, ...]
    sheet: PublishedSheet | None
    plans: tuple[PublishedPlan, ...]
    unread: tuple[tuple[str, int], ...] = ()

    @property
    def is_target_table(self) -> bool:
        """Whether the file is one target table and nothing else."""
        return self.sheet is None and [plan.path for plan in self.plans] == [""]
