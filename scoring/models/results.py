"""What became of funds, goals and tasks: the upper parts of a sheet."""

from django.db import models
from django.db.models import Q

from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField
from projects.models.plans import FundLine, Goal, Task
from scoring.models.sheets import Sheet


class FundResult(BusinessRow):
    """Executed amount (执行数) of one fund line, in the money unit of the plan; rate as printed."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="fund_results")
    fund_line = models.ForeignKey(FundLine, models.PROTECT, related_name="results")
    executed_text = models.CharField("全年执行数（原文）", max_length=40, blank=True)
    executed = ExactDecimalField("全年执行数", null=True, blank=True)
    printed_rate = models.CharField("印出的执行率", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "fund_line"], name="fund_result_once_per_line"
            ),
            models.CheckConstraint(
                name="executed_amount_has_its_printed_text",
                condition=Q(executed__isnull=True) | ~Q(executed_text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.executed_text


class GoalResult(BusinessRow):
    """What became of a goal, in words."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="goal_results")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    text = models.TextField("完成情况", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "goal"], name="goal_result_once_per_goal"),
        ]

    def __str__(self) -> str:
        return self.text


class TaskResult(BusinessRow):
    """What became of a task, in words."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="task_results")
    task = models.ForeignKey(Task, models.PROTECT, related_name="results")
    text = models.TextField("完成情况", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "task"], name="task_result_once_per_task"),
        ]

    def __str__(self) -> str:
        return self.text
