"""An entry that breaks a rule is refused as a whole: nothing of it is saved."""

import contextlib
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from projects.locks import Locked
from projects.models import User
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.models import FundResult, Sheet
from scoring.services.actuals import EntryRefused, save_entry
from tests.factories import AT, leaves_of, make_user
from tests.scoring.sheets import everything_of

REASON = "没有采购预算"
LINES = {
    "a claim above the points": (LineEntry(claimed=Decimal("23.01")), "23.01 超出 0 至分值 23"),
    "a negative claim": (LineEntry(claimed=Decimal("-1")), "超出 0 至分值"),
    "not applicable without a reason": (LineEntry(not_applicable=True), "须写明原因"),
    "not applicable with a blank reason": (
        LineEntry(not_applicable=True, deviation=" "),
        "须写明原因",
    ),
    "not applicable with a claim": (
        LineEntry(not_applicable=True, deviation=REASON, claimed=Decimal(0)),
        "清空自评分",
    ),
    "a share above one": (LineEntry(share=Decimal("1.01")), "0 至 100%"),
    "a negative share": (LineEntry(share=Decimal("-0.01")), "0 至 100%"),
}
AMOUNTS = ["很多", "-1", "10-20", "不适用", "NaN", "1e999"]


def refused(sheet, by, entry, error, match):
    before = everything_of(sheet)
    with pytest.raises(error, match=match):
        save_entry(sheet=sheet, entry=entry, by=by, at=AT)
    assert everything_of(sheet) == before


@pytest.mark.parametrize("what", LINES)
def test_a_wrong_line_is_refused_in_words(sheet, filer, what):
    line, words = LINES[what]
    entry = SheetEntry(lines={leaves_of(sheet.plan)[0].public_id: line})
    refused(sheet, filer, entry, EntryRefused, words)


def test_the_bounds_themselves_are_taken(sheet, filer):
    first, second, *_ = leaves_of(sheet.plan)
    lines = {
        first.public_id: LineEntry(claimed=Decimal(23), share=Decimal(1)),
        second.public_id: LineEntry(not_applicable=True, deviation=REASON),
    }
    saved = save_entry(sheet=sheet, entry=SheetEntry(lines=lines), by=filer, at=AT)
    assert saved.claimed_total == 23


def test_nothing_is_half_saved_when_one_of_many_lines_is_wrong(sheet, filer):
    lines = {leaf.public_id: LineEntry(text="96%") for leaf in leaves_of(sheet.plan)}
    lines[list(lines)[-1]] = LineEntry(claimed=Decimal(99))
    refused(sheet, filer, SheetEntry(lines=lines), EntryRefused, "超出 0 至分值")


def test_nothing_is_half_saved_when_the_funds_are_wrong(sheet, filer):
    lines = {leaves_of(sheet.plan)[0].public_id: LineEntry(text="96%")}
    funds = {sheet.plan.funds.first().public_id: FundEntry(executed="很多")}
    refused(sheet, filer, SheetEntry(lines=lines, funds=funds), EntryRefused, "不是金额")


def test_nothing_is_half_saved_when_the_head_is_wrong(sheet, filer):
    lines = {leaves_of(sheet.plan)[0].public_id: LineEntry(text="96%")}
    head = HeadEntry(claimed_execution=Decimal("10.01"))
    refused(sheet, filer, SheetEntry(lines=lines, head=head), EntryRefused, "不能超过 10")


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_executed_amount_that_is_no_amount_is_refused(sheet, filer, amount):
    funds = {sheet.plan.funds.first().public_id: FundEntry(executed=amount)}
    refused(sheet, filer, SheetEntry(funds=funds), EntryRefused, f"“{amount}”不是金额")


def test_an_executed_amount_is_kept_whole_or_refused(sheet, filer):
    """Forty characters are kept; what is longer must not be cut to another figure."""
    fund = sheet.plan.funds.first()
    longest = "123,456,789,012,345.000000000000000007"
    for amount in (longest, longest + "000"):
        entry = SheetEntry(funds={fund.public_id: FundEntry(executed=amount)})
        with contextlib.suppress(EntryRefused):
            save_entry(sheet=sheet, entry=entry, by=filer, at=AT)
    result = FundResult.objects.get(sheet=sheet, fund_line=fund)
    assert (result.executed_text, result.executed) == (
        longest,
        Decimal("123456789012345.000000000000000007"),
    )


def test_a_line_that_the_sheet_has_not_is_refused(sheet, filer):
    entry = SheetEntry(lines={uuid.uuid4(): LineEntry(text="1")})
    refused(sheet, filer, entry, EntryRefused, "没有这 1 行")


def test_a_fund_line_that_the_sheet_has_not_is_refused(sheet, filer):
    entry = SheetEntry(funds={uuid.uuid4(): FundEntry(executed="1")})
    refused(sheet, filer, entry, EntryRefused, "资金表中没有这一行")


ENTRY = SheetEntry(head=HeadEntry(printed_total=Decimal(1), printed_total_text="1"))


def test_the_filer_of_another_department_may_not(sheet):
    refused(sheet, make_user(), ENTRY, PermissionDenied, "不能修改")


@pytest.mark.parametrize("role", [role for role in User.Role.values if role != "FILER"])
def test_no_other_role_of_the_department_may(sheet, unit, role):
    person = make_user(role=role, department=unit)
    refused(sheet, person, ENTRY, PermissionDenied, "不能修改")


def test_a_filer_whose_account_was_switched_off_may_not(sheet, unit):
    refused(sheet, make_user(department=unit, is_active=False), ENTRY, PermissionDenied, "修改")


TO_ASK = {
    "SUBMITTED": "由本单位撤回，或请联系 财政部门 退回",
    "DEPARTMENT_PASSED": "请联系 财政部门 退回",  # nobody stands above the unit here
    "ACCEPTED": "请联系 财政部门 退回",
    "SEALED": "请联系 财政部门 退回",
}


@pytest.mark.parametrize("state", [state for state in Sheet.State.values if state != "DRAFT"])
def test_a_sheet_that_left_the_filers_hands_is_locked_with_cause_and_person(sheet, filer, state):
    head = make_user(role="UNIT_HEAD", department=filer.department, name="周浩")
    Sheet.objects.filter(pk=sheet.pk).update(state=state, state_by=head, state_at=AT)
    label = Sheet.State(state).label
    cause = f"自评表{label}，不能修改。2022年3月14日 09:00 由 周浩 置为“{label}”。"
    refused(sheet, filer, ENTRY, Locked, f"{cause}.*{TO_ASK[state]}")
