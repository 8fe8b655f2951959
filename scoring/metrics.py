"""Execution metrics (执行率、完成率、占比、增长): amounts in, both sides out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.checks.finding import Severity
from scoring.checks.rounding import rate_severity
from scoring.rules.numbers import percent

FALLING = ("下降", "减少", "降低")  # such a rate is printed without its minus


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One rate: what it is, its two amounts, the percent printed in the document."""

    group: str
    topic: str
    numerator: Decimal | None
    denominator: Decimal | None
    printed: str = ""

    @property
    def computable(self) -> bool:
        """False when an amount is blank or the base is 0, whatever percent is printed."""
        return self.percent is not None

    @property
    def percent(self) -> Decimal | None:
        """numerator / denominator in percent, two decimals, half-up; None when not computable."""
        return percent(self.numerator, self.denominator)

    @property
    def told(self) -> Decimal | None:
        """The percent as the topic counts it: 下降 54.08 % is a growth of -54.08 %."""
        computed = self.percent
        return -computed if computed is not None and self._falls else computed

    @property
    def _falls(self) -> bool:
        return any(word in self.topic for word in FALLING)

    @property
    def severity(self) -> Severity | None:
        """How the printed percent contradicts the amounts; None when it does not."""
        return rate_severity(
            part=self.numerator, base=self.denominator, printed=self.printed, unsigned=self._falls
        )


def completion_by_item(rows: Iterable[Mapping[str, tuple[str, Decimal | None]]]) -> list[Metric]:
    """Completion of the initial budget by functional item, from rows of the account table.

    A row maps column headings to (printed text, amount): 类, 款, 项, 年初预算数, 支出决算数,
    印出百分比.
    """
    found = []
    for row in rows:
        topic = _text(row, "项") or _text(row, "款") or _text(row, "类")
        found.append(
            Metric(
                group="完成年初预算（功能分类）",
                topic=topic,
                numerator=_amount(row, "支出决算数"),
                denominator=_amount(row, "年初预算数"),
                printed=_text(row, "印出百分比"),
            )
        )
    return found


def completion_of_three_public(
    rows: Sequence[Sequence[tuple[str, str, Decimal | None]]],
) -> list[Metric]:
    """Completion of the 三公 budget by item, from the cells of 公开07表.

    Cells are (column path, text, amount); the paths start with 预算数/ or 决算数/.
    """
    amounts: dict[str, dict[str, Decimal | None]] = {"预算数": {}, "决算数": {}}
    for row in rows:
        for path, _, amount in row:
            side, _, item = path.partition("/")
            if side in amounts:
                amounts[side][item] = amount
    return [
        Metric(
            group="“三公”经费完成预算",
            topic=item.replace("/", " "),
            numerator=amounts["决算数"].get(item),
            denominator=budget,
        )
        for item, budget in amounts["预算数"].items()
    ]


def told_in_the_text(rows: Iterable[Mapping[str, tuple[str, Decimal | None]]]) -> list[Metric]:
    """Shares, growth and completion that the explanatory text states, with the printed percent."""
    names = {"占比": "占比", "增长": "比上年增减", "完成率": "完成预算（说明文字）"}
    return [
        Metric(
            group=names.get(_text(row, "类别"), _text(row, "类别")),
            topic=_text(row, "口径"),
            numerator=_amount(row, "分子"),
            denominator=_amount(row, "分母"),
            printed=_text(row, "印出百分比"),
        )
        for row in rows
    ]


def _text(row: Mapping[str, tuple[str, Decimal | None]], column: str) -> str:
    return row.get(column, ("", None))[0]


def _amount(row: Mapping[str, tuple[str, Decimal | None]], column: str) -> Decimal | None:
    return row.get(column, ("", None))[1]
