"""What people said is frozen once it has left their hands: triggers, whoever asks."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION results_change_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sheet bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
BEGIN
    IF EXISTS (SELECT FROM scoring_sheet WHERE id = sheet AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'what a sheet says changes only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION evidence_is_only_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'evidence that was there stays on record'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.removed_at IS NOT NULL
        OR to_jsonb(OLD) - '{removed_by_id,removed_at,removed_why,version}'::text[]
        <> to_jsonb(NEW) - '{removed_by_id,removed_at,removed_why,version}'::text[]
    THEN
        RAISE EXCEPTION 'a file of evidence is what it is: it can only be removed, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION monitoring_changes_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.report_id ELSE NEW.report_id END;
BEGIN
    IF EXISTS (SELECT FROM scoring_monitoringreport WHERE id = asked AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'a row of a monitoring report changes only while the report is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION monitoring_figures_change_in_drafts_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'DRAFT' AND (
        (NEW.plan_id, NEW.round_id, NEW.executed_text, NEW.budget_lamp, NEW.project_lamp)
            IS DISTINCT FROM
        (OLD.plan_id, OLD.round_id, OLD.executed_text, OLD.budget_lamp, OLD.project_lamp)
        OR NEW.executed IS DISTINCT FROM OLD.executed
        OR NEW.annual_budget IS DISTINCT FROM OLD.annual_budget
    ) THEN
        RAISE EXCEPTION 'the figures of a monitoring report change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
# (table, what its trigger says, when it fires, for each of what, function)
TRIGGERS = [
    ("actual", "actual_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "results_change_in_drafts_only"),
    ("fundresult", "fundresult_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "results_change_in_drafts_only"),
    ("goalresult", "goalresult_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "results_change_in_drafts_only"),
    ("taskresult", "taskresult_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "results_change_in_drafts_only"),
    ("evidence", "evidence_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "results_change_in_drafts_only"),
    ("evidence", "evidence_is_only_removed",
     "UPDATE OR DELETE", "ROW", "evidence_is_only_removed"),
    ("monitoringline", "monitoringline_changes_in_drafts_only",
     "INSERT OR UPDATE OR DELETE", "ROW", "monitoring_changes_in_drafts_only"),
    ("monitoringreport", "monitoringreport_figures_change_in_drafts_only",
     "UPDATE", "ROW", "monitoring_figures_change_in_drafts_only"),
]

SQL = [
    FUNCTIONS,
    *(
        f"CREATE TRIGGER {says} BEFORE {events} ON scoring_{table} "
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
