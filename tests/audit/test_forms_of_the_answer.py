"""`--format`, `--output`, `--unit`, `--list-checks`: the same findings in every form."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from scoring.checks.catalogue import CATALOGUE
from tests.audit.fakes import found, only
from tests.audit.files import published
from tests.audit.pages import Page
from tests.published.disclosures import BUDGET, KEYED

RIGHT, WRONG = published("013"), published("001")


def run(*arguments):
    out = StringIO()
    try:
        call_command("audit", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


@pytest.fixture
def disclosure(tmp_path):
    path = tmp_path / "disclosure.yaml"
    path.write_text(KEYED, encoding="utf-8")
    return path


def test_the_old_switch_is_the_form_of_data():
    assert run("--json", WRONG) == run("--format", "json", WRONG)
    assert run("--format", "table", WRONG) == run(WRONG)


@pytest.mark.parametrize("form", ["table", "json", "html"])
@pytest.mark.parametrize("files, code", [([RIGHT], 0), ([WRONG], 1), ([WRONG, "nowhere.yaml"], 2)])
def test_the_end_code_is_the_same_in_every_form(form, files, code):
    assert run("--format", form, *files)[1] == code


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_a_file_gets_what_the_screen_would(tmp_path, form):
    path = tmp_path / "answer"
    shown, code = run("--format", form, WRONG)
    assert run("--format", form, "-o", path, WRONG) == ("", code)
    assert path.read_text(encoding="utf-8").split() == shown.split()
    assert path.read_bytes().endswith(b"\n")


def test_every_form_has_every_finding(disclosure):
    answers = json.loads(run("--format", "json", disclosure, WRONG)[0])
    messages = [finding["message"] for one in answers for finding in one["findings"]]
    table, html = run(disclosure, WRONG)[0], Page(run("--format", "html", disclosure, WRONG)[0])
    assert len(messages) > 8
    for message in messages:
        assert message in table
        assert message in html.text


@pytest.mark.parametrize("name", ["no/such/folder/x.html", "."])
def test_an_output_that_cannot_be_written_is_refused(tmp_path, name):
    with pytest.raises(CommandError, match="写不了") as refused:
        run("-o", tmp_path / name, RIGHT)
    assert refused.value.returncode == 2


def test_a_file_that_is_audited_is_never_written_over(disclosure, tmp_path):
    other = tmp_path / "link.yaml"
    other.symlink_to(disclosure)
    for output in (disclosure, other):
        with pytest.raises(CommandError, match="就是要核对的文件") as refused:
            run("-o", output, disclosure)
        assert refused.value.returncode == 2
    assert disclosure.read_text(encoding="utf-8") == KEYED


def test_files_of_other_departments_are_one_unit_where_asked(monkeypatch, tmp_path, disclosure):
    only(
        monkeypatch,
        unit=lambda unit: iter(
            [found("total_printed", message=f"{len(unit.accounts)} 份", paper="")]
        ),
    )
    budget = tmp_path / "budget.yaml"
    budget.write_text(BUDGET, encoding="utf-8")
    assert run(disclosure, budget)[0].count("1 份") == 2
    said, _ = run("--unit", disclosure, budget)
    assert said.count("2 份") == 1
    assert "年度不同：2021、2023" in said


def test_every_check_is_listed_and_explained():
    lines = run("--list-checks")[0].splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)
    for code in CATALOGUE:
        assert run("--explain", code)[0].startswith(f"{code}  ")


def test_a_disclosure_is_told_with_its_tables_and_plans(tmp_path):
    path = tmp_path / "budget.yaml"
    path.write_text(BUDGET, encoding="utf-8")
    said = run(path)[0]
    assert "预算账表和正文所列数字 1 张，有字的 12 格" in said
    assert "绩效目标表 3 张，指标 3 行" in said


def test_ten_megabytes_and_other_formats_are_refused_in_words(tmp_path):
    large, other = tmp_path / "large.yaml", tmp_path / "other.yaml"
    large.write_bytes(KEYED.encode() + b"#" * (10 * 1024 * 1024))
    other.write_bytes(KEYED.encode("gb18030"))
    answers, code = run("--json", large, other, WRONG)
    first, second, third = json.loads(answers)
    assert code == 2
    assert "最多读 1 MB" in first["error"]["message"]
    assert "GBK" in second["error"]["message"]
    assert second["error"]["line"] == 2
    assert third["findings"]
