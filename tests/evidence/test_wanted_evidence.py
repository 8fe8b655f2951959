"""The edition says which rows need evidence; one that was filled in without it is a doubt."""

import pytest
from django.db import IntegrityError, transaction

from scoring.checks.run import findings
from scoring.entries import LineEntry
from scoring.models import Evidence, Sheet
from scoring.queries import evidence as queries
from scoring.queries import sheet_page as pages
from scoring.queries.sheets import with_heads
from scoring.rules.edition import load_all
from scoring.rules.edition_terms import wants_evidence
from tests.checks.build import CHOSEN, FALLBACK, row
from tests.checks.build import sheet as printed_sheet
from tests.factories import fill_sheet, make_evidence

ALL = CHOSEN._replace(evidence="all")


def told(line, terms=ALL):
    return [one.check for one in findings(printed_sheet([line], terms=terms))]


def test_a_row_that_was_filled_in_without_files_is_a_doubt():
    (finding,) = findings(printed_sheet([row("≥95%", "97", "3", "3", files=0)], terms=ALL))
    assert (finding.check, finding.severity.value) == ("evidence-missing", "doubt")
    assert finding.place == "indicators[0].evidence"


@pytest.mark.parametrize(
    "line",
    [
        row("≥95%", "97", "3", "3", files=1),
        row("≥95%", "97", "3", "3", files=None),
        row("≥95%", "", "3", "", files=0),
        row("≥95%", "97", "", "", files=0),
        row("≥95%", "", "3", "", files=0, not_applicable=True, reason="没有采购"),
    ],
    ids=["with files", "published", "not filled", "broken down", "not applicable"],
)
def test_other_rows_are_not(line):
    assert "evidence-missing" not in told(line)


@pytest.mark.parametrize("terms", [CHOSEN, FALLBACK, None])
def test_where_the_edition_asks_for_none_nothing_is_said(terms):
    assert "evidence-missing" not in told(row("≥95%", "97", "3", "3", files=0), terms)


@pytest.mark.parametrize(
    "rows, names, wanted",
    [
        ("none", ("满意度指标", "", "满意度"), False),
        ("all", ("产出指标", "数量指标", "培训人次"), True),
        ("satisfaction", ("产出指标", "数量指标", "培训人次"), False),
        ("satisfaction", ("满意度指标", "", "学员"), True),
        ("satisfaction", ("效益指标", "服务对象满意度指标", "学员"), True),
        ("satisfaction", ("效益指标", "社会效益", "公众满意率"), True),
    ],
)
def test_which_rows_an_edition_names(rows, names, wanted):
    assert wants_evidence(rows, names) is wanted


def test_every_shipped_edition_says_it_with_its_source():
    for edition in load_all().values():
        assert edition.evidence in ("none", "satisfaction", "all")
        assert edition.tag("evidence.rows") in "SRPM"


@pytest.fixture
def demanding(monkeypatch):
    """The edition of the sheets wants evidence for every row."""
    real = pages.edition_of

    def edition_of(sheet):
        edition = real(sheet)
        copy = object.__new__(type(edition))
        for name in type(edition).__slots__:
            object.__setattr__(copy, name, getattr(edition, name))
        object.__setattr__(copy, "evidence", "all")
        return copy

    monkeypatch.setattr(pages, "edition_of", edition_of)
    monkeypatch.setattr(queries, "edition_of", edition_of)


def test_the_sheet_and_its_lists_show_it_until_a_file_is_there(demanding, browser, sheet, filer):
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="97%")})
    sheet = with_heads(Sheet.objects).get(pk=sheet.pk)

    def seen():
        page = pages.sheet_page(sheet)
        found = [one.check for one in page.rows[0].findings]
        return "evidence-missing" in found, page.evidence_missing

    assert seen() == (True, 1)
    listed = browser.get(f"/sheets/{sheet.public_id}/evidence/").content.decode()
    assert '缺佐证</dt><dd class="off">1 行' in listed
    entry = browser.get(f"/sheets/{sheet.public_id}/entry/").content.decode()
    assert "没有佐证材料" in entry
    make_evidence(sheet=sheet, by=filer)
    assert seen() == (False, 0)


STATEMENTS = {
    "added": lambda row: Evidence.objects.create(
        sheet=row.sheet, indicator=row.indicator, department=row.department, year=row.year,
        name="x", size=1, digest="a" * 64, media_type="x", path=f"evidence/ab/{'ab' * 16}",
        by=row.by, at=row.at,
    ),
    "removed": lambda row: Evidence.objects.filter(pk=row.pk).update(
        removed_by=row.by, removed_at=row.at, removed_why="x"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STATEMENTS)
@pytest.mark.parametrize("state", [state for state in Sheet.State if state != Sheet.State.DRAFT])
def test_evidence_changes_in_drafts_only(sheet, filer, what, state):
    file = make_evidence(sheet=sheet, by=filer)
    Sheet.objects.filter(pk=sheet.pk).update(state=state)
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        STATEMENTS[what](file)
    Sheet.objects.filter(pk=sheet.pk).update(state="DRAFT")
    STATEMENTS[what](file)


@pytest.mark.parametrize("column, value", [("name", "y"), ("digest", "b" * 64), ("size", 2)])
def test_what_a_file_is_never_changes(sheet, filer, column, value):
    file = make_evidence(sheet=sheet, by=filer)
    with pytest.raises(IntegrityError, match="can only be removed, once"), transaction.atomic():
        Evidence.objects.filter(pk=file.pk).update(**{column: value})


def test_a_removal_is_not_taken_back_and_no_row_is_deleted(sheet, filer):
    file = make_evidence(sheet=sheet, by=filer)
    STATEMENTS["removed"](file)
    with pytest.raises(IntegrityError, match="can only be removed, once"), transaction.atomic():
        Evidence.objects.update(removed_by=None, removed_at=None, removed_why="")
    with pytest.raises(IntegrityError, match="stays on record"), transaction.atomic():
        Evidence.objects.all().delete()
