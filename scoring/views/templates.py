"""Templates of target tables: seen by everybody below a bureau, kept by its finance people."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import (
    Verb,
    get_visible,
    has,
    may,
    require,
    require_role,
    shared,
    signed_in,
    visible,
)
from projects.drafts import from_json
from projects.forms.seen import status_of, version_of
from projects.marks import Overtaken
from projects.models import Plan, PlanTemplate, User
from projects.queries.contents import plan_content
from projects.services.templates import bare, change_template, retire_template, save_template
from scoring.forms.templates import TemplateForm, TemplateRows
from scoring.queries.plans import with_heads
from scoring.queries.templates import template_list, template_trail


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the templates of the bureaus above the person."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    may_keep = has(user, Verb.LIBRARY)
    context = {"templates": template_list(user, retired=may_keep), "may_keep": may_keep}
    return render(request, "scoring/template_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a template holds."""
    user = signed_in(request.user)
    template = _template(user, public_id)
    may_keep = may(user, Verb.LIBRARY, template)
    context = {
        "template": template,
        "draft": from_json(template.content),
        "may_keep": may_keep,
        "may_plan": has(user, Verb.PLAN),
        "trail": template_trail(template) if may_keep else (),
    }
    return render(request, "scoring/template_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a plan that the person can see as a template of the person's bureau."""
    user = signed_in(request.user)
    plan = get_visible(with_heads(visible(user, Plan)), public_id)
    require(user, Verb.LIBRARY, plan)
    assert user.department is not None  # constraint: finance people have one
    stored = {"name": f"{plan.title}（{plan.year_id}）"[:120], "kind": _kind(plan)}
    form = TemplateForm(request.POST or None, department_id=user.department.pk, stored=stored)
    if form.is_valid():
        said = form.cleaned_data
        try:
            template = save_template(
                department=user.department,
                name=said["name"],
                kind=said["kind"],
                note=said["note"],
                draft=bare(plan_content(plan), with_texts=said["with_texts"]),
                by=user,
                at=timezone.now(),
            )
        except IntegrityError:
            # Two clicks: the name was given since it was looked for.
            form.add_error("name", "已有这个名称的模板，请换一个名称。")
        else:
            messages.success(request, f"已存为模板“{template.name}”，资金数没有放进去。")
            return redirect("scoring:template", public_id=template.public_id)
    context = {"form": form, "plan": plan, "year": plan.year_id}
    return render(
        request, "scoring/template_make.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change name, kind and rows of a template."""
    user = signed_in(request.user)
    template = _template(user, public_id)
    require(user, Verb.LIBRARY, template)
    draft, posted = from_json(template.content), request.POST or None
    form = TemplateForm(posted, department_id=template.department_id, template=template)
    rows = TemplateRows(draft.indicators, posted)
    if form.is_valid() and not rows.errors:
        said = form.cleaned_data
        try:
            change_template(
                template=template,
                name=said["name"],
                kind=said["kind"],
                note=said["note"],
                draft=replace(draft, indicators=rows.drafts),
                seen=version_of(said["seen"]),
                by=user,
                at=timezone.now(),
            )
        except Overtaken as overtaken:
            form.tell(overtaken)
            rows.tell(from_json(_template(user, public_id).content).indicators)
        except IntegrityError:
            form.add_error("name", "已有这个名称的模板，请换一个名称。")
        else:
            messages.success(request, f"模板“{said['name']}”已保存。")
            return redirect("scoring:template", public_id=public_id)
    status = status_of(form) if form.errors or not rows.errors else 422
    context = {"form": form, "rows": rows, "template": template}
    return render(request, "scoring/template_edit.html", context, status=status)


@require_POST
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a template out of use, or back into it."""
    user = signed_in(request.user)
    template = _template(user, public_id)
    require(user, Verb.LIBRARY, template)
    is_active = request.POST.get("in_use") == "1"
    retire_template(template=template, is_active=is_active, by=user, at=timezone.now())
    words = "已恢复使用" if is_active else "已停用，新建目标表时不再出现"
    messages.success(request, f"模板“{template.name}”{words}。")
    return redirect("scoring:template", public_id=public_id)


def _template(user: User, public_id: UUID) -> PlanTemplate:
    return get_visible(shared(user, PlanTemplate).select_related("department"), public_id)


def _kind(plan: Plan) -> str:
    """What a template of this plan is most likely for."""
    if plan.project is None:
        return PlanTemplate.Kind.DEPARTMENT
    return plan.project.kind or PlanTemplate.Kind.PROJECT
