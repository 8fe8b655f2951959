"""API routes."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from scoring.api.findings import FindingList
from scoring.api.views import SheetDetail, SheetList

app_name = "api"

urlpatterns = [
    path("v1/sheets/", SheetList.as_view(), name="sheets"),
    path("v1/sheets/<str:public_id>/", SheetDetail.as_view(), name="sheet"),
    path("v1/findings/", FindingList.as_view(), name="findings"),
    path(
        "v1/schema/", SpectacularAPIView.as_view(http_method_names=["get", "head"]), name="schema"
    ),
]
