"""Rows of monitoring stay within their report, plan and year; what was handed in is frozen."""

from django.db import migrations

# (child, columns of the child, parent, columns of the parent, what the constraint says)
KEYS = [
    ("monitoringreport", "round_id, year_id", "scoring_monitoringround", "id, year_id",
     "is_of_the_year_of_its_round"),
    ("monitoringreport", "plan_id, department_id, year_id", "projects_plan",
     "id, department_id, year_id", "is_of_the_department_and_year_of_its_plan"),
    ("monitoringline", "report_id, department_id, year_id", "scoring_monitoringreport",
     "id, department_id, year_id", "is_of_the_department_and_year_of_its_report"),
    ("rectification", "report_id, department_id, year_id", "scoring_monitoringreport",
     "id, department_id, year_id", "is_of_the_department_and_year_of_its_report"),
    ("rectification", "line_id, report_id", "scoring_monitoringline", "id, report_id",
     "is_of_the_report_of_its_line"),
]
REFERRED_TO = [
    ("monitoringround", "is_of_one_year", "id, year_id"),
    ("monitoringreport", "is_of_one_department_and_year", "id, department_id, year_id"),
    ("monitoringline", "is_of_one_report", "id, report_id"),
]

FROZEN = """
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
CREATE TRIGGER monitoringline_changes_in_drafts_only
    BEFORE INSERT OR UPDATE OR DELETE ON scoring_monitoringline
    FOR EACH ROW EXECUTE FUNCTION monitoring_changes_in_drafts_only();
CREATE TRIGGER monitoringreport_figures_change_in_drafts_only
    BEFORE UPDATE ON scoring_monitoringreport
    FOR EACH ROW EXECUTE FUNCTION monitoring_figures_change_in_drafts_only()
"""
THAWED = """
DROP TRIGGER monitoringreport_figures_change_in_drafts_only ON scoring_monitoringreport;
DROP TRIGGER monitoringline_changes_in_drafts_only ON scoring_monitoringline;
DROP FUNCTION monitoring_figures_change_in_drafts_only();
DROP FUNCTION monitoring_changes_in_drafts_only()
"""

FORWARDS = [
    *(
        f"ALTER TABLE scoring_{table} ADD CONSTRAINT {table}_{words} UNIQUE ({columns})"
        for table, words, columns in REFERRED_TO
    ),
    *(
        f"ALTER TABLE scoring_{child} ADD CONSTRAINT {child}_{words} "
        f"FOREIGN KEY ({columns}) REFERENCES {parent} ({theirs})"
        for child, columns, parent, theirs, words in KEYS
    ),
    FROZEN,
]
BACKWARDS = [
    THAWED,
    *(
        f"ALTER TABLE scoring_{child} DROP CONSTRAINT {child}_{words}"
        for child, _, _, _, words in KEYS
    ),
    *(
        f"ALTER TABLE scoring_{table} DROP CONSTRAINT {table}_{words}"
        for table, words, _ in REFERRED_TO
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0015_monitoring"),
        ("projects", "0011_history_of_rows_before"),
    ]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
