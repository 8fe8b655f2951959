"""The forms of findings: what the list is asked for, and the reason why one is set aside."""

from collections.abc import Mapping
from uuid import UUID

from django import forms

from projects.forms.seen import SeenForm
from projects.forms.texts import clean_field
from scoring.checks.catalogue import CATALOGUE
from scoring.queries.findings_list import SEVERITIES, STATES, Asked

LONGEST_SEARCH, LONGEST_REASON = 60, 500
_YEAR_DIGITS = 4


def asked_of(data: Mapping[str, str]) -> Asked:
    """What the address of the list asks for; what cannot be asked for is left out."""
    typed = "".join(sign if sign.isprintable() else " " for sign in data.get("q", ""))
    year, check = data.get("year", ""), data.get("check", "")
    severity, state = data.get("severity", ""), data.get("state", "")
    is_year = year.isascii() and year.isdigit() and len(year) == _YEAR_DIGITS
    return Asked(
        year=int(year) if is_year else None,
        severity=severity if severity in SEVERITIES else "",
        branch=_uuid(data.get("branch", "")),
        check=check if check in CATALOGUE else "",
        state=state if state in STATES else "",
        words=typed.strip()[:LONGEST_SEARCH],
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ReasonForm(SeenForm):
    """Why a finding is set aside, or why that is taken back."""

    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明口径、凭证或依据，所有能看到本表的人都能看到；最多 500 字。",
    )

    def clean_reason(self) -> str:
        """Refuse what cannot be stored, said in words."""
        return clean_field(self, "reason", longest=LONGEST_REASON)
