"""Departments: list, one with its names and accounts, and what can be done to it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import get_visible
from projects.forms.departments import (
    ChangeForm,
    CloseForm,
    DepartmentForm,
    MergeForm,
    MoveForm,
    ReasonForm,
    RenameForm,
)
from projects.models import Department
from projects.queries.departments import (
    any_department,
    choices,
    department_rows,
    names_of,
    open_documents,
    people_of,
    trail_of,
    with_counts,
)
from projects.services.closing import close_department, merge_department, reopen_department
from projects.services.departments import (
    add_department,
    change_department,
    department_mark,
    move_department,
    place_mark,
    rename_department,
)
from projects.views.managing import carried_out, form_page, manager, page_of, query_of, words_of

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List departments, searched and paged."""
    manager(request)
    q, state = words_of(request), words_of(request, "state")
    page = page_of(request, with_counts(department_rows(q, state)))
    context = {"page": page, "q": q, "state": state, "query": query_of(q=q, state=state)}
    return render(request, "projects/department_list.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Departments that a field offers while somebody types."""
    manager(request)
    found = choices(words_of(request))
    return render(request, "projects/_department_options.html", {"found": found})


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One department: head, names, accounts, trail."""
    manager(request)
    department = get_visible(any_department(), public_id)
    context = {
        "department": department,
        "names": names_of(department),
        "people": page_of(request, people_of(department)),
        "trail": trail_of(department),
    }
    return render(request, "projects/department_detail.html", context)


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    user = manager(request)
    form = DepartmentForm(request.POST or None)
    added = carried_out(
        form, lambda: add_department(**form.cleaned_data, by=user, at=timezone.now())
    )
    if added:
        messages.success(request, f"已新增单位“{added.name}”。")
        return redirect("projects:department", added.public_id)
    back = reverse("projects:departments")
    return form_page(request, form, title="新增单位", button="新增单位", back=back)


@require_http_methods(FORM)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what was written of a department."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    now = {name: getattr(department, name) for name in ("code", "name", "kind", "region")}
    form = ChangeForm(
        request.POST or None, initial=now, department=department, mark=department_mark(department)
    )
    done = carried_out(
        form,
        lambda: change_department(
            department=department, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, department, f"已保存单位“{done.name}”。")
    return _form(request, form, department, title="修改单位", button="保存修改")


@require_http_methods(FORM)
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hang a department with its branch elsewhere."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    form = MoveForm(request.POST or None, mark=place_mark(department))
    done = carried_out(
        form,
        lambda: move_department(
            department=department, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, department, f"已移动单位“{done.name}”，连同全部下级单位。")
    note = "下级单位、项目和历年的表一起移动，仍属于各自的单位；能看到它们的上级随之改变。"
    return _form(request, form, department, title="移动单位", button="移动单位", note=note)


@require_http_methods(FORM)
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a department another name from a day on."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    form = RenameForm(request.POST or None)
    done = carried_out(
        form,
        lambda: rename_department(
            department=department, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, department, f"已改名为“{done.name}”，原名称保留在历史中。")
    return _form(request, form, department, title="单位改名", button="改名")


@require_http_methods(FORM)
def merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Merge a department into another, account by account."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    people = list(people_of(department).filter(is_active=True))
    form = MergeForm(request.POST or None, people=people)
    done = carried_out(
        form,
        lambda: merge_department(department=department, **form.said(), by=user, at=timezone.now()),
    )
    if done:
        return _back(request, department, f"“{done.name}”已并入“{done.merged_into}”。")
    note = "历年的表留在原单位名下，不再新增；账号按下面的选择立即转入或停用。"
    note += _still_open(department)
    return _form(request, form, department, title="单位合并", button="合并单位", note=note)


@require_http_methods(FORM)
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close a department."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    form = CloseForm(request.POST or None)
    done = carried_out(
        form,
        lambda: close_department(
            department=department, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, department, f"已撤销单位“{done.name}”，账号已停用。")
    active = people_of(department).filter(is_active=True).count()
    note = f"历年的表保留，不再新增；启用的 {active} 个账号立即停用。要留用，请先修改账号的单位。"
    note += _still_open(department)
    return _form(request, form, department, title="撤销单位", button="撤销单位", note=note)


@require_http_methods(FORM)
def reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a closing or merging back."""
    user = manager(request)
    department = get_visible(any_department(), public_id)
    form = ReasonForm(request.POST or None)
    done = carried_out(
        form,
        lambda: reopen_department(
            department=department, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, department, f"已恢复单位“{done.name}”。账号请逐个启用。")
    return _form(request, form, department, title="恢复单位", button="恢复单位")


def _still_open(department: Department) -> str:
    """What nobody will be able to finish afterwards, so that it is finished before."""
    found = "、".join(f"{what} {count} 张" for what, count in open_documents(department))
    return f"还有{found}，此后无人办理，请先办完。" if found else ""


def _form(
    request: HttpRequest, form: forms.Form, department: Department, **context: str
) -> HttpResponse:
    back = reverse("projects:department", args=[department.public_id])
    crumbs = [(reverse("projects:departments"), "单位"), (back, department.name)]
    return form_page(request, form, back=back, crumbs=crumbs, **context)


def _back(request: HttpRequest, department: Department, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("projects:department", department.public_id)
