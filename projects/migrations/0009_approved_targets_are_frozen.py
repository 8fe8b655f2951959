"""What was sent on its way is frozen, what was approved is kept: triggers, whoever asks.

The rows of a plan change only while it is a draft; a revision is never changed or removed. A
migration that must touch such rows as the owner disables the trigger for its own transaction.
"""

from django.db import migrations

PARTS = ["indicator", "fundline", "goal", "task"]

FROZEN = """
CREATE FUNCTION targets_change_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    plan bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
BEGIN
    IF EXISTS (SELECT FROM projects_plan WHERE id = plan AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'the targets of a plan change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE FUNCTION revision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an approved revision is never changed or removed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER revisions_are_append_only BEFORE UPDATE OR DELETE ON projects_planrevision
    FOR EACH ROW EXECUTE FUNCTION revision_is_append_only();
"""
THAWED = """
DROP TRIGGER revisions_are_append_only ON projects_planrevision;
DROP FUNCTION revision_is_append_only();
DROP FUNCTION targets_change_in_drafts_only();
"""

FORWARDS = [
    "ALTER TABLE projects_planreturn ADD CONSTRAINT planreturn_is_of_one_department_and_year "
    "UNIQUE (id, department_id, year_id)",
    *(
        f"ALTER TABLE projects_{child} ADD CONSTRAINT "
        f"{child}_is_of_the_department_and_year_of_its_plan "
        "FOREIGN KEY (plan_id, department_id, year_id) "
        "REFERENCES projects_plan (id, department_id, year_id)"
        for child in ("planreturn", "planrevision")
    ),
    "ALTER TABLE projects_planreturnline ADD CONSTRAINT "
    "planreturnline_is_of_the_department_and_year_of_its_return "
    "FOREIGN KEY (returned_id, department_id, year_id) "
    "REFERENCES projects_planreturn (id, department_id, year_id)",
    FROZEN,
    *(
        f"CREATE TRIGGER {part}_changes_in_drafts_only "
        f"BEFORE INSERT OR UPDATE OR DELETE ON projects_{part} "
        "FOR EACH ROW EXECUTE FUNCTION targets_change_in_drafts_only()"
        for part in PARTS
    ),
]
BACKWARDS = [
    *(f"DROP TRIGGER {part}_changes_in_drafts_only ON projects_{part}" for part in PARTS),
    THAWED,
    "ALTER TABLE projects_planreturnline DROP CONSTRAINT "
    "planreturnline_is_of_the_department_and_year_of_its_return",
    *(
        f"ALTER TABLE projects_{child} DROP CONSTRAINT "
        f"{child}_is_of_the_department_and_year_of_its_plan"
        for child in ("planrevision", "planreturn")
    ),
    "ALTER TABLE projects_planreturn DROP CONSTRAINT planreturn_is_of_one_department_and_year",
]


def keep_what_was_approved(apps, schema_editor):
    """Plans that were approved before there were revisions get their first one."""
    Plan = apps.get_model("projects", "Plan")
    Revision = apps.get_model("projects", "PlanRevision")
    using = schema_editor.connection.alias
    for plan in Plan.objects.using(using).filter(state="FINANCE_APPROVED", revisions=None):
        Revision.objects.using(using).create(
            plan=plan,
            department_id=plan.department_id,
            year_id=plan.year_id,
            number=1,
            content=content(plan),
            by_id=plan.state_by_id,
            at=plan.state_at,
        )


def content(plan):
    texts = {
        name: [
            {"name": row.name, "content": row.content}
            for row in getattr(plan, name).order_by("position")
        ]
        for name in ("goals", "tasks")
    }
    funds = [
        {
            "label": row.label,
            "initial": row.initial_text,
            "annual": row.annual_text,
            "is_total": row.is_total,
        }
        for row in plan.funds.order_by("position")
    ]
    return {
        "funds": funds,
        **texts,
        "indicators": list(leaves(plan)),
        "money_unit": plan.money_unit,
        "points_note": plan.points_note,
    }


def leaves(plan):
    by_id = {}
    for node in plan.indicators.order_by("position"):
        by_id[node.pk] = node
        if node.level == 3:
            parent = by_id[node.parent_id]
            root = by_id[parent.parent_id] if parent.parent_id else parent
            yield {
                "level1": root.name,
                "level1_points": text(root.points),
                "level2": parent.name if parent.level == 2 else None,
                "level3": node.name,
                "target": node.target_text,
                "points": text(node.points),
                "description": node.description,
                "explanation": node.explanation,
                "basis": node.basis,
                "scoring_note": node.scoring_note,
                "data_source": node.data_source,
                "lineage": str(node.lineage),
            }


def text(value):
    return None if value is None else str(value)


class Migration(migrations.Migration):
    dependencies = [("projects", "0008_windows_returns_revisions")]
    operations = [
        migrations.RunPython(keep_what_was_approved, migrations.RunPython.noop),
        migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS),
    ]
