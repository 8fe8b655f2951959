"""Addresses of mid-year monitoring, part of those of `scoring.urls`."""

from django.urls import path

from scoring.views import monitoring, rectifications, round_extensions, rounds

urlpatterns = [
    path("monitoring/", monitoring.index, name="monitoring"),
    path("monitoring/red/", rectifications.index, name="monitoring_red"),
    path("monitoring/rounds/add/", rounds.add, name="monitoring_round_add"),
    path("monitoring/rounds/<uuid:public_id>/", rounds.change, name="monitoring_round"),
    path("monitoring/rounds/<uuid:public_id>/fill/", rounds.fill_up, name="monitoring_round_fill"),
    path(
        "monitoring/rounds/<uuid:public_id>/extend/",
        round_extensions.extend,
        name="monitoring_round_extend",
    ),
    path("monitoring/<uuid:public_id>/", monitoring.detail, name="monitoring_report"),
    path("monitoring/<uuid:public_id>/entry/", monitoring.entry, name="monitoring_entry"),
    path(
        "monitoring/<uuid:public_id>/entry/<uuid:line_id>/",
        monitoring.line,
        name="monitoring_line",
    ),
    path("monitoring/<uuid:public_id>/submit/", monitoring.submit, name="monitoring_submit"),
    path("monitoring/<uuid:public_id>/return/", monitoring.send_back, name="monitoring_return"),
    path("monitoring/<uuid:public_id>/notice/", rectifications.notice, name="notice"),
    path("rectifications/<uuid:public_id>/", rectifications.detail, name="rectification"),
    path(
        "rectifications/<uuid:public_id>/answer/",
        rectifications.answer,
        name="rectification_answer",
    ),
    path(
        "rectifications/<uuid:public_id>/accept/",
        rectifications.accept,
        name="rectification_accept",
    ),
    path(
        "rectifications/<uuid:public_id>/return/",
        rectifications.refuse,
        name="rectification_return",
    ),
]
