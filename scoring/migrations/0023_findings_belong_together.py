"""Findings and waivers are of their paper's unit; a waiver is of its finding, and only withdrawn."""

from django.db import migrations

PAPERS = [
    ("plan", "plan_id", "projects_plan"),
    ("sheet", "sheet_id", "scoring_sheet"),
    ("accountdocument", "document_id", "projects_accountdocument"),
]
KEYS = [
    (table, f"{table}_is_of_the_department_and_year_of_its_{noun}", column, parent)
    for table in ("finding", "waiver")
    for noun, column, parent in PAPERS
]
FUNCTION = """
CREATE FUNCTION waiver_is_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL
        OR to_jsonb(OLD) - '{withdrawn_by_id,withdrawn_at,withdrawn_why,version}'::text[]
        <> to_jsonb(NEW) - '{withdrawn_by_id,withdrawn_at,withdrawn_why,version}'::text[]
    THEN
        RAISE EXCEPTION 'a waiver is what it is: it can only be withdrawn, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$
"""
FORWARDS = [
    *(
        f"ALTER TABLE scoring_{table} ADD CONSTRAINT {name} "
        f"FOREIGN KEY ({column}, department_id, year_id) "
        f"REFERENCES {parent} (id, department_id, year_id)"
        for table, name, column, parent in KEYS
    ),
    "ALTER TABLE scoring_waiver ADD CONSTRAINT waiver_is_of_one_digest UNIQUE (id, digest)",
    "ALTER TABLE scoring_finding ADD CONSTRAINT finding_is_set_aside_for_its_own_figures "
    "FOREIGN KEY (waiver_id, digest) REFERENCES scoring_waiver (id, digest)",
    FUNCTION,
    "CREATE TRIGGER waiver_is_only_withdrawn BEFORE UPDATE ON scoring_waiver "
    "FOR EACH ROW EXECUTE FUNCTION waiver_is_only_withdrawn()",
]
BACKWARDS = [
    "DROP TRIGGER waiver_is_only_withdrawn ON scoring_waiver",
    "DROP FUNCTION waiver_is_only_withdrawn()",
    "ALTER TABLE scoring_finding DROP CONSTRAINT finding_is_set_aside_for_its_own_figures",
    "ALTER TABLE scoring_waiver DROP CONSTRAINT waiver_is_of_one_digest",
    *(f"ALTER TABLE scoring_{table} DROP CONSTRAINT {name}" for table, name, _, _ in KEYS),
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0022_findings")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
