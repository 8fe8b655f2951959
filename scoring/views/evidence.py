"""Evidence: the files of a row and of a sheet; upload, download, remove, take all along."""

import logging
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import show
from projects.access import Verb, get_visible, may, require, signed_in, visible
from projects.locks import Locked
from projects.models import Indicator, User
from projects.queries.departments import called_then
from scoring.exports.evidence_zip import archive_name, evidence_zip
from scoring.files import place_of
from scoring.forms.evidence import FIELD, UploadForm
from scoring.locks import sheet_lock
from scoring.media.kinds import ACCEPT, TAKEN
from scoring.models import Evidence, Sheet
from scoring.queries.evidence import files_of, held, row_number, row_of, rows_of
from scoring.queries.sheets import with_heads
from scoring.services.evidence import (
    EvidenceRefused,
    add_evidence,
    record_taken,
    remove_evidence,
)

logger = logging.getLogger(__name__)
# A file is never shown in a page of ours: it is saved, and opened by its own program.
_LOCKED_UP = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def index(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the files of all rows of a sheet."""
    user = signed_in(request.user)
    sheet = _sheet(user, public_id)
    rows = rows_of(sheet)
    files = [file for row in rows for file in row.files]
    context = {
        "sheet": sheet,
        "rows": rows,
        "missing": sum(row.is_missing for row in rows),
        "count": len(files),
        "size": show.size(sum(file.size for file in files)),
        "may_fill": may(user, Verb.FILL, sheet),
        "lock": sheet_lock(sheet, at=timezone.now()),
        "year": sheet.year_id,
    }
    return render(request, "scoring/evidence_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, public_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Show the files of one row, or store what is uploaded: all of it or nothing."""
    user = signed_in(request.user)
    sheet = _sheet(user, public_id)
    if request.method != "POST":
        return _row_page(request, sheet, row_of(sheet, indicator_id))
    require(user, Verb.FILL, sheet)
    indicator = row_of(sheet, indicator_id)
    if lock := sheet_lock(sheet, at=timezone.now()):
        return _locked(request, sheet, lock)
    form = UploadForm(request.FILES.getlist(FIELD))
    if form.has_errors:
        return _row_page(request, sheet, indicator, form=form)
    try:
        stored = add_evidence(
            sheet=sheet, indicator=indicator, files=form.uploads, by=user, at=timezone.now()
        )
    except Locked as locked:
        return _locked(request, sheet, locked)
    except EvidenceRefused as refused:
        form.refuse(str(refused))
        return _row_page(request, sheet, indicator, form=form)
    if _is_part(request):
        return _row_page(request, sheet, indicator)
    messages.success(request, f"已上传 {len(stored)} 份佐证。")
    return redirect("scoring:evidence_row", sheet.public_id, indicator.public_id)


@require_POST
def remove(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off its row, with a reason."""
    user = signed_in(request.user)
    sheet = _sheet(user, public_id)
    require(user, Verb.FILL, sheet)
    evidence = _file(user, sheet, file_id)
    reason = request.POST.get("reason", "")
    try:
        remove_evidence(evidence=evidence, reason=reason, by=user, at=timezone.now())
    except Locked as locked:
        return _locked(request, sheet, locked)
    except EvidenceRefused as refused:
        wrong = {"file": evidence, "reason": reason, "error": str(refused)}
        return _row_page(request, sheet, evidence.indicator, wrong=wrong)
    messages.success(request, f"已移除“{evidence.name}”，移除的原因留在留痕里。")
    return redirect("scoring:evidence_row", sheet.public_id, evidence.indicator.public_id)


@require_safe
def file(request: HttpRequest, public_id: UUID, file_id: UUID) -> FileResponse:
    """Give one file along, to whoever may see its sheet at this moment."""
    user = signed_in(request.user)
    evidence = _file(user, _sheet(user, public_id), file_id)
    try:
        source = place_of(evidence.path).open("rb")
    except OSError:
        logger.error("evidence %s has no file", evidence.public_id)
        raise Http404 from None
    return FileResponse(
        source,
        as_attachment=True,
        filename=evidence.name,
        content_type=evidence.media_type,
        headers=_LOCKED_UP,
    )


@require_POST
def archive(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Give all files of a sheet along as one zip, and keep on record who took them."""
    user = signed_in(request.user)
    sheet = _sheet(user, public_id)
    rows = rows_of(sheet)
    files = [file for row in rows for file in row.files]
    if not files:
        messages.error(request, "这张自评表没有佐证材料，没有可下载的内容。")
        return redirect("scoring:evidence", sheet.public_id)
    size = sum(file.size for file in files)
    record_taken(sheet=sheet, count=len(files), size=size, by=user, at=timezone.now())
    name = archive_name(sheet.year_id, called_then(sheet), sheet.plan.title)
    disposition = content_disposition_header(True, name) or "attachment"
    return StreamingHttpResponse(
        evidence_zip(rows),
        content_type="application/zip",
        headers={**_LOCKED_UP, "Content-Disposition": disposition},
    )


def _sheet(user: User, public_id: UUID) -> Sheet:
    return get_visible(with_heads(visible(user, Sheet)), public_id)


def _file(user: User, sheet: Sheet, file_id: UUID) -> Evidence:
    there = visible(user, Evidence).filter(sheet=sheet, removed_at__isnull=True)
    return get_visible(there.select_related("indicator", "sheet"), file_id)


def _row_page(
    request: HttpRequest,
    sheet: Sheet,
    indicator: Indicator,
    *,
    form: UploadForm | None = None,
    wrong: dict[str, object] | None = None,
) -> HttpResponse:
    user = signed_in(request.user)
    files = files_of(sheet, indicator)
    lock = sheet_lock(sheet, at=timezone.now())
    context = {
        "sheet": sheet,
        "indicator": indicator,
        "number": row_number(indicator),
        "files": [file for file in files if file.removed_at is None],
        "removed": [file for file in files if file.removed_at is not None],
        "held": held(sheet),
        "lock": lock,
        "may_change": may(user, Verb.FILL, sheet) and lock is None,
        "form": form,
        "wrong": wrong,
        "accept": ACCEPT,
        "taken": TAKEN,
        "most": settings.EVIDENCE_FILE_BYTES,
        "most_shown": show.size(settings.EVIDENCE_FILE_BYTES),
        "sheet_most_shown": show.size(settings.EVIDENCE_SHEET_BYTES),
        "row_most": settings.EVIDENCE_ROW_FILES,
        "year": sheet.year_id,
    }
    template = "scoring/_evidence_files.html" if _is_part(request) else "scoring/evidence_row.html"
    return render(request, template, context, status=422 if form or wrong else 200)


def _is_part(request: HttpRequest) -> bool:
    """Whether the page's script asks: it wants the part with the files, not the page."""
    return request.headers.get("HX-Request") == "true"


def _locked(request: HttpRequest, sheet: Sheet, lock: Locked) -> HttpResponse:
    back = reverse("scoring:evidence", args=[sheet.public_id])
    context = {"lock": lock, "back": back, "year": sheet.year_id}
    template = "components/lock.html" if _is_part(request) else "409.html"
    return render(request, template, context, status=409)
