"""Sheets that departments published, figure by figure as printed; names of rows are shortened.

Fields of an indicator: block, target, actual, points, score.
"""

from decimal import Decimal

from scoring.checks.known import Known
from tests.checks.build import CHOSEN, FALLBACK, HENAN, fund, row, sheet

HENAN_TERMS = CHOSEN._replace(blocks=HENAN)
# what the accounts of 2021 say (公开07表) where the sheet says 100
THREE_PUBLIC_2021 = Known(
    Decimal("0.81"), Decimal("4.1"), "19.76%", "19.76%（0.81 ÷ 4.10，公开07表）"
)
COUNTED = Known(
    now=Decimal(8), base=Decimal(9), told="88.89%", words="88.89%（8 ÷ 9，本系统）", is_count=True
)


def _rows(*lines, reasons=()):
    told = dict(reasons)
    return [
        row(target, actual, points, score, block=block, reason=told.get(at, ""))
        for at, (block, target, actual, points, score) in enumerate(lines)
    ]


def _input(target, actual, points, score):
    return ("投入管理指标", target, actual, points, score)


def _output(target, actual, points, score):
    return ("产出指标", target, actual, points, score)


def _benefit(target, actual, points, score):
    return ("效益指标", target, actual, points, score)


def _content(target, actual, points, score):
    return ("满意度指标", target, actual, points, score)


def association_2021(**other):
    """焦作市科学技术协会, whole department, 2021."""
    full = _input("=100%", "100", "1", "1")
    done = _output("=100%", "100", "2", "2")
    rows = _rows(
        _input(">=95%", "96", "2", "2"), _input(">=95%", "95", "2", "2"),
        _input(">=95%", "97", "2", "2"), full, _input(">=90%", "95", "1", "1"),
        _input(">=95%", "97", "3", "2"), _input("<=20%", "0", "2", "2"),
        _input("<=5%", "3", "2", "2"), _input("<=100%", "100", "1", "1"),
        _input("=100%", "0", "1", "0"), *[full] * 5,
        *[_input("=100%", "100", "2", "2")] * 3, _input(">=90%", "93", "2", "2"),
        done, _output(">=90%", "95", "2", "2"), *[done] * 4,
        _output(">=90%", "100", "2", "2"), done,
        _output(">=95%", "97", "2", "2"), _output(">=95%", "95", "2", "2"),
        _output(">=95%", "96", "2", "2"), _output(">=95%", "97", "3", "3"),
        _benefit("0", "0", "8", "8"), _benefit(">=90%", "92", "9", "9"),
        _benefit(">=90", "95", "9", "9"), _benefit(">=90", "93", "9", "9"),
        reasons={9: "当年未进行政府采购"}.items(),
    )  # fmt: skip
    funds = [
        fund("部门预算总额", initial="227.68", annual="225.94", executed="329.22", points="10",
             rate="145.71%", score="9.9"),
        fund("财政性资金", at=1, initial="227.68", annual="220.65", executed="323.56",
             rate="146.64%"),
        fund("其他资金", at=2, initial="0", annual="5.68", executed="5.66", rate="99.65%"),
    ]  # fmt: skip
    printed = {"投入管理指标": "30", "产出指标": "25", "效益指标": "35"}
    values = {"terms": HENAN_TERMS, "total": "97.7", "narrative_total": "97.9"} | other
    return sheet(rows, funds, blocks=printed, **values)


def commission_2022():
    """池州市贵池区棠溪镇人民政府, 委托业务, 2022; the copy ends at the satisfaction row."""
    worded = ("效果明显", "达成预期指标", "10", "10")
    rows = _rows(
        _output("≥50个", "50", "8", "8"),
        _output("≥100百分比", "100", "8", "8"),
        _output("严格执行相关制度规定", "达成预期指标", "8", "8"),
        _output("在项目计划完成时间内完成", "达成预期指标", "8", "8"),
        _output("≤90万元", "90", "8", "8"),
        _output("符合相关规定", "达成预期指标", "10", "10"),
        *[_benefit(*worded)] * 3,
    )
    funds = [
        fund("年度资金总额:", initial="0", annual="0", executed="0", points="10", rate="0",
             score="0"),
        fund("其中:本年财政拨款", at=1, initial="90", annual="89.974", executed="89.974"),
    ]  # fmt: skip
    blocks = {"产出指标": "50", "效益指标": "30", "满意度指标": "10"}
    return sheet(rows, funds, blocks=blocks, terms=FALLBACK)


def villages_2022():
    """池州市贵池区棠溪镇人民政府, 村级补助, 2022; the copy ends inside the benefit block."""
    rows = _rows(
        _output("=8个", "8", "8", "8"),
        _output("=42个", "42", "8", "8"),
        _output("合规", "达成预期指标", "8", "8"),
        _output("严格执行相关制度规定", "达成预期指标", "8", "8"),
        _output("及时", "达成预期指标", "8", "8"),
        _output("≤202.6万元", "132.9", "10", "10"),
        *[_benefit("效果明显", "达成预期指标", "10", "10")] * 2,
    )
    funds = [
        fund("年度资金总额:", initial="0", annual="0", executed="0", points="10", rate="0",
             score="0"),
        fund("其中:本年财政拨款", at=1, initial="202.64", annual="132.912", executed="132.912"),
    ]  # fmt: skip
    return sheet(rows, funds, blocks={"产出指标": "50", "效益指标": "30"}, terms=FALLBACK)


def gauges_2022():
    """中江县水利局, 水标尺, 2022."""
    rows = _rows(
        _output("≥266米", "≥266米", "10", "10"),
        _output("≥50厘米", "≥50厘米", "10", "10"),
        _output("100%", "100%", "20", "20"),
        _output("≥90%", "≥90%", "10", "10"),
        _output("≥90%", "≥90%", "10", "10"),
        _output("20万元", "20万元", "10", "10"),
        _benefit("≥1000人", "≥1000人", "10", "10"),
        _benefit("显著提升", "显著提升", "10", "10"),
        _content("≥95%", "≥95%", "10", "10"),
    )
    funds = [
        fund("年度资金总额:", annual="20", executed="20", points="10", rate="100.00%", score="10"),
        fund("其中:本年财政拨款", at=1, annual="20", executed="20"),
    ]
    blocks = {"产出指标": "70", "效益指标": "20", "满意度指标": "10"}
    return sheet(rows, funds, blocks=blocks, total_points="100", total="100", terms=FALLBACK)


def farming_2023():
    """萧县张庄寨镇, 特色种养补贴, 2023; break-down rows; the copy ends at the satisfaction row."""
    rows = _rows(
        _output("29.5亩", "29.5亩", "20", "20"), _output("1.5亩", "1.5亩", "", ""),
        _output("5亩", "5亩", "", ""), _output("20亩", "20亩", "", ""),
        _output("3亩", "3亩", "", ""), _output("3亩", "3亩", "10", "10"),
        _output("3亩", "3亩", "", ""), _output("192只", "192只", "10", "10"),
        _output("180只", "180只", "", ""), _output("12头", "12头", "", ""),
        _output("95%", "95%", "5", "5"), _output("95%", "100%", "5", "5"),
        _benefit("≥11.376万元", "12万元", "20", "20"), _benefit("90人", "90人", "10", "10"),
    )  # fmt: skip
    funds = [
        fund("年度资金总额:", annual="9.48", executed="9.48", points="10", rate="100%", score="10"),
        fund("其中:本年财政拨款", at=1, annual="9.48", executed="9.48", points="10", rate="100%",
             score="10"),
    ]  # fmt: skip
    return sheet(rows, funds, blocks={"产出指标": "50", "效益指标": "30"}, terms=FALLBACK)


def school_2022(**other):
    """永德县明朗中学, 营养改善计划, 2022."""
    rows = _rows(
        _output("≧735人次", "735", "10", "10"),
        _output("≧100%", "100%", "10", "10"),
        _output("≧100%", "100%", "10", "7"),
        _output("═100%", "100%", "10", "10"),
        _benefit("有效", "有效", "10", "10"),
        _benefit("═100%", "98%", "10", "9"),
        _benefit("≧100%", "100%", "10", "10"),
        _content("≧95%", "100%", "10", "10"),
        _content("≧95%", "100%", "10", "10"),
    )
    funds = [
        fund("年度资金总额", annual="387664.62", executed="387664.62", points="10", rate="100%",
             score="10"),
        fund("其中：当年财政拨款", at=1, annual="387664.62", executed="387664.62"),
    ]  # fmt: skip
    values = {"terms": FALLBACK, "total_points": "100", "total": "96"} | other
    return sheet(rows, funds, **values)


def ban_2020():
    """长江禁捕, 2020: a form that prints no points for its rows; the rate is printed as a share."""
    rows = _rows(
        _output("6", "6", "", "20"),
        _output("100%", "100%", "", "10"),
        _output("100%", "100%", "", "10"),
        _benefit("≥90%", "90%", "", "40"),
    )
    funds = [fund("年度财政资金总额", annual="1.56", executed="1.56", points="20", rate="1",
                  score="20")]  # fmt: skip
    return sheet(rows, funds, total="100", terms=FALLBACK)


def monitoring_2020():
    """黄冈市水利和湖泊局, 水土保持监测, 2020: no points for the rows, so no rule to compare."""
    rows = _rows(
        _output("100%", "100%", "", "10"),
        _output("100%", "100%", "", "10"),
        _content("98%", "98%", "", "19.6"),
        _output("100%", "100%", "", "20"),
        _output("100%", "100%", "", "20"),
    )
    funds = [fund("年度财政资金总额", annual="10", executed="10", points="20", rate="100%",
                  score="20")]  # fmt: skip
    return sheet(rows, funds, total="99.6", terms=FALLBACK)
