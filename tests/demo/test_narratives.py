"""The demo's explanatory texts: one as published, one begun; what the checks say of them."""

import pytest
from django.db import transaction
from django.urls import reverse

from perf.demo.seed import seed
from projects.models import AccountDocument, Department, User
from scoring.checks.run_unit import unit_findings
from scoring.models import Finding, Narrative, Sheet
from scoring.narrative.figures import figures_of
from scoring.narrative.kept import printed_of
from scoring.narrative.tokens import rendered
from scoring.queries.finding_address import address_of
from scoring.queries.narratives import findings_of
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import with_heads
from scoring.queries.told_units import told_units, units_in_part
from scoring.queries.units import unit_of
from scoring.services.findings import recheck
from tests.factories import AT, make_client

UNITS = (("254101", 2021), ("254101", 2023), ("311001", 2024), ("731", 2023), ("261301", 2024))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def unit(code, year):
    return unit_of(Department.objects.get(code=code), year)


def told(papers):
    """What is said of texts, and of totals against texts."""
    codes = ("narrative", "total-narrative")
    return [
        (one.check, one.severity.value, one.printed, one.expected)
        for one in unit_findings(papers)
        if one.check.startswith(codes)
    ]


def test_the_published_text_tells_what_was_published(seeded):
    row = Narrative.objects.get(state="PUBLISHED")
    text = rendered(row.text, printed_of(row.figures))
    for words in (
        "支出总额为329.22万元", "人员经费175.77万元", "公用经费18.41万元", "项目支出135.04万元",
        "支出项目9个", "绩效自评8个", "自评金额131.42万元", "自评得分为97.9分",
        "8个项目绩效自评平均得分为96.75分",
    ):  # fmt: skip
        assert words in text


def test_of_the_published_text_only_the_score_contradicts_the_sheet_and_is_told_once(seeded):
    assert told(unit("254101", 2021)) == [("total-narrative", "error", "97.7", "97.90")]
    stated = {one.key for one in unit("254101", 2021).narratives[0].figures if not one.now_printed}
    assert {"average", "scored", "projects", "evaluated", "evaluated_amount"} <= stated


def test_the_page_of_a_text_and_the_findings_of_its_unit_say_the_same(seeded):
    for row in Narrative.objects.select_related("department", "year"):
        whole = unit_of(row.department, row.year_id)
        assert [one.name for one in whole.narratives] == [row.title]
        assert findings_of(told_units([row])[row.pk]) == findings_of(whole) == []


def test_the_list_counts_no_error_that_the_findings_do_not_have(seeded):
    client = make_client(User.objects.get(username="lijing"))
    rows = client.get(reverse("scoring:narratives") + "?year=2021").context["rows"]
    assert [(row.state, counts) for row, counts in rows] == [("PUBLISHED", [])]


def test_the_text_that_is_begun_agrees_with_its_sheets(seeded):
    assert told(unit("731", 2023)) == []
    assert Narrative.objects.get(state="DRAFT").figures["evaluated"]["printed"] == "3"


@pytest.mark.parametrize("code, year", UNITS)
@pytest.mark.parametrize("stage", ["BUDGET", "FINAL"])
def test_a_part_of_the_papers_gives_the_figures_of_all_of_them(seeded, code, year, stage):
    department = Department.objects.get(code=code)
    part = units_in_part({(department.pk, year): department.name})[department.pk, year]
    figures = figures_of(part, stage)
    assert figures == figures_of(unit(code, year), stage)
    assert any(figure.is_known for figure in figures.values())


def test_the_sheet_is_compared_with_the_text_that_was_published_here(seeded):
    with transaction.atomic():
        sheet = with_heads(Sheet.objects.filter(narrative_total__isnull=False)).get()
        Sheet.objects.filter(pk=sheet.pk).update(narrative_total="50")
        sheet.refresh_from_db()
        assert ("total-narrative", "97.90") in _of_total(sheet)
        Narrative.objects.filter(state="PUBLISHED").update(state="DRAFT")
        assert ("total-narrative", "50.00") in _of_total(sheet)
        transaction.set_rollback(True)


def _of_total(sheet):
    return [(one.check, one.expected) for one in sheet_page(sheet).total_findings]


def test_a_finding_on_a_text_is_called_by_its_name_and_leads_to_the_texts(seeded):
    department = Department.objects.get(code="731")
    with transaction.atomic():
        row = Narrative.objects.get(state="DRAFT")
        row.figures["evaluated"] |= {"printed": "30", "amount": "30"}
        row.save(update_fields=["figures"])
        recheck(department=department, year=2023, at=AT)
        found = Finding.objects.filter(department=department, code__startswith="narrative-")
        told = {(one.code, one.words, address_of(one)) for one in found}
        transaction.set_rollback(True)
    place = reverse("scoring:narratives") + "?year=2023"
    assert told == {
        (code, "2023 年度预算绩效情况说明", place)
        for code in ("narrative-figure", "narrative-within")
    }


def test_a_figure_leads_to_the_accounts_and_to_the_sheet_that_have_it(seeded):
    row = Narrative.objects.get(state="PUBLISHED")
    client = make_client(User.objects.get(username="lijing"))
    shown = client.get(reverse("scoring:narrative", args=[row.public_id])).content.decode()
    document = AccountDocument.objects.get(department=row.department, year=2021)
    sheet = Sheet.objects.get(department=row.department, year=2021)
    for view, source in (("scoring:finance", document), ("scoring:sheet", sheet)):
        address = reverse(view, args=[source.public_id])
        assert f'<a href="{address}">' in shown
        assert client.get(address).status_code == 200


def test_the_managed_expenditure_of_one_budget_is_not_that_of_its_table(seeded):
    """Its text says 324.6 of 377.60: a text that repeated it would be told so."""
    figures = figures_of(unit("311001", 2024), "BUDGET")
    assert [figures[key].printed for key in ("total", "personnel", "public")] == [
        "377.60", "301.90", "22.70",
    ]  # fmt: skip
