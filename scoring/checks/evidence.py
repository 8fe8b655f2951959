"""The check of evidence: files behind the lines for which the edition wants them."""

from collections.abc import Iterator

from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Terms, says_something
from scoring.rules.edition_terms import wants_evidence


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
