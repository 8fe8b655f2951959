"""Addresses of findings."""

from django.urls import URLPattern, path

from scoring.views import findings

urlpatterns: list[URLPattern] = [
    path("findings/", findings.index, name="findings"),
    path("findings/checks/", findings.checks, name="findings_checks"),
    path("findings/xlsx/", findings.xlsx, name="findings_xlsx"),
    path("findings/check/", findings.check_again, name="findings_check"),
    path("findings/<uuid:public_id>/", findings.detail, name="finding"),
    path("findings/<uuid:public_id>/withdraw/", findings.withdraw, name="finding_withdraw"),
]
