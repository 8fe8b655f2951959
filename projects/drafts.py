"""What a target table says before it is stored: plain values, as forms, imports and demo give them.

All figures are texts as printed; the services parse and keep them.
"""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FundDraft:
    """A row of the funds table."""

    label: str
    initial: str | None = None
    annual: str | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDraft:
    """A goal or a task."""

    name: str
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """A leaf with its headings; rows with the same headings stand together in printed order."""

    level1: str
    level3: str
    level1_points: Decimal | None = None
    level2: str | None = None
    target: str | None = None
    points: Decimal | None = None
    description: str = ""
    explanation: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A whole target table."""

    funds: list[FundDraft] = field(default_factory=list)
    goals: list[TextDraft] = field(default_factory=list)
    tasks: list[TextDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    money_unit: str = "万元"
    points_note: str = ""
