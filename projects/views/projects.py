"""Heads of projects: list, add, change, move, close. No plan and no figure is shown here."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import get_visible
from projects.forms.departments import CloseForm, ReasonForm
from projects.forms.projects import ChangeProjectForm, MoveProjectForm, NewProjectForm
from projects.models import Project
from projects.queries.departments import open_documents, trail_of
from projects.queries.projects import project_rows
from projects.services.projects import (
    add_project,
    change_project,
    close_project,
    move_project,
    owner_mark,
    project_mark,
)
from projects.views.managing import (
    carried_out,
    form_page,
    manager,
    page_of,
    query_of,
    words_of,
)

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List projects with their departments, searched and paged."""
    manager(request)
    asked = {name: words_of(request, name) for name in ("q", "state")}
    page = page_of(request, project_rows(**asked))
    context = {"page": page, "query": query_of(**asked), **asked}
    return render(request, "projects/project_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The head of a project with its trail."""
    manager(request)
    project = get_visible(project_rows("", ""), public_id)
    context = {"project": project, "trail": trail_of(project)}
    return render(request, "projects/project_detail.html", context)


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Add a project."""
    user = manager(request)
    form = NewProjectForm(request.POST or None)
    added = carried_out(form, lambda: add_project(**form.cleaned_data, by=user, at=timezone.now()))
    if added:
        messages.success(request, f"已新增项目“{added.name}”。")
        return redirect("projects:project", added.public_id)
    back = reverse("projects:projects")
    return form_page(request, form, title="新增项目", button="新增项目", back=back)


@require_http_methods(FORM)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change code, name and kind."""
    user = manager(request)
    project = get_visible(project_rows("", ""), public_id)
    now = {"code": project.code or "", "name": project.name, "kind": project.kind}
    form = ChangeProjectForm(
        request.POST or None, initial=now, project=project, mark=project_mark(project)
    )
    done = carried_out(
        form,
        lambda: change_project(project=project, **form.cleaned_data, by=user, at=timezone.now()),
    )
    if done:
        return _back(request, project, f"已保存项目“{done.name}”。")
    return _form(request, form, project, title="修改项目", button="保存修改")


@require_http_methods(FORM)
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a project without plans to another department."""
    user = manager(request)
    project = get_visible(project_rows("", ""), public_id)
    form = MoveProjectForm(request.POST or None, mark=owner_mark(project))
    done = carried_out(
        form,
        lambda: move_project(project=project, **form.cleaned_data, by=user, at=timezone.now()),
    )
    if done:
        return _back(request, project, f"项目已转到“{done.department.name}”。")
    note = "只有还没有绩效目标表、也不是年度主要任务对应项目的项目能移动。"
    return _form(request, form, project, title="移动项目", button="移动项目", note=note)


@require_http_methods(FORM)
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a project."""
    user = manager(request)
    project = get_visible(project_rows("", ""), public_id)
    form = CloseForm(request.POST or None)
    done = carried_out(
        form,
        lambda: close_project(project=project, **form.cleaned_data, by=user, at=timezone.now()),
    )
    if done:
        return _back(request, project, f"项目“{done.name}”已终止，历年的表保留。")
    note = f"历年的表保留，不再新增。{_still_open(project)}"
    return _form(request, form, project, title="终止项目", button="终止项目", note=note)


@require_http_methods(FORM)
def reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the end of a project back."""
    user = manager(request)
    project = get_visible(project_rows("", ""), public_id)
    form = ReasonForm(request.POST or None)
    done = carried_out(
        form,
        lambda: close_project(
            project=project, from_day=None, **form.cleaned_data, by=user, at=timezone.now()
        ),
    )
    if done:
        return _back(request, project, f"项目“{done.name}”已恢复。")
    return _form(request, form, project, title="恢复项目", button="恢复项目")


def _still_open(project: Project) -> str:
    """What nobody is reminded of afterwards, so that it is finished or given up before."""
    found = "、".join(f"{what} {count} 张" for what, count in open_documents(project))
    return f"还有{found}；终止以后目标表不再催办，请先请单位办完或作废。" if found else ""


def _form(request: HttpRequest, form: forms.Form, project: Project, **context: str) -> HttpResponse:
    back = reverse("projects:project", args=[project.public_id])
    crumbs = [(reverse("projects:projects"), "项目"), (back, project.name)]
    return form_page(request, form, back=back, crumbs=crumbs, **context)


def _back(request: HttpRequest, project: Project, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("projects:project", project.public_id)
