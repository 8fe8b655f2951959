"""Imports: upload, preview, confirm; of each kind by whoever keeps its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import get_visible, has, require_role, signed_in
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
from projects.views.managing import query_of, words_of

FORM = ["GET", "HEAD", "POST"]
ROWS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Home:
    """Where the rows of a kind are kept: the page of the list, and what leads to it."""

    crumbs: tuple[tuple[str, str], ...]  # (name of the page, words), the list last

    @property
    def list(self) -> str:
        """The page that lists the rows."""
        return self.crumbs[-1][0]

    @property
    def section(self) -> str:
        """The page of the menu that they are under."""
        return self.crumbs[0][0]


_ACCOUNTS = ("projects:accounts", "单位与账号")
HOMES = {
    Import.Kind.DEPARTMENTS: Home((_ACCOUNTS, ("projects:departments", "单位"))),
    Import.Kind.ACCOUNTS: Home((_ACCOUNTS, ("projects:people", "账号"))),
    Import.Kind.PROJECTS: Home((_ACCOUNTS, ("projects:projects", "项目"))),
    Import.Kind.WINDOWS: Home((("scoring:windows", "各环节时限"),)),
    Import.Kind.LIBRARY: Home((("scoring:library", "指标库"),)),
}
CHANGED_SINCE = "预览之后系统里的数据有变化，没有写入任何内容。下面是新的预览，请核对后再确认。"


@require_http_methods(FORM)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a workbook and lead to its preview."""
    user, known = _importer(request, kind)
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
        "home": HOMES[known],
        "section": HOMES[known].section,
        "latest": latest_imports(user, known),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "projects/import_form.html", context, status=status)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the workbook to fill in."""
    known = KINDS[_importer(request, kind)[1]]
    return _workbook(template_workbook(known.columns, title=known.title), f"{known.title}导入模板")


@require_http_methods(FORM)
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a preview, or write it."""
    user, staged = _own(request, public_id)
    if request.method == "POST":
        return _confirm(request, staged, user)
    return _preview(request, staged)


@require_safe
def errors(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give all rows as they were typed, with a column that says what is wrong."""
    _, staged = _own(request, public_id)
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
        "home": HOMES[Import.Kind(staged.kind)],
        "section": HOMES[Import.Kind(staged.kind)].section,
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


def _importer(request: HttpRequest, kind: str) -> tuple[User, Import.Kind]:
    """The person and the kind that an address names; 404 for another word.

    PermissionDenied for whoever does not keep such rows, or none at all.
    """
    user = _keeper(request)
    if kind.upper() not in Import.Kind.values or not kind.islower():
        raise Http404
    known = Import.Kind(kind.upper())
    require_role(user, KINDS[known].verb)
    return user, known


def _own(request: HttpRequest, public_id: UUID) -> tuple[User, Import]:
    """The person and a preview of his; another person's is missing."""
    user = _keeper(request)
    staged = get_visible(own_imports(user), public_id)
    require_role(user, KINDS[staged.kind].verb)
    return user, staged


def _keeper(request: HttpRequest) -> User:
    """The person behind a request; PermissionDenied unless he keeps rows of some kind."""
    user = signed_in(request.user)
    if not any(has(user, kind.verb) for kind in KINDS.values()):
        raise PermissionDenied("您的角色没有可以导入的内容。如有需要，请联系系统管理员。")
    return user
