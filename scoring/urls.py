"""Addresses in the order a year is worked through."""

from django.urls import path

from scoring.views import (
    departments,
    entry,
    evidence,
    exports,
    history,
    jobs,
    notices,
    plans,
    progress,
    sheets,
    steps,
    tasks,
    windows,
)

app_name = "scoring"

urlpatterns = [
    path("departments/", departments.index, name="departments"),
    path("departments/<uuid:public_id>/", departments.detail, name="department"),
    path("plans/", plans.index, name="plans"),
    path("plans/<uuid:public_id>/", plans.detail, name="plan"),
    path("plans/<uuid:public_id>/steps/<slug:step>/", steps.plan, name="plan_step"),
    path("plans/<uuid:public_id>/history/", history.plan, name="plan_history"),
    path("plans/<uuid:public_id>/sheet/", sheets.open_one, name="sheet_open"),
    path("plans/<uuid:public_id>/targets/<uuid:indicator_id>/", plans.target, name="target"),
    path("plans/<uuid:public_id>/tasks/", tasks.links, name="plan_tasks"),
    path("sheets/", sheets.index, name="sheets"),
    path("sheets/<uuid:public_id>/", sheets.detail, name="sheet"),
    path("sheets/<uuid:public_id>/steps/<slug:step>/", steps.sheet, name="sheet_step"),
    path("sheets/<uuid:public_id>/history/", history.sheet, name="sheet_history"),
    path("sheets/<uuid:public_id>/xlsx/", exports.sheet_xlsx, name="sheet_xlsx"),
    path("sheets/<uuid:public_id>/entry/", entry.form, name="sheet_entry"),
    path("sheets/<uuid:public_id>/entry/<uuid:indicator_id>/", entry.line, name="sheet_line"),
    path("sheets/<uuid:public_id>/evidence/", evidence.index, name="evidence"),
    path("sheets/<uuid:public_id>/evidence/zip/", evidence.archive, name="evidence_zip"),
    path(
        "sheets/<uuid:public_id>/evidence/<uuid:indicator_id>/", evidence.row, name="evidence_row"
    ),
    path(
        "sheets/<uuid:public_id>/evidence/files/<uuid:file_id>/",
        evidence.file,
        name="evidence_file",
    ),
    path(
        "sheets/<uuid:public_id>/evidence/files/<uuid:file_id>/remove/",
        evidence.remove,
        name="evidence_remove",
    ),
    path("todo/", progress.waiting_list, name="todo"),
    path("windows/", windows.index, name="windows"),
    path("windows/<uuid:public_id>/", windows.form, name="window"),
    path("progress/<uuid:public_id>/", progress.branch, name="progress"),
    path("progress/<uuid:public_id>/remind/", progress.remind, name="progress_remind"),
    path("progress/<uuid:public_id>/extend/", progress.extend, name="progress_extend"),
    path("notices/", notices.index, name="notices"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/<uuid:public_id>/read/", notices.read, name="notice_read"),
    path("jobs/", jobs.index, name="jobs"),
    path("jobs/ask/", jobs.ask, name="jobs_ask"),
    path("jobs/<uuid:public_id>/", jobs.detail, name="job"),
    path("jobs/<uuid:public_id>/file/", jobs.file, name="job_file"),
]
