"""One sheet as a workbook, at once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from projects.access import Verb, get_visible, require, signed_in, visible
from scoring.exports.sheet_xlsx import sheet_workbook, workbook_name
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import with_heads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def sheet_xlsx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer with the sheet in the layout of its official form."""
    user = signed_in(request.user)
    sheet = get_visible(with_heads(visible(user, Sheet)), public_id)
    require(user, Verb.EXPORT, sheet)
    name = f"{workbook_name(sheet)}.xlsx"
    response = HttpResponse(sheet_workbook(sheet_page(sheet, with_trail=False)), content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response
