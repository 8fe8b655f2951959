"""A wrong row for every named constraint of monitoring, and a world of right ones."""

from datetime import timedelta

from scoring.models import MonitoringLine, MonitoringReport, MonitoringRound, Rectification
from scoring.services.monitoring import send_report_back
from tests.factories import AT, make_department, make_plan, make_user, make_year
from tests.monitoring.rows import counted_draft, hand_in, make_round, notify
from tests.projects.rows import World, added, changed

Line, Report, Round = MonitoringLine, MonitoringReport, MonitoringRound
OF_ITS = "_is_of_the_department_and_year_of_its_"


def make_world() -> World:
    """A round with one report that came back as a draft, and a notice about its first row."""
    world = World()
    branch = make_department(kind="SUPERVISING")
    unit, world.other = (make_department(parent=branch) for _ in range(2))
    by, filer = make_user(role="SUPERVISOR", department=branch), make_user(department=unit)
    make_year(2022)
    plan = make_plan(department=unit, draft=counted_draft())
    world.bare_plan = make_plan(department=world.other)
    opened = make_round(department=branch, by=by)
    report = hand_in(opened.reports.get(plan=plan), filer)
    mending = notify(report, by)
    send_report_back(report=report, version=report.version, reason="再核", by=by, at=AT)
    for row in (opened, report, report.lines.first(), mending):
        world.rows[type(row)] = row
    return world


def other(world):
    return world.other


def bare_plan(world):
    return world.bare_plan


def others_report(world):
    return world[Round].reports.get(plan=world.bare_plan)


def others_line(world):
    return others_report(world).lines.first()


def two_about_the_spending(world):
    for _ in range(2):
        added(Rectification, line=None)(world)


def elsewhere(world):
    """The report of another department's plan under this department's name."""
    others_report(world).delete()
    added(Report, plan=bare_plan)(world)


def of_another_round(world):
    """The same month again, in a round of the department above."""
    above = make_department(kind="FINANCE")
    by = make_user(role="FINANCE", department=above)
    added(Report, round=make_round(department=above, by=by))(world)


WRONG = {
    "monitoring_round_of_a_month_once_per_department_and_year": added(Round),
    "monitoring_round_month_lies_between_1_and_12": changed(Round, month=13),
    "monitoring_round_opens_before_it_closes": changed(Round, closes_at=AT - timedelta(days=1)),
    "monitoring_round_lies_between_2000_and_2103": changed(Round, opens_at=AT.replace(year=1999)),
    "monitoring_round_has_its_name": changed(Round, name=""),
    "monitoring_report_once_per_round_and_plan": added(Report),
    "monitoring_report_once_per_plan_and_month": of_another_round,
    "monitoring_report_state_is_known": changed(Report, state="OTHER", return_reason=""),
    "monitoring_report_is_returned_with_its_reason_to_a_draft": changed(Report, state="SUBMITTED"),
    "interim_executed_amount_has_its_typed_text": changed(Report, executed_text=""),
    "lamps_of_a_monitoring_report_are_known": changed(Report, project_lamp="pink"),
    "monitoringreport_is_of_the_year_of_its_round": changed(Round, year_id=2022),
    "monitoringreport_is_of_the_month_of_its_round": changed(Report, month=8),
    f"monitoringreport{OF_ITS}plan": elsewhere,
    "monitoring_line_once_per_report_and_indicator": added(Line),
    "interim_number_has_its_typed_text": changed(Line, text=""),
    "monitoring_cause_is_known": changed(Line, cause="OTHERS"),
    "monitoring_chance_is_known": changed(Line, chance="perhaps"),
    "lamp_of_a_monitoring_line_is_known": changed(Line, lamp="pink"),
    f"monitoringline{OF_ITS}report": changed(Line, department=other),
    "open_rectification_once_per_line": added(Rectification),
    "open_rectification_of_the_spending_once_per_report": two_about_the_spending,
    "rectification_state_is_known": changed(
        Rectification, state="OTHER", answer="x", answer_by=lambda w: w[Round].by
    ),
    "rectification_is_due_between_1900_and_2103": changed(
        Rectification, due=AT.date().replace(year=2104)
    ),
    "rectification_has_its_notice": changed(Rectification, notice=""),
    "rectification_is_answered_once_it_was_taken_up": changed(Rectification, state="ANSWERED"),
    "rectification_is_returned_with_its_reason": changed(
        Rectification, state="RETURNED", answer="x", answer_by=lambda w: w[Round].by
    ),
    "rectification_is_closed_exactly_when_it_is_accepted": changed(Rectification, closed_at=AT),
    f"rectification{OF_ITS}report": changed(Rectification, department=other),
    "rectification_is_of_the_report_of_its_line": changed(Rectification, line=others_line),
}

# They hold by the primary key alone and stand there for children to refer to.
REFERRED_TO = {
    "monitoringround_is_of_one_year",
    "monitoringround_is_of_one_month",
    "monitoringreport_is_of_one_department_and_year",
    "monitoringline_is_of_one_report",
}
NAMES = set(WRONG) | REFERRED_TO
