"""`manage.py audit`: its keys, its end codes, and files that cannot be read."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.audit.files import SHEETS, published

RIGHT, WRONG, DOUBTFUL = published("013"), published("001"), published("008")
KEYS = {
    "lines": ["row", "level3", "target", "actual", "points", "printed", "computed", "rule",
              "explanation"],
    "findings": ["check", "severity", "place", "level3", "message", "printed", "expected"],
    "execution": ["printed_rate", "rate", "printed_score", "computed"],
    "total": ["printed", "sum_of_printed", "computed", "narrative"],
}  # fmt: skip


def run(*arguments):
    """Give what the command writes and the code it ends with."""
    out = StringIO()
    try:
        call_command("audit", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def answers(*arguments):
    text, code = run("--json", *arguments)
    return json.loads(text), code


def test_the_answer_has_the_keys_of_the_contract_and_figures_are_texts():
    (one,), code = answers(WRONG)
    assert code == 1
    assert list(one) == ["file", "edition", "lines", "execution", "total", "findings"]
    assert (one["file"], one["edition"]) == (str(WRONG), "henan-department-2021")
    assert list(one["execution"]) == KEYS["execution"]
    assert list(one["total"]) == KEYS["total"]
    assert {tuple(line) for line in one["lines"]} == {tuple(KEYS["lines"])}
    assert {tuple(finding) for finding in one["findings"]} == {tuple(KEYS["findings"])}
    assert [line["row"] for line in one["lines"]] == list(range(35))
    assert one["lines"][5] == {
        "row": 5,
        "level3": "预算执行率",
        "target": ">=95%",
        "actual": "97",
        "points": "3",
        "printed": "2",
        "computed": "3.00",
        "rule": "at_least",
        "explanation": "97% ≥ 95%，达标，得满分",
    }
    assert one["execution"] == {
        "printed_rate": "145.71%",
        "rate": "145.71",
        "printed_score": "9.9",
        "computed": "10.00",
    }
    assert one["total"] == {
        "printed": "97.7",
        "sum_of_printed": "97.90",
        "computed": "99.00",
        "narrative": "97.9",
    }


def test_a_row_names_its_indicator_and_a_total_names_none():
    (one,), _ = answers(WRONG)
    names = {finding["place"]: finding["level3"] for finding in one["findings"]}
    assert names["indicators[5].score"] == "预算执行率"
    assert names["total_printed"] is None


def test_blank_cells_are_null():
    (one,), code = answers(published("017"))
    assert code == 0
    assert one["lines"][0]["actual"] is None
    assert one["lines"][0]["printed"] is None
    assert one["total"] == {
        "printed": None, "sum_of_printed": None, "computed": None, "narrative": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "files, code",
    [([RIGHT], 0), ([DOUBTFUL], 0), ([RIGHT, WRONG], 1), ([WRONG, "nowhere.yaml", RIGHT], 2)],
)
def test_the_end_code_tells_the_worst(files, code):
    assert run(*files)[1] == code


def test_the_other_files_are_done_when_one_cannot_be_read(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("kind: project\nindicators:\n- {level3: 甲, points: 十}\n", encoding="utf-8")
    (bad, good), code = answers(broken, RIGHT)
    assert code == 2
    assert list(bad) == ["file", "error"]
    assert bad["error"]["line"] == 3
    assert bad["error"]["key"] == "indicators[0].points"
    assert "十" in bad["error"]["message"]
    assert good["edition"] == "hubei-2020"
    said, _ = run(broken, RIGHT)
    assert "第 3 行 indicators[0].points" in said
    assert "共 2 个文件" in said


def test_an_edition_asked_for_by_name_counts_as_chosen():
    (one,), code = answers("--edition", "city-2022", DOUBTFUL)
    assert one["edition"] == "city-2022"
    assert {f["severity"] for f in one["findings"] if f["check"] == "line-score"} == {"error"}
    assert code == 1


@pytest.mark.parametrize(
    "arguments, words",
    [
        ([], "至少一个自评表文件"),
        (["--edition", "nowhere", str(RIGHT)], "national-2020"),
        (["--explain", "nothing"], "total-sum"),
    ],
)
def test_a_wrong_call_is_refused_with_what_may_be_given(arguments, words):
    with pytest.raises(CommandError, match=words) as refused:
        run(*arguments)
    assert refused.value.returncode == 2


def test_a_check_is_explained_without_a_file():
    text, code = run("--explain", "total-sum")
    assert code == 0
    assert text.startswith("total-sum  总分与各行得分\n")
    for heading in ("核对什么：", "为什么：", "依据：", "程度："):
        assert heading in text


def test_the_report_says_what_where_both_figures_and_why_worst_first():
    text, _ = run(WRONG)
    lines = text.splitlines()
    assert lines[:5] == [
        str(WRONG),
        "  焦作市科学技术协会",
        "  部门（单位）整体绩效自评表（2021年度）",
        "  评分办法：河南省部门（单位）整体绩效自评（2021 年起）（henan-department-2021）",
        "  总分：表中印 97.7，各行相加 97.90，按规则计算 99.00，说明文字写 97.9",
    ]
    order = [text.index(words) for words in ("错误 5 处", "预算执行率", "疑点 2 处", "为什么要看")]
    assert order == sorted(order)
    assert "第 6 行“预算执行率”得分" in text
    assert "表中数 2    重算数 3.00" in text
    assert "得分与评分规则（line-score）" in text
    assert "个文件" not in text


def test_a_sheet_without_findings_says_so_and_a_fallback_is_named(tmp_path):
    text, _ = run(published("012"))
    assert "指标 4 行：按规则重算 0 行，没有分值 4 行" in text
    sheet = tmp_path / "a.yaml"
    rows = "- {level1: 效益指标, level3: 就业率, target: ≥80%, actual: 82%, score: '20'}"
    sheet.write_text(f"kind: department\nindicators:\n{rows}\n", "utf-8")
    text, _ = run(sheet)
    assert "没有发现问题，但没有一行能按规则重算，只核对了合计和资金。" in text
    text, _ = run(published("015"))
    assert "按全国办法核对：涉及评分规则的只作疑点" in text


def test_the_report_says_what_could_not_be_checked():
    text, _ = run(published("022"))
    assert "指标 4 行：按规则重算 3 行，由人评定 1 行；分值不足，抄本不全，总分没有核对" in text
    text, _ = run(published("020"))
    assert "指标 16 行：按规则重算 0 行，没有分值和得分（其中行等） 16 行" in text


def test_a_sheet_without_a_year_is_not_said_to_lack_an_edition(tmp_path):
    sheet = tmp_path / "a.yaml"
    sheet.write_text("kind: project\nregion: 湖北省\nindicators:\n- level3: 甲\n", "utf-8")
    text, _ = run(sheet)
    assert "表上没有年度" in text
    assert "没有找到本地区" not in text


def test_a_reader_that_has_gone_is_no_error():
    command = [sys.executable, "manage.py", "audit", str(WRONG), str(WRONG)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as audit:
        audit.stdout.close()
        complaint = audit.stderr.read()
    assert (audit.returncode, complaint) == (1, b"")


def test_a_file_name_in_another_encoding_is_shown_as_far_as_it_can_be(tmp_path):
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/\xd7\xd4.yaml")
    with open(strange, "wb") as sheet:
        sheet.write(RIGHT.read_bytes())
    ((one,), code) = answers(strange)
    assert code == 0
    one["file"].encode("utf-8")


def test_an_explanation_leaves_the_files_alone():
    text, code = run("--explain", "total-sum", "nowhere.yaml")
    assert (code, text.count("total-sum")) == (0, 1)


def test_every_published_sheet_beside_the_tests_gets_an_answer():
    found, code = answers(*sorted(SHEETS.glob("*.yaml")))
    assert (len(found), code) == (14, 1)
    assert all("error" not in one for one in found)
