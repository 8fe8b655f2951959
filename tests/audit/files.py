"""Sheet files for the audit: published ones beside this file, and small ones made on the spot."""

from pathlib import Path

from scoring.audit.audit import Audit, audit_sheet, edition_for
from scoring.audit.files import audit_files
from scoring.published.reading import read_sheet, read_whole
from scoring.published.whole import Published
from scoring.rules.edition import load_all

SHEETS = Path(__file__).parent / "sheets"
EDITIONS = load_all()


def published(name: str) -> Path:
    """The one file whose name starts so."""
    (found,) = SHEETS.glob(f"{name}*.yaml")
    return found


def audited(name: str, *, edition: str | None = None) -> Audit:
    sheet = read_sheet(published(name))
    return audit_sheet(sheet, edition_for(sheet, EDITIONS, edition))


def made(rows: str, *, edition: str | None = None, head: str = "", **other: str) -> Audit:
    """Audit a project's sheet with these rows, funds fully spent unless `funds` says otherwise."""
    sheet = made_text(rows, head=head, **other).sheet
    return audit_sheet(sheet, edition_for(sheet, EDITIONS, edition))


def made_text(rows: str, *, head: str = "", **other: str) -> Published:
    """The file of such a sheet."""
    funds = other.pop(
        "funds", "- {label: 总额, annual_budget: '100', executed: '100', points: '10', score: '10'}"
    )
    keys = {"kind": "project", "year": "2022", "region": "河南省"} | other
    text = "".join(f"{key}: '{value}'\n" for key, value in keys.items())
    return read_whole(f"{text}{head}\nfunds:\n{funds}\nindicators:\n{rows}\n")


def told(audit: Audit) -> list[tuple[str, str, str, str | None, str | None]]:
    """Check, severity, place and both sides of every finding."""
    return [
        (one.check, one.severity.value, one.place, one.printed, one.expected)
        for one in audit.findings
    ]


def audited_file(published):
    """One file that was read, audited by itself."""
    [one] = audit_files([("", published)], EDITIONS)
    return one.result
