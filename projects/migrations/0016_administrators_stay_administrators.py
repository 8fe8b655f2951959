"""An account never steps between business and administration, nor between the three of it."""

from django.db import migrations

FORWARDS = """
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
CREATE TRIGGER administrators_stay_administrators BEFORE UPDATE OF role ON projects_user
    FOR EACH ROW EXECUTE FUNCTION administrators_stay_administrators();
"""
BACKWARDS = """
DROP TRIGGER administrators_stay_administrators ON projects_user;
DROP FUNCTION administrators_stay_administrators();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0015_administration")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
