"""How a check words a doubt: where it stands, both sides, and the texts that it quotes."""

from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line

QUOTED = 20


def doubt_of_row(
    check: str,
    line: Line,
    column: str,
    said: str,
    *,
    printed: str | None = None,
    expected: str | None = None,
) -> Finding:
    """A doubt about one column of a row of the indicators."""
    return Finding(
        check=check,
        severity=Severity.DOUBT,
        place=f"indicators[{line.row}].{column}",
        message=said,
        printed=printed,
        expected=expected,
        level3=line.name,
    )


def doubt_at(
    check: str,
    place: str,
    said: str,
    *,
    printed: str | None = None,
    expected: str | None = None,
) -> Finding:
    """A doubt about a place that is no row of the indicators."""
    return Finding(
        check=check,
        severity=Severity.DOUBT,
        place=place,
        message=said,
        printed=printed,
        expected=expected,
    )


def quoted(text: str) -> str:
    """A printed text in quotation marks, at most twenty signs of it."""
    bare = " ".join(text.split())
    return f"“{bare if len(bare) <= QUOTED else bare[:QUOTED] + '…'}”"


def in_rows(lines: list[Line]) -> str:
    """The rows as people count them: 第 2、3、7 行."""
    return f"第 {'、'.join(str(line.row + 1) for line in lines)} 行"


def bare(text: str) -> str:
    """A text without blanks, to be compared with another."""
    return "".join(text.split())
