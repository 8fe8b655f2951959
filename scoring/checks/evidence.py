"""The check of evidence: files behind the lines for which the edition wants them."""

from collections.abc import Iterator

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Terms, says_something
from scoring.rules.edition_terms import wants_evidence


@check(
    "evidence-missing",
    "没有佐证材料",
    of=Subject.ASKED,
    compares="评分办法要求佐证的行有没有上传文件；不适用、没有填报的行和公开的表不看。",
    why="没有佐证，复核的人无从核对，得分可能不被认可。",
    source="成都市复核办法（2025）：没有佐证的不得分，满意度没有调查的不得分；以所用评分办法为准。",
    severities=(Severity.DOUBT,),
)
def evidence_is_there(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """A line that was filled in has files where the edition wants them.

    Nobody can tell of a published sheet, so there the check is silent. Rests on: re-check rules
    by which nothing is given without evidence (Chengdu, 1 and 4); a person judges.
    """
    if line.files != 0 or terms is None or line.not_applicable or not line.points.number:
        return
    if not (says_something(line.actual) or line.score.number):
        return
    if not wants_evidence(terms.evidence, (line.block, line.heading, line.name)):
        return
    yield Finding(
        check="evidence-missing",
        severity=Severity.DOUBT,
        place=f"indicators[{line.row}].evidence",
        message="没有佐证材料，复核时可能不给分，请上传佐证",
        printed=None,
        expected=None,
        level3=line.name,
    )
