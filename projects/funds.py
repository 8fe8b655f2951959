"""Which row of a fund table is its total: one rule for every table, however it came about. Pure."""

from collections.abc import Sequence

_TOTALS = ("合计", "总计", "总额", "总投资", "总预算")
_OF_WHICH = "其中"
_SUBTOTAL = "小计"
_SOURCES = (
    *("财政拨款", "财政资金", "财政性资金", "本年财政", "当年财政", "上年结转", "其他资金"),
    *("单位资金", "专户资金", "自有资金", "一般公共预算", "政府性基金", "中央", "省级", "市级"),
)


def total_at(labels: Sequence[str]) -> int | None:
    """Which row is the total: the first, unless its label or a later one says otherwise.

    None where the first is a source (其中, 财政拨款 ...) among others and none is called a total.
    """
    said = [at for at, label in enumerate(labels) if is_a_total(label)]
    if said:
        whole = [at for at in said if not _is_a_source(labels[at])]  # 财政拨款合计 is a part of it
        return (whole or said)[0]
    if labels and _SUBTOTAL in labels[-1]:
        return len(labels) - 1
    if not labels or (len(labels) > 1 and _is_a_source(labels[0])):
        return None
    return 0


def is_a_total(label: str) -> bool:
    """Whether a label calls its row a total (of which there may be several)."""
    return any(word in label for word in _TOTALS) and not label.lstrip().startswith(_OF_WHICH)


def _is_a_source(label: str) -> bool:
    bare = label.strip().removeprefix("资金来源").lstrip("：:")
    return bare.startswith((_OF_WHICH, *_SOURCES))
