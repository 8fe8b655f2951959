"""Check of management rates: what was filled in against what the system's own figures come to."""

from collections.abc import Iterator

from scoring.checks.finding import Finding, Severity
from scoring.checks.known import agrees
from scoring.checks.rounding import printed_percent
from scoring.checks.sheet import Line


def rate_is_the_known_one(line: Line) -> Iterator[Finding]:
    """A rate that can be worked out is that one, or there is a reason why not.

    Rests on: the rates of a whole department come from budgets and final accounts (rule book,
    section 4). A figure outside the system may be the better one, so it is a doubt. Blank, words
    and what does not apply are no figures to compare.
    """
    known = line.known
    if known is None or known.has_reason or line.not_applicable:
        return
    typed = printed_percent(line.actual)
    if typed is None or agrees(typed, known):
        return
    yield Finding(
        check="management-rate",
        severity=Severity.DOUBT,
        place=f"indicators[{line.row}].actual",
        message=f"填的是 {line.actual.strip()}，系统算得 {known.words}，"
        "没有写明原因，请采用系统数或写明原因",
        printed=line.actual.strip(),
        expected=known.told,
        level3=line.name,
    )
