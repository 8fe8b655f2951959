"""The way in of budgets and final accounts: pasted or uploaded, looked at, then written."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require, require_role, signed_in, visible
from projects.drafts import TableDraft
from projects.forms.seen import NO_MARK, STALE, status_of
from projects.marks import Overtaken
from projects.models import AccountDocument, Department, FiscalYear, User
from projects.services.account_tables import (
    Removed,
    add_tables,
    change_head,
    replace_table,
    table_mark,
)
from projects.services.accounts import AccountsRefused, add_document
from scoring.finances.roles import choices, role_name
from scoring.forms.finance_stage import Stage, StageRefused, build, leave_out, staged, staged_again
from scoring.forms.finances import ChangeHeadForm, HeadForm
from scoring.queries.finances import with_heads
from scoring.views.filters import typed_year

FORM = ["GET", "HEAD", "POST"]
GONE = "您打开页面以后，别人删去了要换的这张表。"
KEPT = (
    "您粘贴或上传的内容仍在下面。仍要录入的，请核对是哪张表，再按“确认写入”，作为新的一张写入；"
    "不再录入的，可以先复制，再返回。"
)
Write = Callable[[list[TableDraft]], HttpResponse]


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Add a document of the person's own unit: its head, with a file its tables as well."""
    user = signed_in(request.user)
    require_role(user, Verb.FILL)
    assert user.department is not None  # constraint: filers have one
    department = user.department
    if request.method != "POST":
        form = HeadForm(initial={"year": typed_year(request)})
        return render(request, "scoring/finance_add.html", {"form": form})
    form = HeadForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    if not (request.FILES.get("file") or "content" in request.POST):
        return _without_tables(request, form, user, department)

    def write(tables: list[TableDraft]) -> HttpResponse:
        year = FiscalYear.objects.get(year=said["year"])
        head = {"kind": said["kind"], "title": said["title"], "money_unit": said["money_unit"]}
        made = add_document(
            department=department, year=year, tables=tables, by=user, at=timezone.now(), **head
        )
        return _written(request, made, f"已录入 {made.title}，{len(tables)} 张表。")

    page = {"form": form, "kind": said.get("kind", ""), "held": [], "unit": department}
    return _stage(request, page, write, template="scoring/finance_add.html")


def _without_tables(
    request: HttpRequest, form: HeadForm, user: User, department: Department
) -> HttpResponse:
    if form.is_valid():
        said = dict(form.cleaned_data)
        year = FiscalYear.objects.get(year=said.pop("year"))
        try:
            made = add_document(
                department=department, year=year, by=user, at=timezone.now(), **said
            )
        except AccountsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _written(request, made, f"已录入 {made.title}，还没有表。请粘贴或上传各张表。")
    return render(request, "scoring/finance_add.html", {"form": form}, status=422)


@require_http_methods(FORM)
def table_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add tables to a document: paste one, or upload a file."""
    user, document = _own(request, public_id)

    def write(tables: list[TableDraft]) -> HttpResponse:
        add_tables(document=document, tables=tables, by=user, at=timezone.now())
        return _written(request, document, f"已写入 {len(tables)} 张表。")

    return _stage(request, _page_of_more(document), write)


def _page_of_more(document: AccountDocument) -> dict[str, Any]:
    """What the page says whose tables come behind those that a document has."""
    return {
        "document": document,
        "year": document.year_id,
        "kind": document.kind,
        "held": list(document.tables.values_list("role", flat=True)),
        "unit": document.department,
        "money_unit": document.money_unit,
    }


@require_http_methods(FORM)
def table_replace(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Put another table in the place of one; where that is gone, what came in stays on the page."""
    user, document = _own(request, public_id)
    table = document.tables.filter(position=position).first()
    if table is None:
        return _without_table(request, document)
    table.document = document

    def write(tables: list[TableDraft]) -> HttpResponse:
        seen = request.POST.get("seen", "")
        try:
            replace_table(table=table, draft=tables[0], seen=seen, by=user, at=timezone.now())
        except Removed:
            return _without_table(request, document)
        messages.success(request, f"{table} 已换成新的，旧的内容记入留痕。")
        return redirect("scoring:finance_table", public_id=document.public_id, position=position)

    page = {
        "document": document,
        "year": document.year_id,
        "table": table,
        "kind": document.kind,
        "held": [],
        "fixed_role": table.role,
        "unit": document.department,
        "money_unit": document.money_unit,
        "seen": table_mark(table),
    }
    if request.method == "POST" and not request.POST.get("seen"):
        return _page(request, page | {"refused": [NO_MARK]}, 428)
    return _stage(request, page, write)


def _without_table(request: HttpRequest, document: AccountDocument) -> HttpResponse:
    """Show what was to take the place of a table that is gone: it can become one more.

    Raises 404 where no page of the table sent anything.
    """
    if not request.POST.get("seen"):
        raise Http404
    page = _page_of_more(document) | {"is_gone": True}
    try:
        stage = _staged(request, page)
    except StageRefused as refusal:
        return _page(request, page | {"refused": [GONE, *refusal.messages]}, 409)
    page |= {"stage": stage, "notes": _notes(stage, page), "refused": [GONE, KEPT]}
    return _page(request, page, 409)


@require_http_methods(FORM)
def head(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change title and money unit of a document."""
    user, document = _own(request, public_id)
    form = ChangeHeadForm(request.POST if request.method == "POST" else None, document=document)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "money_unit")}
        try:
            change_head(
                document=document, seen=form.seen_version, by=user, at=timezone.now(), **said
            )
        except Overtaken as overtaken:
            form.tell(overtaken)
        else:
            return _written(request, document, "标题和金额单位已保存。")
    context = {"form": form, "document": document, "year": document.year_id}
    return render(request, "scoring/finance_head.html", context, status=status_of(form))


def _stage(
    request: HttpRequest,
    page: dict[str, Any],
    write: Write,
    template: str = "scoring/finance_stage.html",
) -> HttpResponse:
    """The steps from a blank form over the preview to what is written."""
    if request.method != "POST":
        return _page(request, page, 200, template)
    try:
        stage = _staged(request, page)
    except StageRefused as refusal:
        return _page(request, page | {"refused": refusal.messages}, 422, template)
    page |= {"stage": stage, "notes": _notes(stage, page)}
    if request.POST.get("do") != "write":
        return _page(request, page, 200, template)
    refused = _in_the_way(stage, page)
    if not refused and not stage.wrong:
        try:
            return write([one.draft for one in stage.drafts])
        except AccountsRefused as refusal:
            refused = [str(refusal)]
        except Overtaken as overtaken:
            page |= {"seen": overtaken.mark or page.get("seen", ""), "refused": [STALE]}
            return _page(request, page, 409, template)
    return _page(request, page | {"refused": refused}, 422, template)


def _staged(request: HttpRequest, page: dict[str, Any]) -> Stage:
    """What came in, read as tables. Raises StageRefused."""
    if "content" in request.POST:
        stage = staged_again(request.POST)
    else:
        stage = staged(request.POST, request.FILES.get("file"))
        leave_out(stage, page["held"])
    return build(stage, kind=page["kind"], held=page["held"], fixed_role=page.get("fixed_role", ""))


def _in_the_way(stage: Stage, page: dict[str, Any]) -> list[str]:
    """What keeps the whole from being written, beside the faults of its tables."""
    found = [] if stage.drafts else ["没有勾选要写入的表，请至少勾选一张。"]
    if page.get("fixed_role") and len(stage.drafts) > 1:
        found.append("只能换成一张表，请只勾选一张。")
    form = page.get("form")
    if form is not None and not form.is_valid():
        found.append("文件的年度、种类或标题有误，见下面。")
    return found


def _notes(stage: Stage, page: dict[str, Any]) -> list[str]:
    """Where what the file says of itself differs from where it goes."""
    form = page.get("form")
    said = form.cleaned_data if form is not None else {}
    notes = []
    unit = said.get("money_unit") or page.get("money_unit", "")
    if stage.unit and unit and stage.unit != unit:
        notes.append(f"表里写的金额单位是{stage.unit}，这份文件是{unit}，请核对。")
    told = stage.head
    if told is None:
        return notes
    year = said.get("year") or page.get("year")
    kind = said.get("kind") or page["kind"]
    if told.year and year and told.year != year:
        notes.append(f"文件里写的年度是 {told.year}，这里选的是 {year}，请核对。")
    if told.kind and kind and told.kind != kind:
        label = AccountDocument.Kind(told.kind).label
        notes.append(f"文件里写的是{label}，这里选的是{AccountDocument.Kind(kind).label}，请核对。")
    if told.unit_name and told.unit_name != page["unit"].name:
        notes.append(
            f"文件里写的单位是“{told.unit_name[:40]}”，本单位是“{page['unit'].name}”，请核对。"
        )
    return notes


def _page(
    request: HttpRequest,
    page: dict[str, Any],
    status: int,
    template: str = "scoring/finance_stage.html",
) -> HttpResponse:
    page = page | {"roles": choices(page["kind"])}
    if page.get("fixed_role"):
        page["role_name"] = role_name(page["fixed_role"], page["kind"])
    return render(request, template, page, status=status)


def _written(request: HttpRequest, document: AccountDocument, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("scoring:finance", public_id=document.public_id)


def _own(request: HttpRequest, public_id: UUID) -> tuple[User, AccountDocument]:
    """The person and a document that he fills in. Raises 404, PermissionDenied for a reader."""
    user = signed_in(request.user)
    document = get_visible(with_heads(visible(user, AccountDocument)), public_id)
    require(user, Verb.FILL, document)
    return user, document
