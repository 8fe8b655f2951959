"""A trigger refuses to change or remove an entry of the trail, whoever asks."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the trail is never changed or removed'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER trail_rows_are_append_only BEFORE UPDATE OR DELETE ON projects_trailentry
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER trail_is_never_emptied BEFORE TRUNCATE ON projects_trailentry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
"""
BACKWARDS = """
DROP TRIGGER trail_is_never_emptied ON projects_trailentry;
DROP TRIGGER trail_rows_are_append_only ON projects_trailentry;
DROP FUNCTION trail_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_rows_belong_together")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
