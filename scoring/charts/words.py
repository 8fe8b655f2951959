"""What a chart of rates says: the finding in one sentence, the notes beside the bars."""

from collections.abc import Sequence
from decimal import Decimal
from unicodedata import east_asian_width

from projects import show
from scoring.charts.scale import HUNDRED
from scoring.checks.finding import Severity
from scoring.metrics import Metric

NOT_WHOLE = "条形未画全，以数字为准"
_LINES_MOST = 6  # a topic of more lines than this is cut; the table below has all of it


def finding(title: str, metrics: Sequence[Metric], *, broken: int, reference: bool) -> str:
    """One sentence: largest and smallest rate, how many above 100 %, differing, not computable.

    At least one metric must be computable. With `reference` it tells even that none is above.
    """
    rates = [(rate, metric) for metric in metrics if (rate := metric.percent) is not None]
    above = sum(1 for rate, _ in rates if rate > HUNDRED)
    parts = [f"可计算 {len(rates)} 项", _extremes(rates)]
    if above or reference:
        parts.append(f"超过 100% 的 {above} 项")
    if falling := sum(1 for rate, _ in rates if rate < 0):
        parts.append(f"下降的 {falling} 项")
    parts.append(_differing([metric for _, metric in rates]))
    if missing := len(metrics) - len(rates):
        parts.append(f"不可计算 {missing} 项")
    if broken:
        parts.append(f"{broken} 项{NOT_WHOLE}")
    return f"{title}：{'；'.join(parts)}。"


def _extremes(rates: Sequence[tuple[Decimal, Metric]]) -> str:
    lowest = min(rates, key=lambda pair: pair[0])
    highest = max(rates, key=lambda pair: pair[0])
    if lowest[0] == highest[0]:
        return f"各项都是 {show.percent(lowest[0])}"
    return (
        f"最高为{highest[1].topic} {show.percent(highest[1].told)}，"
        f"最低为{lowest[1].topic} {show.percent(lowest[1].told)}"
    )


def _differing(metrics: Sequence[Metric]) -> str:
    if not any(metric.printed.strip() for metric in metrics):
        return "原文没有印出百分比"
    severities = [metric.severity for metric in metrics if metric.severity]
    rounding = severities.count(Severity.ROUNDING)
    told = f"与原文印出的不一致 {len(severities)} 项"
    return f"{told}（其中舍入差 {rounding} 项）" if rounding else told


def note(metric: Metric, *, broken: bool) -> str:
    """What stands under a bar: that it is broken, that another percent is printed; mostly empty."""
    parts = [NOT_WHOLE] if broken else []
    if metric.severity:
        cause = "，舍入差" if metric.severity is Severity.ROUNDING else ""
        parts.append(f"原文印 {metric.printed.strip()}{cause}")
    return "；".join(parts)


def why_not_computable(metric: Metric) -> str:
    """What stands in place of a bar: a base of 0 and a blank amount are two things."""
    cause = "基数为 0" if metric.denominator == 0 else "金额空白"
    printed = f"，原文印 {metric.printed.strip()}" if metric.printed.strip() else ""
    return f"不可计算（{cause}）{printed}"


def lines(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` columns (a Chinese character takes two).

    The fonts of the reader's machine are not known here, so the width is counted, not measured.
    """
    made = [""]
    used = 0
    for character in " ".join(text.split()):
        columns = 2 if east_asian_width(character) in "WFA" else 1
        if used + columns > width:
            made.append("")
            used = 0
        made[-1] += character
        used += columns
    if len(made) > _LINES_MOST:
        made = [*made[: _LINES_MOST - 1], f"{made[_LINES_MOST - 1][:-1]}…"]
    return [line.strip() for line in made]
