"""The list of findings over many units for people: worst first in each, the sums at the end."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scoring.audit.words import NAMES
from scoring.checks.finding import WORST_FIRST, Severity
from scoring.checks.located import Located, worst_first


def listed(unit: str, found: Iterable[Located]) -> Iterator[str]:
    """Write the findings of one unit under its name, worst first; nothing where there are none."""
    ordered = sorted(found, key=lambda one: worst_first(one.finding))
    for number, one in enumerate(ordered, start=1):
        if number == 1:
            yield unit
        yield from _lines(number, one)
    if ordered:
        yield ""


def summed(counts: Counter[Severity], *, units: int) -> str:
    """The last line: how many of each severity in how many units."""
    told = "，".join(f"{NAMES[severity]} {counts[severity]} 处" for severity in WORST_FIRST)
    return f"共核对 {units} 个单位年度：{told}。"


def _lines(number: int, one: Located) -> Iterator[str]:
    finding = one.finding
    yield f"  {number:>3}. {NAMES[finding.severity]}  {finding.paper}  {one.place.words}"
    yield f"       {finding.message}（{finding.check}）"
    if finding.printed is not None or finding.expected is not None:
        yield f"       表中数 {finding.printed or '—'}    重算数 {finding.expected or '—'}"
