"""Evidence belongs to its sheet and row, changes in drafts only, and then is only removed."""

from django.db import migrations

FUNCTION = """
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
$$
"""
FORWARDS = [
    "ALTER TABLE scoring_evidence ADD CONSTRAINT "
    "evidence_is_of_the_department_and_year_of_its_sheet "
    "FOREIGN KEY (sheet_id, department_id, year_id) "
    "REFERENCES scoring_sheet (id, department_id, year_id)",
    "ALTER TABLE scoring_evidence ADD CONSTRAINT "
    "evidence_is_of_the_department_and_year_of_its_indicator "
    "FOREIGN KEY (indicator_id, department_id, year_id) "
    "REFERENCES projects_indicator (id, department_id, year_id)",
    "CREATE TRIGGER evidence_changes_in_drafts_only "
    "BEFORE INSERT OR UPDATE OR DELETE ON scoring_evidence "
    "FOR EACH ROW EXECUTE FUNCTION results_change_in_drafts_only()",
    FUNCTION,
    "CREATE TRIGGER evidence_is_only_removed "
    "BEFORE UPDATE OR DELETE ON scoring_evidence "
    "FOR EACH ROW EXECUTE FUNCTION evidence_is_only_removed()",
]
BACKWARDS = [
    "DROP TRIGGER evidence_is_only_removed ON scoring_evidence",
    "DROP FUNCTION evidence_is_only_removed()",
    "DROP TRIGGER evidence_changes_in_drafts_only ON scoring_evidence",
    "ALTER TABLE scoring_evidence DROP CONSTRAINT "
    "evidence_is_of_the_department_and_year_of_its_indicator",
    "ALTER TABLE scoring_evidence DROP CONSTRAINT "
    "evidence_is_of_the_department_and_year_of_its_sheet",
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0013_evidence_of_rows")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
