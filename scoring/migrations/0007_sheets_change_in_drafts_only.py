"""What a filer entered is frozen once the sheet has left his hands: triggers, whoever asks."""

from django.db import migrations

PARTS = ["actual", "fundresult", "goalresult", "taskresult"]

FUNCTION = """
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
$$
"""
FORWARDS = [
    FUNCTION,
    *(
        f"CREATE TRIGGER {part}_changes_in_drafts_only "
        f"BEFORE INSERT OR UPDATE OR DELETE ON scoring_{part} "
        "FOR EACH ROW EXECUTE FUNCTION results_change_in_drafts_only()"
        for part in PARTS
    ),
]
BACKWARDS = [
    *(f"DROP TRIGGER {part}_changes_in_drafts_only ON scoring_{part}" for part in PARTS),
    "DROP FUNCTION results_change_in_drafts_only()",
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0006_room_for_rule_codes")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
