"""An edition file is taken whole or refused with file, key and reason, all faults at once."""

import json
import tomllib
from copy import deepcopy

import pytest

from scoring.rules.edition import SHIPPED, EditionError, load, load_all, parse
from scoring.rules.shelf import choose
from tests.rules.build import EDITIONS, HENAN, NATIONAL

FILE = "henan-department-2021.toml"
TEXT = (SHIPPED / FILE).read_text(encoding="utf-8")
GOOD = tomllib.loads(TEXT)


def changed(path, value):
    """A copy of a good edition with one value changed; value ... takes the key away."""
    data = deepcopy(GOOD)
    *way, last = path
    table = data
    for step in way:
        table = table[step]
    if value is ...:
        del table[last]
    else:
        table[last] = value
    return data


def faults_of(data):
    with pytest.raises(EditionError) as refused:
        parse(data, FILE)
    assert (refused.value.file, refused.value.key) == (FILE, refused.value.faults[0].key)
    return [(fault.key, fault.reason) for fault in refused.value.faults]


def test_a_good_edition_is_taken():
    assert parse(deepcopy(GOOD), FILE) == HENAN


@pytest.mark.parametrize(
    "path, value, key, reason",
    [
        (["colour"], "red", "colour", "没有这个键"),
        (["execution", "cap"], {}, "execution.cap", "没有这个键"),
        (["rounding", "total", "note"], "", "rounding.total.note", "没有这个键"),
        (["code"], ..., "code", "缺少"),
        (["grades"], ..., "grades", "缺少"),
        (["measured", "at_most"], ..., "measured.at_most", "缺少"),
        (["execution", "points", "source"], ..., "execution.points.source", "缺少"),
        (["blocks", 0, "tag"], ..., "blocks[0].tag", "缺少"),
        (["execution", "points", "value"], 10.0, "execution.points.value", "浮点数"),
        (["blocks", 0, "points"], 30.5, "blocks[0].points", "浮点数"),
        (["tiers", 0, "from"], 80.0, "tiers[0].from", "浮点数"),
        (["first_year"], 2021.0, "first_year", "浮点数"),
        (["rounding", "total", "value"], 2.0, "rounding.total.value", "浮点数"),
        (["execution", "points", "value"], "十", "execution.points.value", "不是数字"),
        (["execution", "points", "value"], True, "execution.points.value", "不是数字"),
        (["execution", "points", "value"], "NaN", "execution.points.value", "不是数字"),
        (["execution", "points", "value"], "１０", "execution.points.value", "不是数字"),
        (["execution", "points", "value"], "1e999999999", "execution.points.value", "不是数字"),
        (["execution", "points", "value"], -10, "execution.points.value", "0 到 100"),
        (["execution", "points", "value"], "10.005", "execution.points.value", "两位"),
        (["execution", "points"], 10, "execution.points", "应写明"),
        (["execution"], 10, "execution", "应为一节"),
        (["blocks"], [], "blocks", "至少一行"),
        (["blocks"], {"name": "产出指标"}, "blocks", "至少一行"),
        (["blocks", 0], "产出指标", "blocks[0]", "应写明"),
        (["blocks", 0, "name"], " ", "blocks[0].name", "为空"),
        (["first_year"], "2021", "first_year", "年份"),
        (["first_year"], 21, "first_year", "年份"),
        (["code"], "Henan 2021", "code", "小写字母"),
        (["region"], "河南", "region", "行政区划代码"),
        (["region"], 41, "region", "行政区划代码"),
        (["number"], None, "number", "不是文字"),
        (["kind"], "unit", "kind", "department、project"),
        (["measured", "at_most", "value"], "ratio", "measured.at_most.value", "inverse"),
        (["rounding", "lines", "value"], 3, "rounding.lines.value", "可选值 0、1、2"),
        (["rounding", "total", "value"], True, "rounding.total.value", "可选值"),
        (["reasons", "below_full", "tag"], "X", "reasons.below_full.tag", "S、R、P、M"),
        (["reasons", "below_full", "source"], "", "reasons.below_full.source", "为空"),
        (["blocks", 0, "points"], 31, "blocks", "合计 101，应为 100"),
        (["execution", "points", "value"], "9.99", "blocks", "合计 99.99，应为 100"),
        (["blocks", 1, "name"], "效益指标", "blocks", "“效益指标”重复"),
        (["grades", 1, "from"], 90, "grades[1].from", "应低于上一等级的 90"),
        (["grades", 1, "from"], 95, "grades[1].from", "应低于上一等级的 90"),
        (["grades", 3, "from"], 10, "grades[3].from", "应为 0"),
        (["grades", 3, "name"], "优", "grades", "“优”重复"),
        (["tiers", 1, "to"], 85, "tiers[1].to", "重叠"),
        (["tiers", 1, "to"], 75, "tiers[1].to", "空档"),
        (["tiers", 0, "to"], 95, "tiers[0].to", "空档"),
        (["tiers", 2, "from"], 10, "tiers[2].from", "应为 0"),
        (["tiers", 0, "outcome"], "tier_poor", "tiers", "应依次为三档"),
        (["tiers", 0, "from"], 100, "tiers[0].from", "应低于上限"),
        (["tiers", 0, "from"], "80", "tiers[0].from", "整数百分比"),
    ],
)
def test_each_fault_is_named_with_its_key_and_reason(path, value, key, reason):
    named = faults_of(changed(path, value))
    assert any(at == key and reason in why for at, why in named), named


def test_all_faults_of_a_file_come_at_once():
    data = changed(["code"], ...)
    data["blocks"][0]["points"] = 30.0
    data["tiers"][1]["to"] = 75
    data["grades"][1]["from"] = 95
    keys = {key for key, _ in faults_of(data)}
    assert {"code", "blocks[0].points", "tiers[1].to", "grades[1].from"} <= keys


def test_a_file_that_is_not_toml_is_refused_by_name(tmp_path):
    for content in (b"code = ", b"code = \xff"):
        path = tmp_path / "broken.toml"
        path.write_bytes(content)
        with pytest.raises(EditionError, match=r"broken\.toml.*TOML"):
            load(path)


def test_a_code_used_by_two_files_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(TEXT, encoding="utf-8")
    assert list(load_all(tmp_path)) == ["henan-department-2021"]
    (tmp_path / "b.toml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(EditionError, match="已被另一个文件使用") as refused:
        load_all(tmp_path)
    assert (refused.value.file, refused.value.key) == ("b.toml", "code")


def test_the_faults_of_all_files_come_at_once(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("code = 1", encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        load_all(tmp_path)
    assert {fault.file for fault in refused.value.faults} == {"a.toml", "b.toml"}


def test_the_digest_follows_the_content_and_not_the_layout():
    again = tomllib.loads(TEXT.replace("\n\n", "\n\n\n# a remark\n"))
    assert parse(dict(reversed(again.items())), FILE).digest == HENAN.digest
    assert parse(changed(["measured", "at_most", "value"], "inverse"), FILE).digest != HENAN.digest


def test_the_stored_content_gives_the_same_edition_back():
    assert parse(json.loads(HENAN.content), "stored") == HENAN


def test_every_shipped_figure_says_where_it_was_read():
    for edition in EDITIONS.values():
        assert {source.key for source in edition.sources} >= {"execution.points", "grades[0]"}
        assert all(source.text and source.tag in "SRPM" for source in edition.sources)


def test_the_shipped_weights_are_those_of_the_forms():
    assert {b.name: b.points for b in HENAN.blocks} == {
        "投入管理指标": 3000,
        "产出指标": 2500,
        "效益指标": 3500,
    }
    assert [b.points for b in NATIONAL.blocks] == [5000, 3000, 1000]
    assert HENAN.execution_points == NATIONAL.execution_points == 1000
    assert (HENAN.blocks_fixed, NATIONAL.blocks_fixed) == (True, False)


def edition(code, region, first_year, kind="department"):
    data = deepcopy(GOOD)
    data |= {"code": code, "region": region, "first_year": first_year, "kind": kind}
    return parse(data, FILE)


SHELF = [
    edition("province", "41", 2021),
    edition("province-new", "41", 2023),
    edition("city", "4108", 2022),
    NATIONAL,
]


@pytest.mark.parametrize(
    "region, kind, year, code",
    [
        ("410800", "department", 2021, "province"),
        ("410800", "department", 2022, "city"),
        ("410800", "department", 2024, "city"),
        ("410100", "department", 2022, "province"),
        ("410100", "department", 2023, "province-new"),
        ("410100", "department", 2020, None),
        ("130000", "department", 2024, None),
        ("", "department", 2024, None),
        ("410800", "project", 2021, "national-2020"),
        ("130000", "project", 2024, "national-2020"),
        ("130000", "project", 2019, "national-2020"),
    ],
)
def test_a_sheets_edition_is_the_nearest_region_then_the_latest_year(region, kind, year, code):
    for shelf in (SHELF, SHELF[::-1]):
        chosen = choose(shelf, region=region, kind=kind, year=year)
        national = code == "national-2020"  # what a project falls back to was not chosen for it
        assert (chosen and (chosen.edition.code, chosen.chosen)) == (code and (code, not national))
