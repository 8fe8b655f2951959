"""What a target table still lacks before it can be submitted, read from its rows."""

from projects.models import Plan
from scoring.gaps import Gap
from scoring.queries.lines import plan_lines


def gaps_of_plan(plan: Plan) -> list[Gap]:
    """Everything that keeps the plan from being submitted, in printed order."""
    leaves = [node for node in plan_lines(plan) if node.level == 3]
    if not leaves:
        return [Gap(anchor="lines", label="绩效指标", message="还没有指标，请至少填一行。")]
    return [
        Gap(
            anchor=f"target-{leaf.public_id.hex}",
            label=f"第 {number} 行 指标值",
            message="没有填，请照文件填写，如 ≥95%。",
        )
        for number, leaf in enumerate(leaves, 1)
        if not leaf.target_text
    ]
