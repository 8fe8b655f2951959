"""The sheet that the README shows says what the README says of it."""

import re

from scoring.audit.audit import audit_sheet, edition_for
from scoring.published.reading import read_text
from tests.architecture.repository import text_of
from tests.audit.files import EDITIONS, told


def test_the_sheet_in_the_readme_has_its_two_mistakes():
    (shown,) = re.findall(r"```yaml\n(.*?)```", text_of("README.md"), re.DOTALL)
    sheet = read_text(shown)
    audit = audit_sheet(sheet, edition_for(sheet, EDITIONS, None))
    assert audit.choice.edition.code == "hubei-2020"
    assert [one[:3] for one in told(audit)] == [
        ("fund-parts", "error", "funds[0].annual_budget"),
        ("line-score", "error", "indicators[0].score"),
    ]


def test_the_readme_names_every_edition():
    readme = text_of("README.md")
    assert [code for code in EDITIONS if f"`{code}`" not in readme] == []
