"""A file bears the name that its department had in the year of the sheet."""

from datetime import date

import pytest

from projects.services.departments import rename_department
from scoring.exports.sheet_xlsx import workbook_name
from scoring.models import Sheet
from scoring.queries.sheets import with_heads
from tests.factories import AT, make_client, make_plan, make_sheet, make_user


@pytest.mark.django_db
def test_a_renamed_department_keeps_its_old_name_on_old_sheets():
    filer, admin = make_user(), make_user(role="SYSTEM_ADMIN")
    unit = filer.department
    old = unit.name
    sheets = [make_sheet(plan=make_plan(department=unit, year=year)) for year in (2021, 2023)]
    rename_department(
        department=unit, name="新名单位", from_day=date(2022, 3, 1), reason="", by=admin, at=AT
    )
    heads = with_heads(Sheet.objects.all())
    before, after = (heads.get(pk=sheet.pk) for sheet in sheets)
    assert old in workbook_name(before)
    assert "新名单位" in workbook_name(after)
    pages = [
        make_client(filer).get(f"/sheets/{sheet.public_id}/").content.decode() for sheet in sheets
    ]
    assert f"<dt>部门（单位）名称</dt><dd>{old}" in pages[0].replace("<dd>\n", "<dd>")
    assert "现名 新名单位" in pages[0]
    assert "现名" not in pages[1]
