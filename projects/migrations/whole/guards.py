"""What was sent on its way is frozen, what was written down stays: triggers, whoever asks."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the trail is never changed or removed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

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

CREATE FUNCTION links_change_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    linked bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END;
BEGIN
    IF EXISTS (
        SELECT FROM projects_task JOIN projects_plan ON projects_plan.id = projects_task.plan_id
        WHERE projects_task.id = linked AND projects_plan.state <> 'DRAFT'
    ) THEN
        RAISE EXCEPTION 'the targets of a plan change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION administrators_stay_administrators() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role <> OLD.role AND (
        NEW.role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')
        OR OLD.role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')
    ) THEN
        RAISE EXCEPTION 'the role of an administrator is never changed, and nobody becomes one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION initial_amount_stays_in_adjustments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.initial_text <> '' AND (
        TG_OP = 'DELETE'
        OR (NEW.initial_text, NEW.initial_budget)
            IS DISTINCT FROM (OLD.initial_text, OLD.initial_budget)
    ) AND EXISTS (SELECT FROM projects_plan WHERE id = OLD.plan_id AND adjustments > 0) THEN
        RAISE EXCEPTION 'the initial amount stays while targets are adjusted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
"""
# (table, what its trigger says, when it fires, for each of what, function)
TRIGGERS = [
    ("trailentry", "trail_rows_are_append_only",
     "UPDATE OR DELETE", "ROW", "trail_is_append_only"),
    ("trailentry", "trail_is_never_emptied",
     "TRUNCATE", "STATEMENT", "trail_is_append_only"),
    ("planrevision", "revisions_are_append_only",
     "UPDATE OR DELETE", "ROW", "revision_is_append_only"),
    ("indicator", "indicator_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "targets_change_in_drafts_only"),
    ("fundline", "fundline_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "targets_change_in_drafts_only"),
    ("goal", "goal_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "targets_change_in_drafts_only"),
    ("task", "task_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "targets_change_in_drafts_only"),
    ("taskproject", "taskproject_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "links_change_in_drafts_only"),
    ("user", "administrators_stay_administrators",
     "UPDATE OF role", "ROW", "administrators_stay_administrators"),
    ("fundline", "fundline_keeps_its_initial_amount",
     "UPDATE OR DELETE", "ROW", "initial_amount_stays_in_adjustments"),
]

SQL = [
    FUNCTIONS,
    *(
        f"CREATE TRIGGER {says} BEFORE {events} ON projects_{table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        for table, says, events, each, function in TRIGGERS
    ),
]
# Triggers go with their tables, functions do not.
REVERSE = [
    f"DROP FUNCTION {function}() CASCADE"
    for function in sorted({function for *_, function in TRIGGERS})
]
OPERATIONS = [migrations.RunSQL(SQL, REVERSE)]
