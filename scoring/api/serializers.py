"""The form of the API's answers: figures are strings or null, never floats; counts are integers."""

from typing import Any

from rest_framework import serializers

from scoring.checks.finding import Severity
from scoring.models import Sheet

SEVERITIES = [
    (Severity.ERROR.value, "错误"),
    (Severity.DOUBT.value, "疑点"),
    (Severity.ROUNDING.value, "舍入差"),
]


def score(words: str, *, allow_null: bool = True) -> serializers.DecimalField:
    """A score or points with two decimals, as a string."""
    return serializers.DecimalField(
        max_digits=9, decimal_places=2, allow_null=allow_null, help_text=words
    )


def exact(words: str) -> serializers.DecimalField:
    """An amount or rate with just the digits that are stored, as a string; null when blank."""
    return serializers.DecimalField(
        max_digits=None, decimal_places=None, allow_null=True, help_text=words
    )


def text(words: str, *, allow_null: bool = False) -> serializers.CharField:
    """A text."""
    return serializers.CharField(allow_null=allow_null, help_text=words)


class DepartmentSerializer(serializers.Serializer[Any]):
    """Whose sheet it is."""

    code = text("单位编码")
    name = text("单位名称")


class SheetSerializer(serializers.Serializer[Any]):
    """A sheet as the list shows it."""

    id = serializers.UUIDField(help_text="自评表编号")
    department = DepartmentSerializer()
    year = serializers.IntegerField(help_text="年度")
    subject = serializers.ChoiceField(
        [("department", "部门整体"), ("project", "项目")], help_text="评价对象"
    )
    title = text("名称：部门整体，或项目名称")
    project_code = text("项目编码", allow_null=True)
    state = serializers.ChoiceField(Sheet.State.choices, help_text="状态")
    edition = text("评分办法编码")
    computed_total = score("计算分")
    claimed_total = score("自评分各行相加")
    printed_total = score("表中总分")
    grade = text("等级，没有总分时为 null", allow_null=True)
    execution_rate = exact("预算执行率（%），不可计算时为 null")
    unscored = serializers.IntegerField(help_text="没有计算分的行数")


class ExecutionSerializer(serializers.Serializer[Any]):
    """The row of the budget execution."""

    points = score("分值", allow_null=False)
    computed = score("计算分")
    claimed = score("自评分")
    rule = text("规则编码", allow_null=True)
    outcome = text("结果编码", allow_null=True)
    explanation = text("评分说明")


class FundSerializer(serializers.Serializer[Any]):
    """A row of the funds table: amounts in the plan's money unit, and as printed."""

    label = text("资金来源")  # type: ignore[assignment]  # of the row, not of this serializer
    is_total = serializers.BooleanField(help_text="是否总额行")
    initial = exact("年初数")
    initial_text = text("年初数（原文）")
    annual = exact("全年数")
    annual_text = text("全年数（原文）")
    executed = exact("全年执行数")
    executed_text = text("全年执行数（原文）")
    rate = exact("执行率（%），不可计算时为 null")
    printed_rate = text("印出的执行率（原文）")


class LineSerializer(serializers.Serializer[Any]):
    """A line of the three-level table."""

    row = serializers.IntegerField(help_text="行号，从 0 起")
    level1 = text("一级指标")
    level2 = text("二级指标，未印出时为 null", allow_null=True)
    level3 = text("三级指标")
    target = text("指标值（原文），空白时为 null", allow_null=True)
    actual = text("实际完成值（原文），空白时为 null", allow_null=True)
    points = score("分值")
    computed = score("计算分")
    claimed = score("自评分")
    reason = text("偏差（未完成）原因分析及改进措施")
    not_applicable = serializers.BooleanField(help_text="是否不适用")
    rule = text("规则编码", allow_null=True)
    outcome = text("结果编码", allow_null=True)
    explanation = text("评分说明")


class BlockSerializer(serializers.Serializer[Any]):
    """A level-1 indicator with the sums of its lines."""

    name = text("一级指标")
    printed_points = score("印出的分值")
    points = score("各行分值相加", allow_null=False)
    computed = score("各行计算分相加", allow_null=False)
    claimed = score("各行自评分相加，没有自评分时为 null")


class AdjustmentSerializer(serializers.Serializer[Any]):
    """A named row between the sum of the lines and the total."""

    code = text("编码")
    label = text("名称")  # type: ignore[assignment]  # of the row, not of this serializer
    score = score("加减分", allow_null=False)
    explanation = text("评分说明")


class FindingSerializer(serializers.Serializer[Any]):
    """A contradiction or doubt, both sides."""

    check = text("检查编码")
    severity = serializers.ChoiceField(SEVERITIES, help_text="程度")
    place = text("位置，如 total_printed、indicators[5].score，行号从 0 起")
    message = text("说明")
    printed = text("表中印出", allow_null=True)
    expected = text("按规则应为", allow_null=True)
    level3 = text("三级指标名称，不是指标行的为空", allow_null=True)


class SheetDetailSerializer(SheetSerializer):
    """A whole sheet."""

    execution = ExecutionSerializer()
    funds = FundSerializer(many=True)
    lines = LineSerializer(many=True)
    blocks = BlockSerializer(many=True)
    adjustments = AdjustmentSerializer(many=True)
    findings = FindingSerializer(many=True)


class RefusalSerializer(serializers.Serializer[Any]):
    """Why a request was not answered."""

    detail = text("原因")
