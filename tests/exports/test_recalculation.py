"""LibreOffice works the formulas out to the figures that the database has."""

import random
import re
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from scoring.exports.sheet_xlsx import sheet_workbook
from tests.exports.build import block, find, fund, line, page, worksheet, xml_of

SHEET = "xl/worksheets/sheet1.xml"
RESULT = re.compile(r"(</f>)<v>[^<]*</v>")
FORMULA_TYPE = re.compile(r'(<c r="[A-Z]+\d+" s="\d+") t="str"(><f>)')
SECONDS = 120

pytestmark = pytest.mark.needs("office")


def without_results(workbook):
    """The workbook with every stored result of a formula removed."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET:
                bare = RESULT.sub(r"\1", content.decode())
                content = FORMULA_TYPE.sub(r"\1\2", bare).encode()
            archive.writestr(name, content)
    return target.getvalue()


def recalculated(workbook, folder):
    """The worksheet as LibreOffice saves it, from a workbook without results."""
    bare = without_results(workbook)
    assert "<f>" in xml_of(bare)
    assert not RESULT.search(xml_of(bare))
    (folder / "bare.xlsx").write_bytes(bare)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            str(folder / "bare.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return worksheet((folder / "out" / "bare.xlsx").read_bytes(), values=True)


def exact(cell):
    """A result as the shortest decimal that stands for it."""
    return Decimal(str(cell.value))


def test_rates_and_total_of_2021_are_the_stored_figures(tmp_path, shown):
    sheet = recalculated(sheet_workbook(shown), tmp_path)
    top = find(sheet, "部门预算总额").row
    rates = [exact(sheet[f"I{top + index}"]) for index in range(3)]
    assert rates == [Decimal("1.4571"), Decimal("1.4664"), Decimal("0.9965")]
    assert [rate * 100 for rate in rates] == [row.rate for row in shown.funds]
    total = exact(sheet[f"H{find(sheet, '总分：').row}"])
    assert total == Decimal("97.9") == shown.sheet.claimed_total


def test_rates_of_many_amounts_halves_and_guards_agree_with_the_rule_book(tmp_path):
    dice = random.Random(20)
    halves = [("20000", "2469"), ("100000", "100005"), ("20000", "1"), ("8", "0.00100")]
    amounts = [(f"{dice.randint(1, 10**7)}", f"{dice.randint(0, 10**7)}") for _ in range(100)]
    amounts += [(f"{dice.randint(1, 10**6) / Decimal(100)}", "7.77") for _ in range(100)]
    amounts += [*halves, ("0", "5"), (None, "5"), ("5", None)]
    funds = [fund(f"资金{n}", annual=a, executed=e) for n, (a, e) in enumerate(amounts)]
    shown = page(funds=funds, blocks=[block("产出指标", [line(), line()])])
    sheet = recalculated(sheet_workbook(shown), tmp_path)
    for row in funds:
        cell = sheet[f"I{find(sheet, row.label).row}"]
        if row.rate is not None:
            assert exact(cell) * 100 == row.rate, (row.annual, row.executed)
    words = [sheet[f"I{find(sheet, row.label).row}"].value for row in funds[-3:]]
    assert [word or "" for word in words] == ["不可计算", "", ""]
    assert not sheet[f"H{find(sheet, '总分：').row}"].value  # nothing claimed: blank, not 0


def test_a_total_is_worked_out_anew_from_other_scores(tmp_path):
    shown = page(
        claimed_execution=Decimal("9.9"),
        blocks=[block("产出指标", [line(claimed="0.05"), line(not_applicable=True, points="3")])],
    )
    sheet = recalculated(sheet_workbook(shown), tmp_path)
    assert exact(sheet[f"H{find(sheet, '总分：').row}"]) == Decimal("9.95")
