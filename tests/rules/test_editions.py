"""An edition file is taken whole or refused with file, key and reason, all faults at once."""

import json
import tomllib
from copy import deepcopy

import pytest

from scoring.rules.edition import SHIPPED, EditionError, load, load_all, parse
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


def way(**given):
    """A row of `ways`; ... takes a key away."""
    row = {"applies_to": "率", "way": "nothing", "tag": "M", "source": "测试"} | given
    return {key: value for key, value in row.items() if value is not ...}


def rows(count):
    """Bands that fall one by one."""
    return [{"from": bound, "share": bound} for bound in range(90, 90 - count, -1)]


def sourced(*rows):
    return [{**row, "tag": "M", "source": "测试"} for row in rows]


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
        (["execution", "points", "value"], -1, "execution.points.value", "0 到 100"),
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
        (["chosen"], ..., "chosen", "缺少"),
        (["chosen"], "code", "chosen", "region、name"),
        (["region_names"], ..., "region_names", "缺少"),
        (["region_names"], "河南", "region_names", "文字的列表"),
        (["region_names"], ["河南", ""], "region_names", "文字的列表"),
        (["region_names"], [41], "region_names", "文字的列表"),
        (["weights"], ..., "weights", "缺少"),
        (["weights", "blocks", "value"], "free", "weights.blocks.value", "fixed、adaptable"),
        (["execution", "scoring", "value"], "step", "execution.scoring.value", "capped、bands"),
        (["execution", "zero_budget", "value"], "full", "execution.zero_budget.value", "doubt"),
        (["measured", "met", "value"], "part", "measured.met.value", "full"),
        (["measured", "missed", "value"], "half", "measured.missed.value", "pass_mark、nothing"),
        (["measured", "pass_mark"], ..., "measured.pass_mark", "缺少"),
        (["measured", "pass_mark", "value"], 100, "measured.pass_mark.value", "低于 100"),
        (["measured", "pass_mark", "value"], -1, "measured.pass_mark.value", "整数百分比"),
        (["measured", "pass_mark", "value"], "60", "measured.pass_mark.value", "整数百分比"),
        (["measured", "pass_mark", "value"], False, "measured.pass_mark.value", "整数百分比"),
        (
            ["measured", "negative_actual", "value"],
            "as_is",
            "measured.negative_actual.value",
            "zero",
        ),
        (["measured", "above_equal", "value"], "zero", "measured.above_equal.value", "full、doubt"),
        (["over_target", "percent", "value"], 100, "over_target.percent.value", "101 到 999"),
        (["over_target", "percent", "value"], 1000, "over_target.percent.value", "101 到 999"),
        (["over_target", "percent", "value"], "130", "over_target.percent.value", "101 到 999"),
        (["over_target", "percent", "value"], False, "over_target.percent.value", "101 到 999"),
        (
            ["over_target", "consequence", "value"],
            "warn",
            "over_target.consequence.value",
            "deduct",
        ),
        (["over_target", "points", "value"], "2.005", "over_target.points.value", "两位"),
        (["over_target", "shares", "value"], "none", "over_target.shares.value", "counted、left"),
        (
            ["over_target", "zero_target", "value"],
            "三十",
            "over_target.zero_target.value",
            "不是数字",
        ),
        (["over_target", "zero_target", "value"], "-1", "over_target.zero_target.value", "数字"),
        (["dates", "late", "value"], "half", "dates.late.value", "doubt、nothing"),
        (["dates"], ..., "dates", "缺少"),
        (["ranges", "outside", "value"], "half", "ranges.outside.value", "doubt、nothing"),
        (["not_applicable", "handling", "value"], "drop", "not_applicable.handling.value", "move"),
        (["not_applicable", "move_to", "value"], 1, "not_applicable.move_to.value", "不是文字"),
        (["rounding", "lines", "value"], True, "rounding.lines.value", "可选值"),
        (["rounding", "lines_mode", "value"], "up", "rounding.lines_mode.value", "half_up、cut"),
        (["rounding", "total_mode", "value"], "up", "rounding.total_mode.value", "half_up、cut"),
        (["rounding", "rates", "value"], 3, "rounding.rates.value", "exact、0、1、2、4"),
        (["rounding", "rates", "value"], "2", "rounding.rates.value", "exact、0、1、2、4"),
        (["reasons", "below_full", "value"], "never", "reasons.below_full.value", "optional"),
        (["checks"], ..., "checks", "缺少"),
        (["checks", "blocking", "source"], ..., "checks.blocking.source", "缺少"),
        (["checks", "blocking", "value"], "total-sum", "checks.blocking.value", "编码的列表"),
        (["checks", "blocking", "value"], ["总分"], "checks.blocking.value", "小写字母"),
        (["checks", "blocking", "value"], ["a", "b", "a"], "checks.blocking.value", "“a”重复"),
        (["first_year"], True, "first_year", "年份"),
        (["first_year"], 1999, "first_year", "年份"),
        (["first_year"], 2101, "first_year", "年份"),
        (["region"], "1" * 13, "region", "行政区划代码"),
        (["title"], "", "title", "为空"),
        (["execution", "points", "value"], "100.01", "execution.points.value", "0 到 100"),
        (["tiers", 0, "to"], 101, "tiers[0].to", "整数百分比"),
        # what must agree
        (["measured", "pass_mark", "value"], 60, "measured.pass_mark", "不是时写 0"),
        (["measured", "missed", "value"], "pass_mark", "measured.pass_mark", "写及格线"),
        (["over_target", "percent", "value"], 0, "over_target.percent", "写限度"),
        (["over_target", "consequence", "value"], "none", "over_target.percent", "写 0"),
        (["over_target", "consequence", "value"], "deduct", "over_target.points", "扣多少分"),
        (["over_target", "points", "value"], "0.5", "over_target.points", "不是时写 0"),
        (["not_applicable", "handling", "value"], "move", "not_applicable.move_to", "没有“”"),
        (["not_applicable", "move_to", "value"], "产出指标", "not_applicable.move_to", "空文字"),
        (["execution", "scoring", "value"], "bands", "execution_bands", "写明各档"),
        # rows that may be left out
        (["ways"], [], "ways", "至少一行"),
        (["ways"], [way(way="thirds")], "ways[0].way", "proportional、nothing、pass_mark"),
        (["ways"], [way(way=["bands"])], "ways[0].way", "proportional"),
        (["ways"], ["率"], "ways[0]", "应写明 applies_to、way"),
        (["ways"], [way(applies_to="")], "ways[0].applies_to", "为空"),
        (["ways"], [way(tag="X")], "ways[0].tag", "S、R、P、M"),
        (["ways"], [way(source=...)], "ways[0].source", "缺少"),
        (["ways"], [way(most=5)], "ways[0].most", "没有这个键"),
        (["ways"], [way(way="most")], "ways[0].most", "缺少"),
        (["ways"], [way(way="most", most="5.005")], "ways[0].most", "两位"),
        (["ways"], [way(way="per_point")], "ways[0].per_point", "缺少"),
        (["ways"], [way(way="per_point", per_point=0.5)], "ways[0].per_point", "浮点数"),
        (["ways"], [way(way="per_point", per_point=101)], "ways[0].per_point", "0 到 100"),
        (["ways"], [way(way="pass_mark")], "ways[0].pass_mark", "缺少"),
        (["ways"], [way(way="pass_mark", pass_mark=100)], "ways[0].pass_mark", "低于 100"),
        (["ways"], [way(way="nothing", pass_mark=60)], "ways[0].pass_mark", "没有这个键"),
        (["ways"], [way(way="bands")], "ways[0].bands", "缺少"),
        (["ways"], [way(way="bands", bands=[])], "ways[0].bands", "1 到 6 档"),
        (["ways"], [way(way="bands", bands=rows(7))], "ways[0].bands", "1 到 6 档"),
        (["ways"], [way(way="bands", bands={"from": 90})], "ways[0].bands", "1 到 6 档"),
        (["ways"], [way(way="bands", bands=[90])], "ways[0].bands", "写明 from、share"),
        (["ways"], [way(way="bands", bands=[{"from": 90}])], "ways[0].bands", "from、share"),
        (["ways"], [way(way="bands", bands=[{"from": 90.0, "share": 1}])], "ways[0].bands", "整数"),
        (["ways"], [way(way="bands", bands=[{"from": 9, "share": 101}])], "ways[0].bands", "整数"),
        (
            ["ways"],
            [way(way="bands", bands=[*rows(1), {"from": 90, "share": 1}])],
            "ways[0].bands[1].from",
            "应低于上一档的 90",
        ),
        (
            ["ways"],
            [way(way="nothing"), way(way="bands", bands=[*rows(1), {"from": 1, "share": 91}])],
            "ways[1].bands[1].share",
            "应低于上一档的 90",
        ),
        (["execution_bands"], sourced(*rows(2)), "execution_bands", "不是时不写"),
        (["execution_bands"], [], "execution_bands", "至少一行"),
        (["execution_bands"], sourced({"from": 80}), "execution_bands[0].share", "缺少"),
        (["execution_bands"], sourced(*rows(7)), "execution_bands", "最多 6 档"),
        (["execution_bands"], sourced(*rows(1), *rows(1)), "execution_bands[1].from", "低于"),
        (["execution_bands"], sourced(*rows(1), *rows(1)), "execution_bands[1].share", "低于"),
        (["ceilings"], [], "ceilings", "至少一行"),
        (["ceilings"], sourced({"below": "80", "most": 89}), "ceilings[0].below", "整数百分比"),
        (["ceilings"], sourced({"below": 80, "most": 89.5}), "ceilings[0].most", "浮点数"),
        (["ceilings"], sourced({"below": 80}), "ceilings[0].most", "缺少"),
        (["ceilings"], [{"below": 80, "most": 89}], "ceilings[0].tag", "缺少"),
        (
            ["ceilings"],
            sourced({"below": 80, "most": 89}, {"below": 80, "most": 79}),
            "ceilings[1].below",
            "应低于上一档的 80",
        ),
        (
            ["ceilings"],
            sourced({"below": 80, "most": 0}, {"below": 70, "most": 0}),
            "ceilings[1].most",
            "0 应低于上一档的 0",
        ),
        (
            ["ceilings"],
            sourced({"below": 80, "most": 89}, {"below": 70, "most": 89}),
            "ceilings[1].most",
            "应低于上一档的 89",
        ),
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
    data["over_target"]["consequence"]["value"] = "deduct"
    data["measured"]["pass_mark"]["value"] = 60
    data["ways"] = [way(way="bands", bands=[*rows(1), *rows(1)]), way(way="most")]
    data["ceilings"] = sourced({"below": 80, "most": 89}, {"below": 90, "most": 99})
    data["execution_bands"] = sourced(*rows(1))
    keys = {key for key, _ in faults_of(data)}
    assert {"code", "blocks[0].points", "tiers[1].to", "grades[1].from"} <= keys
    assert {"over_target.points", "measured.pass_mark", "ways[1].most"} <= keys
    assert {"ceilings[1].below", "ceilings[1].most", "execution_bands"} <= keys
    assert "ways[0].bands[1].from" not in keys  # compared once the shape of `ways` is right


@pytest.mark.parametrize(
    "path, value",
    [
        (["execution", "points", "value"], "10.00"),
        (["first_year"], 2000),
        (["first_year"], 2100),
        (["region"], ""),
        (["region"], "4" * 12),
        (["region_names"], []),
        (["number"], "财预〔2021〕1号"),
        (["over_target", "percent", "value"], 101),
        (["over_target", "percent", "value"], 999),
        (["over_target", "zero_target", "value"], "30.5"),
        (["ways"], [way(way="proportional")]),
        (["ways"], [way(way="pass_mark", pass_mark=0), way(way="most", most="4.50")]),
        (["ways"], [way(way="bands", bands=rows(6))]),
        (["ceilings"], sourced({"below": 100, "most": 100}, {"below": 0, "most": 0})),
        (["tiers", 0, "from"], 80),
    ],
)
def test_what_lies_within_its_bounds_is_taken(path, value):
    assert parse(changed(path, value), FILE).code == HENAN.code


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
