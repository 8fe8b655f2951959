"""A row of a report counts as filled once it leaves no gap: on its page, in lists and to-dos."""

import re
from dataclasses import replace
from importlib import import_module

import pytest
from django.db import connection

from projects.models import User
from scoring.models import MonitoringLine
from scoring.monitored import LineEntry
from scoring.queries.monitoring import report_list
from scoring.queries.todo import todo
from scoring.services.lighting import light_line
from scoring.services.monitoring import report_gaps
from tests.factories import AT, make_client, make_plan, make_project, make_user
from tests.monitoring.rows import GREEN, RED, counted_draft, fill, hand_in, make_round
from tests.monitoring.test_pages import place

LINES = {
    "nothing": (LineEntry(), False),
    "forecast and chance alone": (LineEntry(forecast="12", chance="sure"), False),
    "a figure alone": (LineEntry(text="8"), False),
    "no chance": (replace(GREEN, chance=""), False),
    "no forecast": (replace(GREEN, forecast=""), False),
    "all of a green row": (GREEN, True),
    "all of a worded row": (LineEntry(text="未完成", forecast="完成", chance="sure"), True),
    "a stroke": (replace(GREEN, text="—"), False),
    "a stroke as forecast": (replace(GREEN, forecast="—"), False),
    "all of a red row": (RED, True),
    "a red row without its cause": (replace(RED, cause=""), False),
    "a red row without words": (replace(RED, cause_text=""), False),
    "not applicable": (LineEntry(text="不适用"), False),
    "not applicable, with its reason": (LineEntry(text="不适用", cause_text="没有此项"), True),
}


@pytest.fixture
def head(unit):
    return make_user(role=User.Role.UNIT_HEAD, department=unit)


def on_the_page(report, person):
    html = make_client(person).get(place("monitoring_report", report)).content.decode()
    return re.search(r"已填</dt><dd>(\d+)/(\d+) 行", html).groups()


@pytest.mark.parametrize("what", LINES)
def test_it_counts_when_it_leaves_no_gap(report, filer, supervisor, head, what):
    line, is_filled = LINES[what]
    report = fill(report, filer, line)
    count = 3 if is_filled else 0
    assert (not report_gaps(report, report.lines.all())) == is_filled
    assert on_the_page(report, head) == (str(count), "3")
    assert report_list(supervisor, report.round).get(pk=report.pk).filled_count == count
    assert todo(head, at=AT).count == int(is_filled)  # ready for the head, or not


def test_a_target_that_does_not_apply_asks_for_nothing(branch, unit, supervisor, filer, head):
    draft = counted_draft()
    rows = [*draft.indicators[:2], replace(draft.indicators[2], target="不适用")]
    project = make_project(department=unit)
    make_plan(department=unit, project=project, draft=replace(draft, indicators=rows))
    opened = make_round(department=branch, by=supervisor, month=9)
    report = opened.reports.get(plan__project=project)
    assert on_the_page(report, filer) == ("1", "3")
    first, second, _ = report.lines.all()
    MonitoringLine.objects.filter(pk__in=[first.pk, second.pk]).update(is_filled=True)
    report.executed_text = "8"
    report.save()
    assert todo(head, at=AT).count == 1


def test_adjusted_targets_say_anew_what_is_filled(report, filer):
    fill(report, filer, GREEN)
    line = report.lines.first()
    assert line.is_filled
    line.target_text = "≥1200场"  # red now, and a cause is wanted
    light_line(line, report)
    assert not line.is_filled


@pytest.mark.parametrize("what", LINES)
def test_rows_of_earlier_days_are_marked_alike(report, filer, what):
    line, is_filled = LINES[what]
    fill(report, filer, line)
    MonitoringLine.objects.update(is_filled=not is_filled)
    with connection.cursor() as cursor:
        cursor.execute(import_module("scoring.migrations.0020_filled_rows_of_reports").MENDED)
    assert set(MonitoringLine.objects.values_list("is_filled", flat=True)) == {is_filled}


def test_a_report_that_was_handed_in_is_left_as_it_is(report, filer):
    hand_in(report, filer)
    with connection.cursor() as cursor:  # the trigger would refuse a change
        cursor.execute(import_module("scoring.migrations.0020_filled_rows_of_reports").MENDED)
    assert set(MonitoringLine.objects.values_list("is_filled", flat=True)) == {True}
