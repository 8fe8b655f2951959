"""Stored findings for other systems, read-only, under the same access rules as the pages."""

import re
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from projects.access import signed_in, visible
from scoring.api.filters import DEPARTMENT, YEAR, Filter, asked, parameters_of
from scoring.api.pagination import Pages
from scoring.api.serializers import SEVERITIES, DepartmentSerializer, exact, text
from scoring.api.views import BAD, REFUSED
from scoring.models import Finding
from scoring.queries.finding_rows import paper_of, with_papers

FILTERS = {
    "year": YEAR,
    "department": DEPARTMENT,
    "severity": Filter(
        "severity", re.compile("error|doubt|rounding"), "级别，error、doubt、rounding"
    ),
    "check": Filter("code", re.compile("[a-z0-9-]{1,60}"), "检查编码，如 total-sum"),
    "waived": Filter(
        "waiver__isnull",
        re.compile("true|false"),
        "是否已说明，true、false",
        {"true": False, "false": True},
    ),
}


class WaiverSerializer(serializers.Serializer[Any]):
    """Who set a finding aside, and why."""

    by = text("说明人")
    at = serializers.DateTimeField(help_text="说明时间")
    reason = text("理由")


class StoredFindingSerializer(serializers.Serializer[Any]):
    """A finding of the last check of its unit."""

    id = serializers.UUIDField(help_text="编号，数字变动以后是另一条")
    department = DepartmentSerializer()
    year = serializers.IntegerField(help_text="年度")
    document = text("表的名称，各表之间的为“各表之间”")
    check = text("检查编码")
    severity = serializers.ChoiceField(SEVERITIES, help_text="程度")
    place = text("位置，如 total_printed、indicators[5].score，行号从 0 起")
    level3 = text("三级指标名称，不是指标行的为 null", allow_null=True)
    message = text("说明")
    printed = text("表中印出", allow_null=True)
    expected = text("按规则应为", allow_null=True)
    difference = exact("表中印出减按规则应为，不是两个数的为 null")
    found_at = serializers.DateTimeField(help_text="首次发现的时间")
    waiver = WaiverSerializer(allow_null=True, help_text="已说明的，由谁、何时、为何")


class FindingList(APIView):
    """Stored findings, fifty a page."""

    http_method_names = ["get", "head"]
    pagination_class = Pages

    @extend_schema(
        operation_id="findings_list",
        summary="检查发现清单",
        description="本人有权查看的单位最近一次检查的发现，按年度从近到远、级别排列，每页 50 条。",
        parameters=parameters_of(FILTERS),
        responses={200: StoredFindingSerializer(many=True), 400: BAD, 403: REFUSED},
    )
    def get(self, request: Request) -> Response:
        """List the visible findings that the filters ask for."""
        rows = with_papers(visible(signed_in(request.user), Finding))
        rows = rows.filter(**asked(request.query_params, FILTERS))
        rows = rows.order_by("-year_id", "rank", "department__path", "pk")
        pages = self.pagination_class()
        page = pages.paginate_queryset(rows, request, view=self) or []
        found = StoredFindingSerializer([_told(finding) for finding in page], many=True)
        return pages.get_paginated_response(found.data)


def _told(finding: Finding) -> dict[str, Any]:
    waiver = finding.waiver
    return {
        "id": finding.public_id,
        "department": {"code": finding.department.code, "name": finding.department.name},
        "year": finding.year_id,
        "document": paper_of(finding),
        "check": finding.code,
        "severity": finding.severity,
        "place": finding.place,
        "level3": finding.level3 or None,
        "message": finding.message,
        "printed": finding.printed or None,
        "expected": finding.expected or None,
        "difference": finding.gap,
        "found_at": finding.found_at,
        "waiver": waiver and {"by": waiver.by.name, "at": waiver.at, "reason": waiver.reason},
    }
