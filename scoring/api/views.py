"""Sheets for other systems, read-only, under the same access rules as the pages."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from projects.access import get_visible, signed_in
from scoring.api.answers import sheet_detail, sheet_head, sheet_rows
from scoring.api.filters import FILTERS, asked, parameters_of
from scoring.api.pagination import Pages
from scoring.api.serializers import RefusalSerializer, SheetDetailSerializer, SheetSerializer
from scoring.queries.sheet_page import sheet_page

_FAULTS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
BAD = OpenApiResponse(_FAULTS, description="参数不能用，逐项说明原因")
REFUSED = OpenApiResponse(RefusalSerializer, description="没有登录，或者角色没有查看的权限")
_MISSING = OpenApiResponse(RefusalSerializer, description="没有这张自评表，或者没有权限查看")


class SheetList(APIView):
    """The sheets of the person's scope."""

    http_method_names = ["get", "head"]
    pagination_class = Pages

    @extend_schema(
        operation_id="sheets_list",
        summary="自评表清单",
        description="本人有权查看的自评表，按年度从近到远、单位、项目排列，每页 50 条。",
        parameters=parameters_of(FILTERS),
        responses={200: SheetSerializer(many=True), 400: BAD, 403: REFUSED},
    )
    def get(self, request: Request) -> Response:
        """List the visible sheets that the filters ask for, fifty a page."""
        rows = sheet_rows(signed_in(request.user)).filter(**asked(request.query_params))
        pages = self.pagination_class()
        page = pages.paginate_queryset(rows, request, view=self) or []
        heads = SheetSerializer([sheet_head(sheet) for sheet in page], many=True)
        return pages.get_paginated_response(heads.data)


class SheetDetail(APIView):
    """One sheet, every line scored and explained."""

    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="sheets_retrieve",
        summary="一张自评表",
        description="资金、各行指标、分块小计、调整行和检查结果。",
        parameters=[
            OpenApiParameter(
                "public_id", OpenApiTypes.UUID, OpenApiParameter.PATH, description="自评表编号。"
            )
        ],
        responses={200: SheetDetailSerializer, 403: REFUSED, 404: _MISSING},
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Show one visible sheet; a hidden one answers as a missing one, and so does no id."""
        sheet = get_visible(sheet_rows(signed_in(request.user)), _read_id(public_id))
        page = sheet_page(sheet, with_trail=False)
        return Response(SheetDetailSerializer(sheet_detail(page)).data)


def _read_id(text: str) -> UUID:
    """The id in an address: read here, so that the 404 is the API's own and not a page."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
