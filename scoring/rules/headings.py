"""Usual level-two names under the blocks of a frame: offered while targets are written.

Sources: the form of 财预〔2020〕10号 as many units printed it [R]; 财预〔2021〕101号 for costs [M];
the filled sheet of a whole department of Henan, 2021, for its three blocks [S].
"""

from collections.abc import Iterable

from scoring.rules.edition import Edition

OF_PROJECTS: dict[str, tuple[str, ...]] = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
OF_DEPARTMENTS: dict[str, tuple[str, ...]] = {
    "投入管理指标": ("工作目标管理", "预算和财务管理", "绩效管理"),
    "产出指标": ("重点工作任务完成", "履职目标实现"),
    "效益指标": ("履职效益", "满意度"),
}


def usual_level1(edition: Edition | None) -> list[str]:
    """The level-one names of an edition; those of the national form where it has no such frame."""
    names = [block.name for block in edition.blocks] if edition else []
    return names if len(names) > 1 else list(OF_PROJECTS)


def usual_level2(edition: Edition | None) -> list[str]:
    """The usual level-two names under the frame's blocks, each once, in the order of the form."""
    of_kind = OF_DEPARTMENTS if edition and edition.kind == "department" else OF_PROJECTS
    names = (name for block in usual_level1(edition) for name in of_kind.get(block, ()))
    return _once(names)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
