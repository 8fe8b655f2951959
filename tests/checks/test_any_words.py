"""No words break the checks of a sheet or plan, and every finding is of the catalogue."""

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.values import parse, parse_actual, parse_named
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.run import findings
from scoring.checks.sheet import Text
from tests.checks.build import CHOSEN, fund, printed, row, sheet

WORDS = """
    / 0 -3 ≥95% 0.97 20万 ≤20万元 =23万元/个 10个 其中女学员 ★★★ ≥**人 好坏 （100字以内） 1e9
    2022.3-12月 2023年12月底前 1-12月 提升 建设32.1公里 数量指标 时效指标 成本指标 满意度 110%
    项目总成本 合格率 不适用 计划下年完成 4-9月督查经费 2022-2023年培训经费 ≥4万人次
    受天气影响，部分班次推迟到下年
"""
SEEN = [*WORDS.split(), "", "9" * 40]
words = st.sampled_from(SEEN) | st.text(max_size=12)
amounts = st.sampled_from(["", "0", "20", "20.00", "-5", "9" * 40, "/"])
points = st.sampled_from(["", "0", "3", "10"])


@st.composite
def rows(draw):
    name, target, actual = draw(words), draw(words), draw(words)
    made = row("", "", draw(points), draw(points), block=draw(words), name=name)
    return made._replace(
        heading=draw(words),
        target=target,
        actual=actual,
        reason=draw(words),
        description=draw(words),
        due=draw(st.sampled_from([parse_named(target, name=name), parse(target)])),
        done=parse_actual(actual, name=name),
        not_applicable=draw(st.booleans()),
        outcome=draw(st.sampled_from([None, "met", "short", "unit_unclear"])),
    )


@given(
    lines=st.lists(rows(), max_size=6),
    funds=st.lists(st.tuples(words, *[amounts] * 5), max_size=3),
    subject=words,
    texts=st.lists(words, max_size=2),
    kind=st.sampled_from(["project", "department", ""]),
    unit=st.sampled_from(["万元", "元"]),
    is_plan=st.booleans(),
    terms=st.sampled_from([CHOSEN, None]),
)
@settings(max_examples=400)
def test_no_words_break_the_checks(lines, funds, subject, texts, kind, unit, is_plan, terms):
    made = sheet(
        lines,
        [
            fund(label, at=at, initial=one, annual=two, executed=three, points=four, score=five)
            for at, (label, one, two, three, four, five) in enumerate(funds)
        ],
        terms=None,
        subject=subject,
        year=2023,
        kind=kind,
        money_unit=unit,
        is_plan=is_plan,
        is_copy=not is_plan,
        goals=tuple(Text(row, "", text) for row, text in enumerate(texts)),
    )._replace(terms=terms, carried_over=printed("5"))
    for one in findings(made):
        assert one.severity in CATALOGUE[one.check].severities
        assert one.message
        if one.place.startswith("indicators["):
            assert one.level3 is not None
