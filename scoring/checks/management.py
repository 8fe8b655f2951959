"""Check of management rates: what was filled in against what the system's own figures come to."""

from collections.abc import Iterator

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.known import agrees_as_typed, may_be_meant
from scoring.checks.rounding import printed_percent
from scoring.checks.sheet import Line, is_reason


@check(
    "management-rate",
    "管理指标与系统内数据",
    of=Subject.ASKED,
    compares="预算执行率、结转结余率、“三公经费”控制率等填的数，与系统中资金、决算和项目数算得的数；"
    "四舍五入能解释的、写明原因的不提。公开的表与同年决算一起核对时才看。",
    why="这些比率能由已有的数算出来。填的数不同，应当写明口径或原因。",
    source="部门整体绩效目标表指标说明中的计算公式；公开的自评表中见过填 97、实为 145.71%。",
    severities=(Severity.ERROR, Severity.DOUBT),
)
def rate_is_the_known_one(line: Line) -> Iterator[Finding]:
    """A rate that can be worked out is that one, or there is a reason why not.

    Rests on: the rates of a whole department come from budgets and final accounts (rule book,
    section 4). Printed amounts leave one rate, so another is an error; what was counted in the
    system may be counted otherwise outside it, and another reading may be meant: a doubt, as is a
    value with a reason in its row. Blank, words and what does not apply are not compared; a share
    (0.9904) is read in percent too, and a bound (≥95%) is asked only to hold.
    """
    known = line.known
    if known is None or known.has_reason or line.not_applicable:
        return
    if printed_percent(line.actual) is None or agrees_as_typed(line.actual, known):
        return
    doubtful = known.is_count or may_be_meant(line.actual, known) or is_reason(line.reason)
    yield Finding(
        check="management-rate",
        severity=Severity.DOUBT if doubtful else Severity.ERROR,
        place=f"indicators[{line.row}].actual",
        message=f"填的是 {line.actual.strip()}，系统算得 {known.words}，"
        + ("请采用系统数或写明原因" if doubtful else "没有写明原因，请采用系统数或写明原因"),
        printed=line.actual.strip(),
        expected=known.told.replace("−", "-"),  # for scripts; the words keep the sign of print
        level3=line.name,
    )
