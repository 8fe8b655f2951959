"""Import of departments, accounts and projects: upload, preview, confirm."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import get_visible
from projects.forms.imports import UploadForm
from projects.imports.columns import Column
from projects.imports.gate import FileRefused
from projects.imports.template import (
    XLSX,
    list_workbook,
    marked_workbook,
    template_workbook,
)
from projects.models import Import, User
from projects.queries.imports import (
    MOST_ERRORS,
    latest_imports,
    own_imports,
    shown_rows,
    wrong_cells,
)
from projects.services.imports import (
    KINDS,
    Outcome,
    confirm_import,
    counts,
    renew_import,
    stage_import,
)
from projects.services.staging import Handed, ImportRefused
from projects.views.managing import manager, query_of, words_of

FORM = ["GET", "HEAD", "POST"]
ROWS_A_PAGE = 100
LISTS = {
    Import.Kind.DEPARTMENTS: "projects:departments",
    Import.Kind.ACCOUNTS: "projects:people",
    Import.Kind.PROJECTS: "projects:projects",
}
CHANGED_SINCE = "预览之后系统里的数据有变化，没有写入任何内容。下面是新的预览，请核对后再确认。"


@require_http_methods(FORM)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a workbook and lead to its preview."""
    user = manager(request)
    known = _kind(kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = stage_import(
                kind=known, data=file.read(), file_name=file.name, by=user, at=timezone.now()
            )
        except FileRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("projects:import", staged.public_id)
    context = {
        "form": form,
        "kind": kind,
        "title": KINDS[known].title,
        "columns": KINDS[known].columns,
        "list": LISTS[known],
        "latest": latest_imports(user, known),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "projects/import_form.html", context, status=status)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the workbook to fill in."""
    manager(request)
    known = KINDS[_kind(kind)]
    return _workbook(template_workbook(known.columns, title=known.title), f"{known.title}导入模板")


@require_http_methods(FORM)
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a preview, or write it."""
    user = manager(request)
    staged = get_visible(own_imports(user), public_id)
    if request.method == "POST":
        return _confirm(request, staged, user)
    return _preview(request, staged)


@require_safe
def errors(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give all rows as they were typed, with a column that says what is wrong."""
    user = manager(request)
    staged = get_visible(own_imports(user), public_id)
    known = KINDS[staged.kind]
    made = marked_workbook(known.columns, staged.rows, title=known.title)
    return _workbook(made, f"{known.title}导入_标出错误")


def _preview(request: HttpRequest, staged: Import, status: int = 200) -> HttpResponse:
    known = KINDS[staged.kind]
    asked = words_of(request, "show")
    rows = shown_rows(staged, asked)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    wrong = wrong_cells(staged)
    context = {
        "staged": staged,
        "title": known.title,
        "list": LISTS[Import.Kind(staged.kind)],
        "kind": staged.kind.lower(),
        "headings": [column.heading for column in known.columns],
        "page": page,
        "shown": [_shown(row, known.columns) for row in page],
        "counts": counts(staged),
        "wrong": wrong[:MOST_ERRORS],
        "wrong_count": len(wrong),
        "show": asked,
        "query": query_of(show=asked),
    }
    return render(request, "projects/import_detail.html", context, status=status)


def _shown(row: dict[str, Any], columns: Sequence[Column]) -> tuple[Any, list[tuple[str, str]]]:
    """A row with what was typed under each heading."""
    return row, [(column.heading, row["typed"].get(column.key, "")) for column in columns]


def _confirm(request: HttpRequest, staged: Import, user: User) -> HttpResponse:
    """Write, or say why not; passwords of new accounts come as this answer's file."""
    at = timezone.now()
    try:
        outcome = confirm_import(staged=staged, by=user, at=at)
    except IntegrityError:
        outcome = Outcome(renew_import(staged=staged, by=user, at=at), is_written=False)
    except ImportRefused as error:
        messages.error(request, str(error))
        return _preview(request, staged, status=422)
    if not outcome.is_written:
        messages.error(request, CHANGED_SINCE)
        return _preview(request, outcome.staged, status=409)
    if outcome.handed:
        return _handed_over(outcome.handed)
    messages.success(request, f"已导入：{staged.file_name}。")
    return redirect("projects:import", staged.public_id)


def _handed_over(handed: Handed) -> HttpResponse:
    headings, rows = handed
    return _workbook(list_workbook(headings, rows, title="一次性密码"), "一次性密码")


def _workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response


def _kind(kind: str) -> Import.Kind:
    """The kind that an address names; 404 for another word."""
    if kind.upper() not in Import.Kind.values or not kind.islower():
        raise Http404
    return Import.Kind(kind.upper())
