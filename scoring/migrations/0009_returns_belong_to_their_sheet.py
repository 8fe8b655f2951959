"""A return and its rows carry the department and year of the sheet: composite foreign keys."""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE scoring_sheetreturn ADD CONSTRAINT sheetreturn_is_of_one_department_and_year "
    "UNIQUE (id, department_id, year_id)",
    "ALTER TABLE scoring_sheetreturn ADD CONSTRAINT "
    "sheetreturn_is_of_the_department_and_year_of_its_sheet "
    "FOREIGN KEY (sheet_id, department_id, year_id) "
    "REFERENCES scoring_sheet (id, department_id, year_id)",
    "ALTER TABLE scoring_sheetreturnline ADD CONSTRAINT "
    "sheetreturnline_is_of_the_department_and_year_of_its_return "
    "FOREIGN KEY (returned_id, department_id, year_id) "
    "REFERENCES scoring_sheetreturn (id, department_id, year_id)",
]
BACKWARDS = [
    "ALTER TABLE scoring_sheetreturnline DROP CONSTRAINT "
    "sheetreturnline_is_of_the_department_and_year_of_its_return",
    "ALTER TABLE scoring_sheetreturn DROP CONSTRAINT "
    "sheetreturn_is_of_the_department_and_year_of_its_sheet",
    "ALTER TABLE scoring_sheetreturn DROP CONSTRAINT sheetreturn_is_of_one_department_and_year",
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0008_returned_sheets")]
    operations = [migrations.RunSQL(sql=FORWARDS, reverse_sql=BACKWARDS)]
