"""Keep templates of target tables (模板) of a finance bureau."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.drafts import PlanDraft, to_json
from projects.marks import Overtaken
from projects.models import Department, PlanTemplate, User
from projects.trail import record


def bare(draft: PlanDraft, *, with_texts: bool) -> PlanDraft:
    """What a template keeps of a plan: no amounts, no lineages, goals and tasks only if asked.

    The projects of tasks are the unit's own and stay with it. Whoever starts from it declares his
    own indicators, so they begin lineages of their own.
    """
    return replace(
        draft,
        funds=[replace(row, initial=None, annual=None) for row in draft.funds],
        goals=draft.goals if with_texts else [],
        tasks=[replace(row, projects=None) for row in draft.tasks] if with_texts else [],
        indicators=[replace(row, lineage=None) for row in draft.indicators],
        points_note="",
    )


@transaction.atomic
def save_template(
    *,
    department: Department,
    name: str,
    kind: str,
    note: str,
    draft: PlanDraft,
    by: User,
    at: datetime,
) -> PlanTemplate:
    """Keep a target table as a template of a bureau; raises IntegrityError on a taken name."""
    require(by, Verb.LIBRARY, department)
    template = PlanTemplate(department=department, name=name, kind=kind, note=note)
    template.content = to_json(draft)
    template.save(force_insert=True)
    summary = f"新增模板 {name}，{len(draft.indicators)} 行指标"
    record(by=by, at=at, action="template.added", on=template, summary=summary)
    return template


@transaction.atomic
def change_template(
    *,
    template: PlanTemplate,
    name: str,
    kind: str,
    note: str,
    draft: PlanDraft,
    seen: int,
    by: User,
    at: datetime,
) -> PlanTemplate:
    """Change a template; raises Overtaken for a stale page, IntegrityError on a taken name."""
    require(by, Verb.LIBRARY, template)
    template = _locked(template)
    content = to_json(draft)
    told = {"name": name, "kind": kind, "note": note}
    changes = {
        column: [getattr(template, column), value]
        for column, value in told.items()
        if getattr(template, column) != value
    }
    if changes or content != template.content:
        if template.version != seen:
            now = {column: getattr(template, column) for column in told}
            raise Overtaken(now, str(template.version))
        template.name, template.kind, template.note = name, kind, note
        template.content = content
        template.version += 1
        template.save()
        summary = f"修改模板 {name}，{len(draft.indicators)} 行指标"
        record(
            by=by, at=at, action="template.changed", on=template, summary=summary, changes=changes
        )
    return template


@transaction.atomic
def retire_template(
    *, template: PlanTemplate, is_active: bool, by: User, at: datetime
) -> PlanTemplate:
    """Take a template out of use, or back into it. Plans made from it stay as they are."""
    require(by, Verb.LIBRARY, template)
    template = _locked(template)
    if template.is_active != is_active:
        template.is_active = is_active
        template.version += 1
        template.save(update_fields=["is_active", "version"])
        action, words = ("restored", "恢复使用") if is_active else ("retired", "停用")
        summary = f"{words}模板 {template.name}"
        record(by=by, at=at, action=f"template.{action}", on=template, summary=summary)
    return template


def _locked(template: PlanTemplate) -> PlanTemplate:
    rows = PlanTemplate.objects.select_related("department").select_for_update(of=("self",))
    return rows.get(pk=template.pk)
