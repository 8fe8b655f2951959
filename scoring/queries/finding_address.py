"""Where a finding can be looked at: the cell, or the nearest page that there is."""

from typing import Any

from django.urls import reverse

from scoring.checks.places import Kind
from scoring.models import Finding

# On the page of a target table the totals stand elsewhere than on that of a sheet.
_ON_PLANS = {"line-total": "targets", "lines": "targets"}
OF_TEXTS = "narrative-"  # checks of explanatory texts, which have a list of their own


def address_of(finding: Finding) -> str:
    """The address of a finding's cell; `finding` has its papers loaded (`with_papers`).

    Of what is between papers it is the department's page of that year, of an explanatory text the
    list of that year's texts.
    """
    if finding.plan is not None:
        anchor = anchor_on(Kind.PLAN, finding.anchor)
        return _at(reverse("scoring:plan", args=[finding.plan.public_id]), anchor)
    if finding.sheet is not None:
        return _at(reverse("scoring:sheet", args=[finding.sheet.public_id]), finding.anchor)
    if finding.document is not None:
        return document_address(finding.document, finding.position, finding.anchor)
    return _of_unit(finding)


def anchor_on(kind: Kind, anchor: str) -> str:
    """The id of a place on the page of that kind of paper."""
    return _ON_PLANS.get(anchor, anchor) if kind is Kind.PLAN else anchor


def document_address(document: Any, position: int | None, anchor: str = "") -> str:
    """The table of accounts in which something stands, the first one where none is named."""
    table = reverse("scoring:finance_table", args=[document.public_id, position or 1])
    return _at(table, anchor)


def paper_address(finding: Finding) -> str:
    """The paper itself."""
    return address_of(finding).partition("#")[0]


def _of_unit(row: Any) -> str:
    if row.code.startswith(OF_TEXTS):
        return f"{reverse('scoring:narratives')}?year={row.year_id}"
    return f"{reverse('scoring:department', args=[row.department.public_id])}?year={row.year_id}"


def _at(page: str, anchor: str) -> str:
    return f"{page}#{anchor}" if anchor else page
